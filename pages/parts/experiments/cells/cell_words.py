"""How a cell stands, in words: in the matrix, where it is opened, and below a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core import messages
from core.experiments.plan import Came
from core.experiments.views.figures import is_usable
from core.experiments.views.view import CellView, Said
from core.messages.experiments import ANSWERS, REASONS
from pages.parts import identity

WAITING, MAKING, NOT_RUN = "等待中", "生成中", "未运行"
BLOCKED, FAILED, STOPPED, IN_BIN = "被拦截", "失败", "已停止", "图片已移除"
USABLE, NOT_USABLE = "可用", "不可用"
ENDED = {Came.BLOCKED: BLOCKED, Came.NOTHING: FAILED, Came.STOPPED: STOPPED}  # without a picture


def state(cell: CellView | None) -> str:
    """Return how a place without a picture to show stands; empty for one that has a picture."""
    if cell is None:
        return NOT_RUN
    if cell.tried.came == Came.OPEN:
        return MAKING if cell.has_begun else WAITING
    if cell.tried.came == Came.PICTURE:
        return IN_BIN if cell.is_gone else ""
    return ENDED[cell.tried.came]


def reason(cell: CellView) -> str:
    """Return why an order ended without a picture and what can be done, in a sentence or two."""
    error = (cell.error_code, cell.error_reason or None)
    message = messages.explain(*error, sign_in=identity.signs_in())
    return f"{message.what}{messages.NOTHING_CHARGED}{message.advice}"


def verdict(cell: CellView) -> str:
    """Return what most raters say of a picture; empty before anybody has judged it."""
    if not cell.said:
        return ""
    usable = is_usable(said.answer for said in cell.said.values())
    return USABLE if usable else NOT_USABLE


def answer(said: Said) -> str:
    """Return one person's answer, with the reason where they gave one."""
    why = f"（{REASONS[said.reason]}）" if said.reason else ""
    return f"{ANSWERS[said.answer]}{why}"


def summary(cells: Sequence[CellView | None]) -> str:
    """Return how all repeats of an arm on a case stand, in few words."""
    pictures = [cell for cell in cells if cell and cell.tried.came == Came.PICTURE]
    words = [f"{len(pictures)}/{len(cells)} 张"] if len(cells) > 1 or pictures else []
    words += _counted(state(cell) for cell in cells)
    words += _counted(map(verdict, pictures))
    return "，".join(words)


def _counted(words: Iterable[str]) -> list[str]:
    """Return each word with how often it is there, where that is more than once."""
    counts: dict[str, int] = {}
    for word in filter(None, words):
        counts[word] = counts.get(word, 0) + 1
    return [f"{word} {count}" if count > 1 else word for word, count in counts.items()]
