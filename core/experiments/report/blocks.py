"""The parts of a report as HTML: all text is escaped here, whoever it is from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape

from core.experiments.plan import Came, Place
from core.experiments.report.contents import Contents
from core.experiments.verdict.rule import ArmVerdict
from core.experiments.verdict.tally import Tally
from core.experiments.views.view import CellView, ExperimentView
from core.experiments.voting.reads import Conclusion, Revealed
from core.library import diff
from core.library.diff import Kind
from core.messages import FROM_FILE
from core.messages import report as words
from core.messages.verdicts import Side, explain_verdict

Moment = Callable[[int], str]
Stands = Callable[[CellView | None], str]
_PIECES = {Kind.SAME: "{}", Kind.REMOVED: "<del>{}</del>", Kind.ADDED: "<ins>{}</ins>"}
_WIDTH, _HEIGHT = 600, 34  # of the interval's picture, without unit: it is as wide as the page


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph, of a class of its own where one is named."""
    return f"<p{f' class={kind!r}' if kind else ''}>{escape(text)}</p>" if text else ""


# --------------------------------------------------------------------------------------- 结论


def verdicts(
    view: ExperimentView, conclusion: Conclusion, sides: Mapping[int, Side], moment: Moment
) -> str:
    """Return the last reveal: how it ended, and each arm against the base."""
    last = conclusion.revealed[-1]
    tallies = conclusion.as_planned.by_arm if conclusion.as_planned else {}
    found = [
        _verdict(view, verdict, sides[arm], sides[view.base], tallies.get(arm))
        for arm, verdict in last.verdicts.items()
    ]
    return paragraph(_end(last, moment)) + "".join(found)


def _end(last: Revealed, moment: Moment) -> str:
    facts = {"look": last.look, "votes": last.votes, "wanted": last.wanted}
    text = words.LOOK.format(at=moment(last.at), **facts)
    if last.early_by is not None:
        text += words.EARLY.format(by=last.early_by)
    return text + (words.SHORT.format(missing=last.missing) if last.missing else "")


def _verdict(
    view: ExperimentView, verdict: ArmVerdict, arm: Side, base: Side, tally: Tally | None
) -> str:
    said = explain_verdict(verdict, arm=arm, base=base)
    counted = words.COUNTED.format(cases=verdict.cases, all=len(view.cases), pairs=verdict.pairs)
    picture = ""
    if verdict.mean is not None and verdict.half_width is not None:
        picture = _interval(verdict.mean, verdict.half_width, arm.name, base.name)
    return (
        f'<div class="arm">{paragraph(said.sentence, "sentence")}{picture}'
        f"{paragraph(said.numbers)}{paragraph(counted + said.missing)}"
        f"{paragraph(_votes(tally, arm.name, base.name) if tally else '')}</div>"
    )


def _votes(tally: Tally, arm: str, base: str) -> str:
    return words.VOTES.format(
        voters=tally.voters,
        arm=arm,
        base=base,
        for_arm=tally.for_arm,
        for_base=tally.for_base,
        same=tally.same,
        neither=tally.neither,
        left=_share(tally.left_share),
        agreement=_share(tally.agreement),
    )


def _share(share: Fraction | None) -> str:
    return words.NONE if share is None else f"{float(share):.0%}"


def _interval(mean: float, half_width: float, arm: str, base: str) -> str:
    """Return the interval as a picture: a line from the base to the arm, its middle marked."""
    low, high = max(0.0, mean - half_width), min(1.0, mean + half_width)
    middle = _HEIGHT / 2
    label = escape(words.INTERVAL.format(arm=arm, base=base))
    return (
        f'<svg viewBox="-8 0 {_WIDTH + 16} {_HEIGHT}" role="img" aria-label="{label}">'
        f'<rect class="near" x="{0.4 * _WIDTH:g}" y="0" width="{0.2 * _WIDTH:g}"'
        f' height="{_HEIGHT}"/>'
        f'<line class="all" x1="0" y1="{middle:g}" x2="{_WIDTH}" y2="{middle:g}"/>'
        f'<line class="alike" x1="{_WIDTH / 2:g}" y1="0" x2="{_WIDTH / 2:g}" y2="{_HEIGHT}"/>'
        f'<line class="range" x1="{low * _WIDTH:.1f}" y1="{middle:g}" x2="{high * _WIDTH:.1f}"'
        f' y2="{middle:g}"/><circle cx="{mean * _WIDTH:.1f}" cy="{middle:g}" r="7"/></svg>'
        f'<div class="ends"><span>← {escape(base)}更好</span><span>50%</span>'
        f"<span>{escape(arm)}更好 →</span></div>"
    )


# --------------------------------------------------------------------------------------- 图片


def contained(contents: Contents) -> str:
    """Return how many pictures of how many are in the report, and what became of the others."""
    counted = list(contents.view.counted.values())
    pictures = [cell for cell in counted if cell.tried.came == Came.PICTURE]
    counts = {came.value: contents.came(came) for came in Came if came != Came.PICTURE}
    counts["not_run"] = len(contents.view.places) - len(counted)
    counts["gone"] = sum(cell.is_gone for cell in pictures)
    counts["unreadable"] = len(pictures) - counts["gone"] - len(contents.thumbnails)
    places = len(contents.view.places)
    parts = [words.CONTAINED.format(pictures=len(contents.thumbnails), places=places)]
    parts += [
        text.format(count=counts[what])
        for what, text in words.NOT_CONTAINED.items()
        if counts.get(what)
    ]
    return f"{'，'.join(parts)}。"


def matrix(contents: Contents, names: Mapping[int, str], stands: Stands) -> str:
    """Return the table of pictures: a row for each case and repeat, a column for each arm."""
    view = contents.view
    head = "".join(f"<th>{escape(name)}</th>" for name in (words.CASE, *names.values()))
    body = ""
    for case in view.cases:
        for repeat in range(1, view.experiment.repeats + 1):
            cells = (
                _cell(contents, Place(arm, case, repeat), name, stands)
                for arm, name in names.items()
            )
            body += f"<tr>{_case(view, case, repeat)}{''.join(cells)}</tr>"
    return f'<table class="pictures"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _case(view: ExperimentView, case: int, repeat: int) -> str:
    shape = view.cases[case]
    parts = [f"<strong>{escape(f'{case}. {shape.title}')}</strong>"]
    if view.experiment.repeats > 1:
        parts.append(f"第 {repeat} 次")
    if repeat == 1:
        parts += _facts({words.LOOK_FOR: shape.look_for, **shape.variables})
        parts += [words.REFERENCE] if shape.reference else []
    return f"<th>{'<br>'.join(parts)}</th>"


def _facts(facts: Mapping[str, str]) -> list[str]:
    return [f"{escape(name)}：{escape(text)}" for name, text in facts.items() if text]


def _cell(contents: Contents, place: Place, name: str, stands: Stands) -> str:
    cell = contents.view.counted.get(place)
    thumbnail = contents.thumbnails.get(cell.order_id) if cell else None
    said = escape(stands(cell))
    if thumbnail is None:
        is_there = cell is not None and cell.has_file
        return f"<td>{words.UNREADABLE if is_there else said}</td>"
    title = contents.view.cases[place.case].title
    alt = escape(words.ALT.format(case=title, arm=name, repeat=place.repeat))
    data = b64encode(thumbnail).decode()
    return f'<td><img src="data:image/jpeg;base64,{data}" alt="{alt}">{said}</td>'


def figures(names: Mapping[int, str], lines: Mapping[str, Sequence[str]], meanings: str) -> str:
    """Return the table of figures, a column for each arm."""
    head = "".join(f"<th>{escape(name)}</th>" for name in ("", *names.values()))
    body = "".join(f"<tr><th>{escape(line)}</th>{_row(told)}</tr>" for line, told in lines.items())
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return table + paragraph(meanings, "small")


def _row(told: Iterable[str]) -> str:
    return "".join(f"<td>{escape(each)}</td>" for each in told)


# ---------------------------------------------------------------------------------- 差别, 决定


def differences(contents: Contents, names: Mapping[int, str]) -> str:
    """Return what each arm's text changes of the base's; of a members' prompt that it is one."""
    view = contents.view
    if view.is_locked:
        return paragraph(words.LOCKED)
    base = view.arms[view.base]
    return "".join(
        f"<h3>{escape(words.AGAINST_BASE.format(arm=names[arm.number]))}</h3>"
        f"{_difference(base.text, arm.text)}"
        for arm in view.arms.values()
        if arm is not base
    )


def _difference(before: str, after: str) -> str:
    pieces = diff.pieces(before, after)
    inside = "".join(_PIECES[piece.kind].format(escape(piece.text)) for piece in pieces)
    same = paragraph(words.SAME_TEXT) if before == after else ""
    return f'<div class="text">{inside}</div>{same}'


def decisions(contents: Contents, moment: Moment) -> str:
    """Return who has adopted what on this experiment's verdicts, and which version is live."""
    decided = [
        words.DECIDED.format(
            at=moment(each.since),
            by=each.by or FROM_FILE,
            number=contents.numbers[each.version_id],
            why=each.why,
        )
        for each, _ in contents.decisions
    ]
    live = contents.live
    standing = words.LIVE.format(
        number=contents.numbers[live.version_id],
        by=live.by or FROM_FILE,
        at=moment(live.since),
        why=f"：{live.why}" if live.why else "",
    )
    # An interim one is silent of the look before, on which something may have been adopted.
    undecided = [] if contents.is_interim else [words.NOT_DECIDED]
    return "".join(map(paragraph, [*(decided or undecided), standing]))
