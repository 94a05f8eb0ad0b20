"""What can be taken along: the report, the cells as a CSV, and for its owner the originals."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

import streamlit as st

from core.downloads.export import to_csv
from core.downloads.selection import MOST
from core.experiments.report import cells, contents, document
from core.experiments.report.document import Told
from core.experiments.views.view import CellView, ExperimentView
from core.studio import Studio, current_studio
from core.tables import User
from pages.parts import formats
from pages.parts.experiments import figures_table
from pages.parts.experiments.cells import arm_names, cell_words
from pages.parts.experiments.conclusion.sides import sides_of
from pages.parts.gallery import zip_link

HAS_PICTURE = "有图"


def draw(view: ExperimentView, person: User, *, is_interim: bool) -> None:
    """Draw the downloads of an experiment that this person sees the pictures of.

    The files are made at the click, of what there is by then.
    """
    st.subheader("带走", anchor=False)
    making = (current_studio(), person, view.experiment.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "下载中期报告" if is_interim else "下载报告",
            data=partial(_report, *making, formats.zone()),
            file_name="实验中期报告.html" if is_interim else "实验报告.html",
            mime="text/html",
            icon=":material/description:",
            on_click="ignore",
            key="experiment_report",
            help="一个网页文件，图片在里面，不用联网也能打开，可以打印成 A4。",
        )
        st.download_button(
            "导出格子 CSV",
            data=partial(_cells, *making),
            file_name="实验格子.csv",
            mime="text/csv",
            icon=":material/table:",
            on_click="ignore",
            key="experiment_cells_csv",
            help="每次尝试一行，可直接用表格软件打开。",
        )
        if view.is_own:
            _draw_originals(view, person)
    if is_interim:
        st.caption("揭晓前只有创建者能下载，报告里没有投票和结论。")


def _draw_originals(view: ExperimentView, person: User) -> None:
    """Draw a link for all originals with their manifest, in parts where they are many."""
    orders = [cell.order_id for cell in view.counted.values() if cell.has_file]
    for start in range(0, len(orders), MOST):
        part = orders[start : start + MOST]
        which = (
            f"第 {start + 1}–{start + len(part)} 张" if len(orders) > MOST else f"{len(part)} 张"
        )
        zip_link.draw_link(person, part, f"下载原图（{which}）")


def _report(studio: Studio, person: User, experiment_id: str, zone: tzinfo) -> bytes:
    found = contents.read(studio, person, experiment_id)
    told = Told(
        names=arm_names.names(found.view),
        sides=sides_of(found.view),
        figures=figures_table.lines(found.view.figures),
        meanings=figures_table.MEANINGS,
        stands=_stands,
        moment=partial(formats.moment, where=zone),
    )
    return document.to_html(found, told)


def _cells(studio: Studio, person: User, experiment_id: str) -> bytes:
    view = contents.read(studio, person, experiment_id).view
    return to_csv(cells.HEADER, cells.rows(view, arm_names.names(view), _stands))


def _stands(cell: CellView | None) -> str:
    """Return how a place stands; of a picture what most raters say of it."""
    return cell_words.state(cell) or (cell_words.verdict(cell) if cell else "") or HAS_PICTURE
