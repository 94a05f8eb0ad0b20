"""Mistakes where a verdict leaves its experiment: as a decision's proof, and as a report."""

from soak.mutants.table import Mutant, Table

ADOPTING = Table(
    "core/experiments/adopting.py",
    ("experiments/test_adopting",),
    (
        Mutant(
            "anybody adopts",
            "rows.find_own(session, person_id, experiment_id)",
            "rows.find(session, experiment_id)",
        ),
        Mutant(
            "demo pictures prove something",
            'proof="" if _is_demo(matrix, arm) else _to_text(proof)',
            "proof=_to_text(proof)",
        ),
        Mutant("a demo base is none", "for each in (arm, matrix.base))", "for each in (arm,))"),
        Mutant(
            "a demo arm is none", "for each in (arm, matrix.base))", "for each in (matrix.base,))"
        ),
        Mutant("a base that is better loses", "if verdict.kind == Kind.BASE:", "if False:"),
        Mutant(
            "an earlier look's verdict will do",
            "    if not look.is_revealed:  # also during an extension: who votes then is told nothing\n"
            "        raise ExperimentRefused(ExperimentFault.NOT_REVEALED)\n"
            "    revealed = session.get_one(Reveal, (experiment.id, look.number))\n",
            "    revealed = session.get_one(Reveal, (experiment.id, 1))\n",
        ),
        Mutant("any arm has a verdict", "    if arm not in verdicts:\n", "    if False:\n"),
        Mutant("a proof that is none breaks the page", "(ValueError, TypeError, ", "(ValueError, "),
    ),
)

CONTENTS = Table(
    "core/experiments/report/contents.py",
    ("experiments/report/test_report",),
    (
        Mutant("who may vote has a report", "    if view.is_sealed:\n", "    if False:\n"),
        Mutant("a draft has a report", "    if not view.cells:\n", "    if False:\n"),
        Mutant(
            "an interim report tells the look before",
            "conclusion=conclusion if is_revealed else None",
            "conclusion=conclusion",
        ),
        Mutant(
            "no report is an interim one",
            "is_interim = view.experiment.voters > 0 and not is_revealed",
            "is_interim = False",
        ),
        Mutant(
            "without votes each is an interim one",
            "is_interim = view.experiment.voters > 0 and not is_revealed",
            "is_interim = not is_revealed",
        ),
        Mutant(
            "a picture that is gone breaks it",
            "except (InvalidImage, Stor",
            "except (KeyError, Stor",
        ),
    ),
)

BLOCKS = Table(
    "core/experiments/report/blocks.py",
    ("experiments/report/test_report",),
    (
        Mutant("sentences are code", ">{escape(text)}</p>", ">{text}</p>"),
        Mutant("titles are code", "{escape(f'{case}. {shape.title}')}", "{case}. {shape.title}"),
        Mutant("values are code", "{escape(name)}：{escape(text)}", "{escape(name)}：{text}"),
        Mutant("texts are code", ".format(escape(piece.text))", ".format(piece.text)"),
        Mutant("figures are code", "<td>{escape(each)}</td>", "<td>{each}</td>"),
        Mutant(
            "a picture's words are code",
            "alt = escape(words.ALT.format(case=title, arm=name, repeat=place.repeat))",
            "alt = words.ALT.format(case=title, arm=name, repeat=place.repeat)",
        ),
        Mutant(
            "what could not be read is in it",
            'counts["gone"] - len(contents.thumbnails)',
            'counts["gone"] - len(pictures)',
        ),
        Mutant("members' texts are for everybody", "    if view.is_locked:\n", "    if False:\n"),
    ),
)

CELLS = Table(
    "core/experiments/report/cells.py",
    ("experiments/report/test_report",),
    (
        Mutant(
            "a place has one try",
            "for cell in sorted(view.cells,",
            "for cell in sorted(view.counted.values(),",
        ),
        Mutant(
            "tries come as they were placed", "in sorted(view.cells, key=_by_case)", "in view.cells"
        ),
    ),
)
