"""Mistakes in blind votes: a vote too many, a look too few, an arm that is told, a verdict of later."""

from soak.mutants.table import Mutant, Table

_HERE = "experiments/voting"
_VOTES, _REVEALS, _RACES = (
    f"{_HERE}/test_votes",
    f"{_HERE}/test_reveals",
    f"{_HERE}/test_vote_races",
)
_BALLOTS, _PAIRS, _BLIND = (
    f"{_HERE}/test_ballots",
    f"{_HERE}/test_vote_pairs",
    f"{_HERE}/test_blind",
)

LOOKS = Table(
    "core/experiments/voting/looks.py",
    (_REVEALS, _VOTES, _BALLOTS, _PAIRS),
    (
        Mutant("added votes are not wanted", "func.sum(col(Extension.voters_added)), 0)", "0, 0)"),
        Mutant("every look is the first", "func.max(col(Extension.look)), 1)", "1, 1)"),
        Mutant(
            "what was taken back fills a place",
            "col(Vote.answer) != Choice.UNDONE.value, ~exists()",
            "~exists()",
        ),
        Mutant(
            "the owner always counts",
            "    or_(col(Experiment.own_votes).is_(True), col(Vote.person_id) != col(Experiment.owner)),\n",
            "",
        ),
        Mutant(
            "the owner never counts",
            "or_(col(Experiment.own_votes).is_(True), col(Vote.person_id) != col(Experiment.owner))",
            "col(Vote.person_id) != col(Experiment.owner)",
        ),
        Mutant(
            "anybody's answer is mine",
            "col(Vote.pair_id) == col(Pair.id), col(Vote.person_id) == person, STANDS",
            "col(Vote.pair_id) == col(Pair.id), STANDS",
        ),
        Mutant("a pair is opened twice", "        ~is_there,\n", ""),
        Mutant(
            "what is in the bin is a pair",
            "        _BaseImage.trashed_at.is_(None),\n",
            "",
        ),
        Mutant("the base is beside itself", "        _ArmCell.arm != _Base.number,\n", ""),
        Mutant("another repeat's base", "        _BaseCell.repeat == _ArmCell.repeat,\n", ""),
        Mutant("a demo person is waited for", "if person_id in DEMO_IDS:", "if False:"),
        Mutant(
            "a vote that counts for nothing is waited for",
            "and_(col(Experiment.voters) > 0, counts, ~REVEALED",
            "and_(col(Experiment.voters) > 0, ~REVEALED",
        ),
        Mutant("what is revealed waits for votes", "counts, ~REVEALED, or_(", "counts, or_("),
        Mutant("nobody is waited for before the first", "or_(open_pair, unopened)", "open_pair"),
        Mutant("what is full waits", "            FILLED < WANTED,\n", ""),
        Mutant("what is answered waits", "            ~answered_by(person_id),\n", ""),
        Mutant(
            "arms are told before the reveal",
            "owner_id != person_id and not revealed",
            "owner_id != person_id and revealed",
        ),
        Mutant(
            "votes of later are counted",
            '        col(Vote.look) <= bindparam("look"),\n',
            "",
        ),
    ),
)

PAIRS = Table(
    "core/experiments/voting/pairs.py",
    (_PAIRS, _REVEALS),
    (
        Mutant("two open each pair", "        rows.lock(tx, experiment_id)\n", ""),
        Mutant(
            "voting opens while cells are made",
            "    return not rows.is_running(session, experiment_id)\n",
            "    return True\n",
        ),
        Mutant(
            "pairs that nobody votes on",
            "if look.is_revealed or not look.wanted:",
            "if look.is_revealed:",
        ),
        Mutant(
            "every pair is the first look's",
            "                look=look,\n",
            "                look=1,\n",
        ),
    ),
)

BALLOTS = Table(
    "core/experiments/voting/ballots.py",
    (_BALLOTS, _VOTES, _REVEALS),
    (
        Mutant(
            "anybody is shown it",
            "        access.admit(session, person_id, rows.find(session, experiment_id))\n    pairs",
            "        rows.find(session, experiment_id)\n    pairs",
        ),
        Mutant(
            "a lost file ends it",
            "        except InvalidImage as error:",
            "        except KeyError as error:",
        ),
        Mutant(
            "tokens come before their pictures",
            "            blind.prepare(studio, pair.arm_order, pair.base_order)\n",
            "            pass\n",
        ),
        Mutant("the arm is always on the left", "studio.new_seed() % 2 == 0", "True"),
        Mutant(
            "half a token is the other half",
            "left_token=studio.new_id() + studio.new_id()",
            "left_token=studio.new_id() * 2",
        ),
        Mutant(
            "a reload draws again",
            "(pair.voted_at or 0), shown_at, judged",
            "(pair.voted_at or 0), 0, judged",
        ),
        Mutant(
            "what was fetched ahead comes first",
            "(pair.voted_at or 0), shown_at,",
            "(pair.voted_at or 0), -shown_at,",
        ),
        Mutant(
            "what was taken back comes last",
            "return -(pair.voted_at or 0), shown_at",
            "return 0, shown_at",
        ),
        Mutant(
            "what is looked at is fetched ahead",
            "        if pair.id == after:\n            continue\n",
            "",
        ),
        Mutant(
            "cases come as they are numbered",
            "judged[pair.case_number], mixed",
            "pair.case_number, mixed",
        ),
        Mutant(
            "voters walk in step",
            'f"{person_id}:{pair.id}"',
            'f"{pair.id}"',
        ),
        Mutant(
            "what is full is shown",
            "not self.is_answered and self.filled < self.wanted",
            "not self.is_answered",
        ),
        Mutant(
            "what is answered is shown",
            "self.is_whole and not self.is_answered and",
            "self.is_whole and",
        ),
        Mutant("what is deleted is shown", "return self.is_whole and not", "return not"),
        Mutant(
            "a second tab is an error",
            "        except IntegrityError:  # another tab",
            "        except KeyError:  # another tab",
        ),
        Mutant(
            "another's ballot is mine",
            'col(Ballot.pair_id) == col(Pair.id), col(Ballot.person_id) == bindparam("person")',
            "col(Ballot.pair_id) == col(Pair.id), col(Ballot.pair_id) == col(Ballot.pair_id)",
        ),
        Mutant(
            "every size is another shape",
            "_ArmImage.width * _BaseImage.height == _BaseImage.width * _ArmImage.height",
            "_ArmImage.width == _BaseImage.width",
        ),
    ),
)

VOTES = Table(
    "core/experiments/voting/votes.py",
    (_VOTES, _REVEALS, _RACES),
    (
        Mutant(
            "votes don't queue",
            "rows.lock(tx, _experiment_of(tx, person_id, pair_id))",
            "rows.find(tx, _experiment_of(tx, person_id, pair_id))",
        ),
        Mutant(
            "the same twice",
            "        if last is not None and last.answer == answer:\n            return Cast(last.n)  # a",
            "        if False:\n            return Cast(last.n)  # a",
        ),
        Mutant(
            "a demo person votes",
            "        look = access.admit(tx, person_id, experiment)\n        if last is None",
            "        look = access.votable(tx, experiment)\n        if last is None",
            survives="who may not vote was never shown a pair, and has no ballot",
        ),
        Mutant(
            "nothing is taken back",
            "if last is None and answer == Choice.UNDONE:",
            "if False:",
        ),
        Mutant(
            "what was counted is changed",
            "last.answer != Choice.UNDONE and last.look < look.number",
            "False",
        ),
        Mutant(
            "one too many",
            "_others(tx, person_id, pair_id) >= look.wanted",
            "_others(tx, person_id, pair_id) > look.wanted",
        ),
        Mutant(
            "a full pair keeps its votes",
            "if answer != Choice.UNDONE and _others",
            "if _others",
            survives="others fill at most all places but one's own, so one's own may always be freed",
        ),
        Mutant("every answer is the first", "n=last.n + 1 if last else 1", "n=1"),
        Mutant(
            "every vote is the first look's",
            "look=look.number,\n            voted",
            "look=1,\n            voted",
        ),
        Mutant(
            "nobody reveals",
            "answer != Choice.UNDONE and reveals.end_if_complete(studio, tx, experiment)",
            "False",
        ),
        Mutant("any pair may be voted on", ', col(Ballot.person_id) == bindparam("person"))', ")"),
        Mutant(
            "words that no database takes",
            "known = is_id(person_id) and is_id(pair_id)",
            "known = True",
        ),
        Mutant(
            "one's own vote takes the other place",
            ', col(Vote.person_id) != bindparam("person"), FILLS)',
            ", FILLS)",
        ),
        Mutant("the first answer is the last", "col(Vote.n).desc()", "col(Vote.n)"),
    ),
)

REVEALS = Table(
    "core/experiments/voting/reveals.py",
    (_REVEALS, _PAIRS, _RACES, _VOTES),
    (
        Mutant(
            "anybody reveals",
            "rows.lock_own(tx, person_id, experiment_id)",
            "rows.lock(tx, experiment_id)",
        ),
        Mutant(
            "a second click reveals again",
            "        if look.is_revealed:\n            return tx.get_one(Reveal, (experiment_id, look.number))\n",
            "",
        ),
        Mutant(
            "what runs is revealed",
            "        if rows.is_running(tx, experiment_id):\n",
            "        if False:\n",
        ),
        Mutant(
            "what nobody asked for is not missed",
            "        pairs.open_in(studio, tx, experiment_id)\n",
            "",
        ),
        Mutant("it ends before the last vote", "if tx.execute(_UNFILLED, given).first() or", "if"),
        Mutant(
            "it ends before the last pair",
            " or tx.execute(ANY_UNOPENED, given).first():",
            ":",
        ),
        Mutant(
            "it ends before what was added is run",
            "if matrix.is_running or matrix.due(again=False):",
            "if matrix.is_running:",
        ),
        Mutant("it ends while cells are made", "if matrix.is_running or matrix", "if matrix"),
        Mutant(
            "the owner's votes are always among them",
            "len(standing) if experiment.own_votes else len(standing) - len(own)",
            "len(standing)",
        ),
        Mutant("a reveal before its votes", "max(studio.now(), last_vote)", "studio.now()"),
        Mutant("nobody has revealed", "        person_id=by,\n", "        person_id=None,\n"),
        Mutant("each pair wants one vote", "wanted=opened * look.wanted,", "wanted=opened,"),
        Mutant("each look is the first", "looks=look.number)),", "looks=1)),"),
        Mutant(
            "who has not seen it extends",
            "    experiment.revision += 1  # who",
            "    # who",
        ),
        Mutant(
            "what is deleted is waited for",
            "IS_WHOLE, FILLED < WANTED)",
            "FILLED < WANTED)",
        ),
        Mutant("a full pair is waited for", "IS_WHOLE, FILLED < WANTED)", "IS_WHOLE)"),
    ),
)

EXTENSIONS = Table(
    "core/experiments/voting/extensions.py",
    (_REVEALS, _PAIRS),
    (
        Mutant(
            "votes where none were planned", "if voters and not experiment.voters:", "if False:"
        ),
        Mutant("more votes before a reveal", "if voters and not look.is_revealed:", "if False:"),
        Mutant("too many votes", "0 <= voters <= MAX_VOTERS - look.wanted", "0 <= voters"),
        Mutant("fewer votes than none", "0 <= voters <= MAX", "voters <= MAX"),
        Mutant(
            "every addition is a look",
            "if not look.is_revealed or (not voters and not cells):",
            "if not voters and not cells:",
        ),
        Mutant(
            "nothing is a look",
            "if not look.is_revealed or (not voters and not cells):",
            "if not look.is_revealed:",
        ),
        Mutant("the same look again", "look=look.number + 1", "look=look.number"),
        Mutant("votes are added to none", "voters_added=voters", "voters_added=0"),
    ),
)

ACCESS = Table(
    "core/experiments/voting/access.py",
    (_BALLOTS, _REVEALS, _VOTES),
    (
        Mutant("a demo person votes", "if person_id in looks.DEMO_IDS:", "if False:"),
        Mutant(
            "nobody votes",
            "if not is_id(person_id) or session.get(User, person_id) is None:",
            "if False:",
        ),
        Mutant("votes that nobody planned", "if not experiment.voters:", "if False:"),
        Mutant("votes before a run", "if experiment.frozen_at is None:", "if False:"),
        Mutant("votes on what is put away", "if experiment.archived_at is not None:", "if False:"),
        Mutant("votes after the reveal", "if look.is_revealed:", "if False:"),
    ),
)

DECIDING = Table(
    "core/experiments/voting/deciding.py",
    (_REVEALS, _VOTES),
    (
        Mutant(
            "left is the arm",
            "is_arm = (self.answer == Choice.LEFT) == self.arm_is_left",
            "is_arm = self.answer == Choice.LEFT",
        ),
        Mutant(
            "the arm is the base",
            "return judged.Choice.ARM if is_arm else judged.Choice.BASE",
            "return judged.Choice.BASE if is_arm else judged.Choice.ARM",
        ),
        Mutant(
            "the owner's votes are the verdict's",
            "own_votes or each.person_id != matrix.experiment.owner",
            "True",
        ),
        Mutant(
            "what came of the base came of the arm",
            "arm_came=came(place)",
            "arm_came=came(Place(matrix.base, place.case, place.repeat))",
        ),
    ),
)

BLIND = Table(
    "core/experiments/voting/blind.py",
    (_BLIND,),
    (
        Mutant(
            "any words are a token",
            "if _TOKEN.fullmatch(token) else None",
            "if token else None",
            survives="what no ballot has is found by nobody: the form only spares the question",
        ),
        Mutant(
            "the left is the right",
            "is_left = row.left_token == token",
            "is_left = row.right_token == token",
        ),
        Mutant(
            "the arm is the left one",
            "row.arm_order if is_left == row.arm_is_left else row.base_order",
            "row.arm_order if is_left else row.base_order",
        ),
        Mutant(
            "what is purged is shown",
            "return None if purged is not None else order_id",
            "return order_id",
        ),
        Mutant(
            "a copy is made each time",
            "        if not studio.images.has_blind(order_id):\n            _make",
            "        if True:\n            _make",
        ),
        Mutant("a copy is kept nowhere", "    studio.images.store_blind(order_id, copy)\n", ""),
        Mutant(
            "what is gone is an error",
            "    except InvalidImage:\n        return None\n",
            "    except KeyError:\n        return None\n",
        ),
    ),
)

RULES = Table(
    "core/experiments/voting/audit_rules.py",
    (f"{_HERE}/test_audit_votes",),
    (
        Mutant("a pair where no votes are planned", " AND e.voters > 0", ""),
        Mutant("a pair of the base with itself", "p.arm <> a.number AND i.id", "i.id"),
        Mutant("another's picture as the arm's", "c.arm = p.arm AND c.case", "c.case"),
        Mutant("another's picture as the base's", "b.arm = a.number AND b.case", "b.case"),
        Mutant("a pair without the arm's picture", "i.id <> '' AND j.id", "j.id"),
        Mutant("a pair without the base's picture", " AND j.id <> ''", ""),
        Mutant("a pair of a look to come", "p.look BETWEEN 1 AND {_LOOK}", "p.look >= 1"),
        Mutant(
            "two pairs with one id",
            "GROUP BY id HAVING COUNT(*) > 1",
            "GROUP BY id HAVING COUNT(*) > 9",
        ),
        Mutant("a ballot of nobody", " OR p.id IS NULL OR u.id IS NULL", " OR p.id IS NULL"),
        Mutant("a ballot of no pair", " OR p.id IS NULL OR u.id IS NULL", " OR u.id IS NULL"),
        Mutant(
            "one token for two",
            "GROUP BY token HAVING COUNT(*) > 1",
            "GROUP BY token HAVING COUNT(*) > 9",
        ),
        Mutant("a vote without a ballot", " AND b.pair_id <> ''", ""),
        Mutant("a vote that is gone", "v.first = 1 AND v.answers = v.last AND", "v.first = 1 AND"),
        Mutant("an unknown answer", " AND v.known = v.answers", ""),
        Mutant("a vote before its pair", "v.first_look >= p.look AND ", ""),
        Mutant("a vote of a look to come", "v.last_look <= {_LOOK}", "1 = 1"),
        Mutant(
            "a counted vote taken back",
            "WHERE w.look < v.look OR (w.look > v.look AND v.answer <> 'undone')",
            "WHERE w.look < v.look",
        ),
        Mutant(
            "a look that goes back",
            "WHERE w.look < v.look OR (w.look",
            "WHERE (w.look",
        ),
        Mutant(
            "one vote too many", "HAVING COUNT(*) > e.voters +", "HAVING COUNT(*) > e.voters + 9 +"
        ),
        Mutant("a vote after its reveal", "WHERE (v.voted_at <= r.at)", "WHERE (v.voted_at > 0)"),
        Mutant(
            "a pair that came into a look",
            "WHERE p.experiment_id = r.experiment_id AND p.look <= r.look)",
            "WHERE p.experiment_id = r.experiment_id)",
        ),
        Mutant(
            "another number wanted",
            "          AND r.wanted = r.pairs *",
            "          AND r.wanted <> r.pairs *",
        ),
        Mutant("another number of votes", "          AND r.votes = {_STOOD.format(_FILLS)}\n", ""),
        Mutant(
            "another number of the owner's",
            """          AND r.own_votes = {_STOOD.format("v.person_id = e.owner")}\n""",
            "",
        ),
        Mutant("a reveal without a verdict", "\n          AND r.verdict <> ''", ""),
        Mutant("a reveal by somebody else", " AND COALESCE(r.person_id, e.owner) = e.owner", ""),
        Mutant(
            "a second reveal alone", "r.look = 1 OR (r.look >= 2 AND y.at <= r.at)", "r.look >= 1"
        ),
        Mutant(
            "an extension before its reveal", "y.look >= 2 AND r.at <= y.at AND", "y.look >= 2 AND"
        ),
        Mutant("an extension by somebody else", "y.person_id = e.owner AND y", "y"),
        Mutant("more than 20 votes", """ <= 20) IS NOT""", """ <= 99) IS NOT"""),
    ),
)
