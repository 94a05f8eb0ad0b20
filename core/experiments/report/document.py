"""The report: one HTML file without script, with its pictures in it, that prints well on A4."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from core.experiments.report import blocks
from core.experiments.report.contents import Contents
from core.experiments.views.view import CellView
from core.messages import report as words
from core.messages.verdicts import Side

_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
# Whatever got in all the same, nothing runs and nothing is fetched.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@dataclass(frozen=True)
class Told:
    """How pages say it: `names` of arms, `sides` in a sentence, both by number.

    `figures` has a value for each arm by what it is called, and `meanings` says how to read them;
    `stands` says how a place stands, also one that was never run; `moment` an instant in ms.
    """

    names: Mapping[int, str]
    sides: Mapping[int, Side]
    figures: Mapping[str, Sequence[str]]
    meanings: str
    stands: Callable[[CellView | None], str]
    moment: Callable[[int], str]


def to_html(contents: Contents, told: Told) -> bytes:
    """Return the file, in UTF-8."""
    question = contents.view.experiment.question or words.UNASKED
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(f'{words.TITLE}：{question}')}</title><style>{_STYLE}</style>"
    )
    body = "".join(
        (
            _head(contents, told, question),
            _section("verdict", _verdict(contents, told)),
            _section("missing", blocks.paragraph(blocks.contained(contents))),
            _section("matrix", blocks.matrix(contents, told.names, told.stands)),
            _section("figures", blocks.figures(told.names, told.figures, told.meanings)),
            _section("difference", blocks.differences(contents, told.names)),
            _section("decision", blocks.decisions(contents, told.moment)),
            _section("method", _method(contents)),
        )
    )
    page = f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'
    return page.encode()


def _head(contents: Contents, told: Told, question: str) -> str:
    view = contents.view
    facts = words.HEAD.format(
        prompt=view.prompt_title,
        owner=view.owner,
        arms=len(view.arms),
        cases=len(view.cases),
        repeats=view.experiment.repeats,
        at=told.moment(contents.at),
    )
    marks = [words.INTERIM] if contents.is_interim else []
    is_demo = any(side.is_demo for side in told.sides.values())
    marks += [words.DEMO] if is_demo else []
    shown = "".join(f'<span class="mark">{mark}</span>' for mark in marks)
    demo = blocks.paragraph(words.IS_DEMO) if is_demo else ""
    return f"<header><h1>{escape(question)}{shown}</h1>{blocks.paragraph(facts)}{demo}</header>"


def _section(name: str, inside: str) -> str:
    if not inside:
        return ""
    return f'<section class="{name}"><h2>{words.SECTIONS[name]}</h2>{inside}</section>'


def _verdict(contents: Contents, told: Told) -> str:
    if contents.is_interim:
        return blocks.paragraph(words.IS_INTERIM, "warning")
    if contents.conclusion is None:
        return blocks.paragraph(words.NO_VOTES)
    return blocks.verdicts(contents.view, contents.conclusion, told.sides, told.moment)


def _method(contents: Contents) -> str:
    if contents.conclusion is None:
        return ""
    worth = "" if contents.conclusion.is_of_people else blocks.paragraph(words.WORTH)
    return blocks.paragraph(words.METHOD) + worth
