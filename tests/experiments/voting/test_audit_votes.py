"""Each corruption of blind votes is found by the rule named for it."""

from __future__ import annotations

import pytest
from corruptions import Corruption, Found, check, spoilt_votes  # noqa: F401 - a fixture

CELLS, SINGLE = "pairs_are_of_their_cells", "pairs_are_single"
BALLOTS, WHOLE, TOKENS = "ballots_are_of_pairs", "ballots_are_whole", "tokens_are_single"
VOTES, STAY, FULL = "votes_have_a_ballot", "counted_votes_stay", "pairs_have_the_votes_they_want"
BEFORE, COUNTS, LOOKS = (
    "votes_are_before_their_reveal",
    "reveals_are_of_their_votes",
    "looks_follow_each_other",
)

FIRST = "case_number = 1"
PAIR = f"pair_id = (SELECT id FROM pair WHERE {FIRST})"
UNDONE = "(SELECT pair_id FROM vote WHERE answer = 'undone')"
NOBODYS = "0123456789abcdef0123456789abcdef"


def pair(change: str) -> str:
    return f"UPDATE pair SET {change} WHERE {FIRST}"


def ballot(change: str, person: str = "bob") -> str:
    return f"UPDATE ballot SET {change} WHERE {PAIR} AND person_id = '{person}'"


def vote(change: str, person: str = "cleo") -> str:
    return f"UPDATE vote SET {change} WHERE {PAIR} AND person_id = '{person}'"


def reveal(change: str, look: int = 1) -> str:
    return f"UPDATE reveal SET {change} WHERE look = {look}"


def extension(change: str, look: int = 2) -> str:
    return f"UPDATE extension SET {change} WHERE look = {look}"


def copied(table: str, columns: str, where: str = "1 = 1") -> str:
    """Return a further row for each one, with some of its columns changed."""
    return f"INSERT INTO {table} SELECT {columns} FROM {table} WHERE {where}"


CORRUPTIONS: dict[str, Corruption] = {
    "a pair of no experiment": Corruption(CELLS, pair("experiment_id = 'gone'")),
    "a pair where no votes are planned": Corruption(CELLS, "UPDATE experiment SET voters = 0"),
    "a pair of the base with itself": Corruption(CELLS, pair("arm = 1, arm_order = base_order")),
    "a pair of the base, with an arm's picture": Corruption(CELLS, pair("arm = 1")),
    "the base's picture as the arm's": Corruption(CELLS, pair("arm_order = base_order")),
    "the arm's picture as the base's": Corruption(CELLS, pair("base_order = arm_order")),
    "a pair of another case": Corruption(CELLS, pair("case_number = 9")),
    "a pair of another repeat": Corruption(CELLS, pair("repeat = 2")),
    "a pair of no order": Corruption(CELLS, pair("arm_order = 'gone'")),
    "a pair of no base": Corruption(CELLS, pair("base_order = 'gone'")),
    "a pair without the arm's picture": Corruption(
        CELLS,
        "DELETE FROM generatedimage WHERE generation_id = "
        f"(SELECT arm_order FROM pair WHERE {FIRST})",
    ),
    "a pair without the base's picture": Corruption(
        CELLS,
        "DELETE FROM generatedimage WHERE generation_id = "
        f"(SELECT base_order FROM pair WHERE {FIRST})",
    ),
    "a pair before the first look": Corruption(CELLS, pair("look = 0")),
    "a pair of a look to come": Corruption(CELLS, pair("look = 4")),
    "a pair twice": Corruption(
        SINGLE,
        copied(
            "pair",
            "'again', experiment_id, arm, case_number, repeat, arm_order, base_order, look,"
            " opened_at",
        ),
    ),
    "two pairs with one id": Corruption(SINGLE, "UPDATE pair SET id = 'same'"),
    "a ballot of no pair": Corruption(BALLOTS, ballot("pair_id = 'gone'")),
    "a ballot of nobody": Corruption(BALLOTS, ballot("person_id = 'nobody'")),
    "a ballot twice": Corruption(
        BALLOTS,
        copied(
            "ballot",
            "pair_id, person_id, arm_is_left, left_token || 'x', right_token || 'x', shown_at",
        ),
    ),
    "a short token on the left": Corruption(WHOLE, ballot("left_token = 'short'")),
    "a short token on the right": Corruption(WHOLE, ballot("right_token = 'short'")),
    "perhaps on the left": Corruption(WHOLE, ballot("arm_is_left = 2"), "sqlite"),
    "shown at half an instant": Corruption(WHOLE, ballot("shown_at = 0.5"), "sqlite"),
    "one token for two people": Corruption(
        TOKENS, f"UPDATE ballot SET left_token = '{NOBODYS}' WHERE {PAIR}"
    ),
    "one token for both sides": Corruption(TOKENS, ballot("right_token = left_token")),
    "a vote without a ballot": Corruption(VOTES, f"DELETE FROM ballot WHERE {PAIR}"),
    "a vote of a demo person": Corruption(
        VOTES, vote("person_id = 'demo-user'") + "; " + ballot("person_id = 'demo-user'", "cleo")
    ),
    "an unknown answer": Corruption(VOTES, vote("answer = 'better'")),
    "a vote numbered from 2": Corruption(VOTES, vote("n = 2")),
    "a vote gone that was taken back": Corruption(VOTES, "DELETE FROM vote WHERE answer = 'skip'"),
    "a vote twice": Corruption(VOTES, copied("vote", "*", f"{PAIR} AND person_id = 'cleo'")),
    "a vote before its pair's look": Corruption(VOTES, pair("look = 2")),
    "a vote of a look to come": Corruption(VOTES, vote("look = 4")),
    "a counted vote taken back": Corruption(
        STAY,
        copied(
            "vote",
            "pair_id, person_id, 2, 'undone', 2, voted_at",
            f"{PAIR} AND person_id = 'cleo'",
        ),
    ),
    "a look that goes back": Corruption(
        STAY, "UPDATE vote SET look = 2 WHERE answer IN ('skip', 'undone')"
    ),
    "more votes than a pair wants": Corruption(
        FULL, "UPDATE experiment SET voters = 0; UPDATE extension SET voters_added = 0"
    ),
    "the owner's vote, as if it counted": Corruption(
        FULL,
        "UPDATE experiment SET own_votes = TRUE, voters = 1;"
        " UPDATE extension SET voters_added = 1 WHERE look = 2;"
        " UPDATE extension SET voters_added = 0 WHERE look = 3",
    ),
    "a vote after its reveal": Corruption(BEFORE, reveal("at = at - 99999999")),
    "a vote at no instant": Corruption(BEFORE, vote("voted_at = NULL"), "sqlite"),
    "a pair too many": Corruption(COUNTS, reveal("pairs = pairs + 1")),
    "another number wanted": Corruption(COUNTS, reveal("wanted = 5, missing = 1")),
    "another number of votes": Corruption(COUNTS, reveal("votes = 3, missing = 1")),
    "another number missing": Corruption(COUNTS, reveal("missing = 1")),
    "another number of the owner's": Corruption(COUNTS, reveal("own_votes = 0")),
    "a reveal without a verdict": Corruption(COUNTS, reveal("verdict = ''")),
    "a vote that went after the first look": Corruption(
        COUNTS, f"DELETE FROM vote WHERE {PAIR} AND person_id = 'cleo'"
    ),
    "a vote that came into the first look": Corruption(COUNTS, vote("look = 1", "dan")),
    "a pair that came into the first look": Corruption(COUNTS, pair("look = 2")),
    "a vote of the first look taken back": Corruption(COUNTS, vote("answer = 'undone'")),
    "the owner's votes, as if they counted": Corruption(
        COUNTS, "UPDATE experiment SET own_votes = TRUE"
    ),
    "votes asked for in the second look, as if in the first": Corruption(
        COUNTS, "UPDATE experiment SET voters = 3; " + extension("voters_added = 0, cells = 1")
    ),
    "a reveal of no experiment": Corruption(COUNTS, reveal("experiment_id = 'gone'")),
    "a reveal twice": Corruption(LOOKS, copied("reveal", "*")),
    "an extension twice": Corruption(LOOKS, copied("extension", "*")),
    "a reveal where no votes are planned": Corruption(LOOKS, "UPDATE experiment SET voters = 0"),
    "a reveal before the run": Corruption(LOOKS, "UPDATE experiment SET frozen_at = NULL"),
    "a reveal by somebody else": Corruption(LOOKS, reveal("person_id = 'bob'")),
    "a reveal of no look": Corruption(LOOKS, reveal("look = 0")),
    "a second reveal without an extension": Corruption(
        LOOKS, "DELETE FROM extension WHERE look = 2"
    ),
    "a second reveal before its extension": Corruption(LOOKS, extension("at = at + 99999999")),
    "an extension without a reveal": Corruption(LOOKS, "DELETE FROM reveal WHERE look = 1"),
    "an extension before the reveal": Corruption(LOOKS, extension("at = at - 99999999")),
    "an extension by somebody else": Corruption(LOOKS, extension("person_id = 'bob'")),
    "an extension of the first look": Corruption(LOOKS, extension("look = 1")),
    "an extension of nothing": Corruption(LOOKS, extension("voters_added = 0", 3)),
    "an extension that takes votes away": Corruption(
        LOOKS, extension("voters_added = -1, cells = 2", 3)
    ),
    "an extension that takes cells away": Corruption(
        LOOKS, extension("voters_added = 2, cells = -1", 3)
    ),
    "more than 20 votes a pair": Corruption(LOOKS, extension("voters_added = 18", 3)),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_of_votes_is_named(
    spoilt_votes: Found,  # noqa: F811
    what: str,
    request: pytest.FixtureRequest,
) -> None:
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt_votes, CORRUPTIONS[what], request)
