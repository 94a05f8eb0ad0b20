"""账本指纹: one's own to keep, everybody's as a file, and the check of what somebody kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from core.errors import StudioError
from core.ledger import fingerprints
from core.ledger.fingerprints import Checked, Verdict
from core.messages.audit import FINGERPRINTS
from core.studio import current_studio
from pages.parts import error_box, formats

TEXT, FILE, RESULT, ERROR = (f"fingerprint_{part}" for part in ("text", "file", "result", "error"))
MOST_SHOWN = 50  # of those that don't fit, in the table
MAX_FILE_MB = 4


def draw_kept(person_id: str | None) -> None:
    """Draw the button that shows a person's fingerprint, or offers the file of everybody's."""
    popover = st.popover(
        "账本指纹",
        icon=":material/fingerprint:",
        on_change="rerun",
        key=f"fingerprint_of:{person_id or ''}",
        help="记下指纹，以后就能证明：在那之前的账目一笔都没有改过。",
    )
    if not popover.open:  # what nobody looks at costs nothing
        return
    with popover:
        if person_id is None:
            _draw_file()
        else:
            _draw_line(person_id)


def draw_check() -> None:
    """Draw the box that takes kept fingerprints, and what became of them."""
    with st.expander("核对留存的账本指纹", icon=":material/fingerprint:"):
        st.caption(
            "粘贴当时记下的指纹（可以有多行），或选择当时下载的指纹文件。"
            "程序会从第一笔账目重新计算，看那之前的账目有没有变过。"
        )
        st.text_area("指纹", key=TEXT, height=90, placeholder="例如：3f…c2:18:9a…04")
        st.file_uploader("指纹文件", type="txt", key=FILE, max_upload_size=MAX_FILE_MB, width=420)
        st.button("核对指纹", icon=":material/search_check:", on_click=_check)
        if refusal := st.session_state.get(ERROR):
            error_box.show(refusal)
        elif RESULT in st.session_state:
            _draw_result(*st.session_state[RESULT])


def _draw_line(person_id: str) -> None:
    line = fingerprints.of_person(current_studio().database, person_id)
    if line is None:
        st.info("还没有账目，也就没有指纹。")
        return
    st.code(line, language=None, wrap_lines=True)
    st.caption(
        "三段依次是：你的代号（不是你的身份，别人看不出是谁）、最后一笔账目的编号、"
        "到那一笔为止全部账目的 SHA-256 摘要。复制下来，留在这个程序以外的地方。"
        "以后到“核对结果”里粘贴，就能查出那之前的账目有没有变过。"
    )


def _draw_file() -> None:
    database = current_studio().database
    st.caption(
        "每人一行，最后一行是整个文件的摘要；不含任何人的名字。"
        "保存在这个程序以外的地方，以后到“核对结果”里核对。"
    )
    st.download_button(
        "下载指纹文件",
        data=lambda: fingerprints.whole_file(database),
        file_name="账本指纹.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
    )


def _check() -> None:
    """Check the text and the file: the button's callback."""
    st.session_state.pop(RESULT, None)
    st.session_state.pop(ERROR, None)
    studio = current_studio()
    kept = st.session_state.get(FILE)
    text = kept.getvalue().decode("utf-8-sig", errors="replace") if kept else ""
    try:
        found = fingerprints.parse(f"{st.session_state.get(TEXT) or ''}\n{text}")
        checked = fingerprints.check(studio.database, found)
    except StudioError as error:
        st.session_state[ERROR] = error
    else:
        st.session_state[RESULT] = (checked, studio.now())


def _draw_result(checked: Sequence[Checked], when: int) -> None:
    found = Counter(one.verdict for one in checked)
    if set(found) == {Verdict.UNCHANGED}:
        st.success(
            f"{len(checked):,} 个指纹全部吻合：在它们之前的账目一笔都没有变过。",
            icon=":material/verified:",
        )
    else:
        wrong = len(checked) - found[Verdict.UNCHANGED]
        st.error(
            f"{len(checked):,} 个指纹中有 {wrong:,} 个不吻合：请把指纹和下面的结果交给管理员。",
            icon=":material/error:",
        )
        _draw_wrong([one for one in checked if one.verdict != Verdict.UNCHANGED])
    st.caption(f"核对时间 {formats.moment(when)}")


def _draw_wrong(wrong: Sequence[Checked]) -> None:
    rows = [
        {
            "指纹": f"{one.fingerprint.person[:8]}…:{one.fingerprint.seq}",
            "结果": FINGERPRINTS[one.verdict],
        }
        for one in wrong[:MOST_SHOWN]
    ]
    st.table(rows, border="horizontal", hide_index=True)
    if len(wrong) > MOST_SHOWN:
        st.caption(f"只列出前 {MOST_SHOWN} 个。")
