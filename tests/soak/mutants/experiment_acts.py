"""Mistakes in what people do to experiments: edits that are lost, or another's; answers twice."""

from soak.mutants.table import Mutant, Table

DRAFTS = Table(
    "core/experiments/drafts.py",
    (
        "experiments/test_drafts",
        "experiments/test_in_use",
        "experiments/test_run",
        "experiments/voting/test_reveals",
    ),
    (
        Mutant(
            "a second click at once is an error",
            "    except IntegrityError:  # a second",
            "    except KeyError:  # a second",
        ),
        Mutant(
            "another's draft is mine",
            "        if earlier.owner != person_id:\n            raise KeyConflict\n",
            "",
        ),
        Mutant("one seed for all", "seed=studio.new_seed()", "seed=1"),
        Mutant("the other one is the base", "is_base=each == live.id", "is_base=each == other.id"),
        Mutant("of two tabs the last wins", "if experiment.revision != seen:", "if False:"),
        Mutant(
            "an edit is no revision",
            "        experiment.revision += 1\n        rows.clear(",
            "        rows.clear(",
        ),
        Mutant(
            "an extension is no revision",
            "due(again=False))\n        experiment.revision += 1\n",
            "due(again=False))\n",
        ),
        Mutant(
            "what no run would place is added",
            "            ready.demand(matrix, studio.services, matrix.due(again=False))\n",
            "            pass\n",
        ),
        Mutant(
            "more than a run is added",
            "ready.demand(matrix, studio.services, matrix.due(again=False))",
            "ready.demand(matrix, studio.services, [])",
        ),
        Mutant(
            "what was run is edited",
            "            raise ExperimentRefused(ExperimentFault.FROZEN)\n        rows.admit",
            "            pass\n        rows.admit",
        ),
        Mutant(
            "what was run is deleted",
            "            raise ExperimentRefused(ExperimentFault.FROZEN)\n        rows.clear",
            "            pass\n        rows.clear",
        ),
        Mutant(
            "the question stays as it was",
            "        experiment.question = draft.question.strip()\n",
            "",
        ),
        Mutant("repeats stay as they were", "        experiment.repeats = draft.repeats\n", ""),
        Mutant("voters stay as they were", "        experiment.voters = draft.voters\n", ""),
        Mutant(
            "one's own votes stay as they were",
            "        experiment.own_votes = draft.own_votes\n",
            "",
        ),
        Mutant(
            "arms stay as they were",
            "        rows.add_arms(tx, experiment, draft.arms, after=0)\n        rows.add_cases(tx, experiment, draft.cases, after=0)\n        return",
            "        rows.add_cases(tx, experiment, draft.cases, after=0)\n        return",
        ),
        Mutant(
            "who is no member edits",
            "        rows.admit(tx, person_id, experiment)\n        experiment.question",
            "        experiment.question",
        ),
        Mutant(
            "who is no member extends",
            "        rows.admit(tx, person_id, experiment)\n        there",
            "        there",
        ),
        Mutant(
            "who is no member is given references",
            "        rows.admit(session, person_id, original)  # or a reference would be shared before\n",
            "",
        ),
        Mutant(
            "a draft is extended",
            "            raise ExperimentRefused(ExperimentFault.NOT_RUN)\n        if experiment.archived_at",
            "            pass\n        if experiment.archived_at",
        ),
        Mutant(
            "what is archived is extended",
            "            raise ExperimentRefused(ExperimentFault.ARCHIVED)\n",
            "            pass\n",
        ),
        Mutant("five arms in two steps", "before=len(there.arms)", "before=0"),
        Mutant("65 cases in two steps", "before=len(there.cases)", "before=0"),
        Mutant(
            "a look's cells are all there are",
            "experiment.repeats - len(there.places)",
            "experiment.repeats",
        ),
        Mutant(
            "a look's new arms draw nothing", "len(there.arms) + len(arms), ", "len(there.arms), "
        ),
        Mutant("a later base", "if any(arm.is_base for arm in arms):", "if False:"),
        Mutant(
            "what is added after a reveal is no look",
            "        extensions.begin_look(studio, tx, experiment, voters=voters, cells=cells)\n",
            "",
        ),
        Mutant(
            "a sealed one is copied",
            "person_id, revealed=is_revealed):",
            "person_id, revealed=True):",
        ),
        Mutant(
            "a copy's references are the other's",
            "    share_references(studio, person_id, draft.cases)\n    return create",
            "    return create",
        ),
        Mutant("a copy asks nothing", "question=original.question,", 'question="",'),
        Mutant("a copy draws once", "repeats=original.repeats,", "repeats=1,"),
        Mutant("nobody votes on a copy", "voters=original.voters,", "voters=0,"),
        Mutant("a copy counts no vote of one's own", "own_votes=original.own_votes,", ""),
        Mutant(
            "what runs is archived",
            "if on and rows.matrix_of(tx, experiment).is_running:",
            "if False:",
        ),
        Mutant("archived once more", "if on and experiment.archived_at is None:", "if on:"),
        Mutant(
            "archived before it was run",
            "max(studio.now(), experiment.frozen_at)",
            "studio.now()",
        ),
    ),
)

ROWS = Table(
    "core/experiments/rows.py",
    ("experiments/test_drafts", "experiments/voting/test_vote_races"),
    (
        Mutant("two bases", "if sum(arm.is_base for arm in arms) > 1:", "if False:"),
        Mutant(
            "a version of another prompt",
            "        if versions.find(tx, experiment.prompt_id, arm.version_id) is None:\n",
            "        if False:\n",
        ),
        Mutant(
            "another's upload is a case's",
            "        references.admit(tx, experiment.owner, name)\n",
            "        pass\n",
        ),
        Mutant("nobody waits for the lock", "experiment_id).with_for_update()", "experiment_id)"),
    ),
)

JUDGING = Table(
    "core/experiments/judging.py",
    ("experiments/views/test_reads",),
    (
        Mutant(
            "a reason of what is usable", "if reason and answer != Answer.UNUSABLE:", "if False:"
        ),
        Mutant(
            "the same twice",
            "if last is not None and (last.answer, last.reason) == (answer, reason):",
            "if False:",
        ),
        Mutant(
            "a reason that comes later is lost",
            "(last.answer, last.reason) == (answer, reason)",
            "last.answer == answer",
        ),
        Mutant(
            "nothing is taken back",
            "if last is None and answer == Answer.UNDONE:",
            "if False:",
        ),
        Mutant("undoing has always undone", "Answer.UNDONE) > 0", "Answer.UNDONE) >= 0"),
        Mutant("every answer is the first", "last.n + 1 if last else 1", "1"),
        Mutant("the first answer counts", "col(Judgement.n).desc()", "col(Judgement.n)"),
        Mutant("two presses have one number", ".with_for_update()", ""),
        Mutant(
            "another's answer is one's own",
            '    .where(col(Judgement.person_id) == bindparam("person"))\n',
            "",
        ),
        Mutant("nobody judges", 'or tx.scalar(_PERSON, {"person": person_id}) is None', ""),
        Mutant(
            "words that no database takes",
            '{"order": order_id}).first() if is_id(order_id) else None',
            '{"order": order_id}).first()',
        ),
        Mutant(
            "what has no picture is judged", ".join(GeneratedImage,", ".outerjoin(GeneratedImage,"
        ),
        Mutant("what is purged is judged", ", col(GeneratedImage.purged_at).is_(None))", ")"),
        Mutant(
            "what waits for votes is judged",
            "if is_sealed(experiment.owner, experiment.voters, person_id, revealed=judged.is_revealed):",
            "if False:",
        ),
        Mutant("what is archived is judged", "if experiment.archived_at is not None:", "if False:"),
    ),
)
