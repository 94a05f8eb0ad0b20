"""Variables in a prompt's text: what is one, what is an error and where, and what is filled in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from core import messages
from core.errors import InvalidRequest
from core.library import variables


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("a lake", ()),
        ('{"a": {"b": 1} }', ()),
        ("{a} } {", ()),
        ("{{a}}", ("a",)),
        ("{{季节}}的湖，{{时_2}}，{{季节}}", ("季节", "时_2")),
        ("{{a}}{{b}}", ("a", "b")),
        ("{{" + "a" * 20 + "}}", ("a" * 20,)),
    ],
    ids=repr,
)
def test_names_are_found_once_in_order(text: str, names: tuple[str, ...]) -> None:
    """A name between doubled braces is a variable, however often; single braces are text."""
    assert variables.names(text) == names


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a {{b", 3),
        ("b}} c", 2),
        ("{{}}", 1),
        ("{{ a }}", 1),
        ("{{a-b}}", 1),
        ("x{{a\n}}", 2),
        ("{{{a}}}", 1),
        ("{{a}}}}", 6),
        ("{{a}} {{b}", 7),
        ("{{a {{b}}", 1),
        ("{{" + "a" * 21 + "}}", 1),
        ("好{{😀}}", 2),
    ],
    ids=repr,
)
def test_doubled_braces_that_make_none_are_an_error_with_its_place(
    text: str, position: int
) -> None:
    """Doubled braces are never text: what is wrong is told by its place, counted from 1."""
    with pytest.raises(InvalidRequest) as caught:
        variables.names(text)
    assert (caught.value.reason, caught.value.facts) == ("prompt_text", {"position": position})
    said = messages.explain(caught.value.code, caught.value.reason, caught.value.facts)
    assert f"第 {position} 个字" in said.what
    assert "{{名称}}" in said.advice


def test_values_take_the_places_of_their_names() -> None:
    """Each place gets its value as it is: braces and backslashes in a value mean nothing."""
    values = {"a": r"\1 {{b}}", "b": "B" * variables.MAX_VALUE}
    assert (
        variables.fill("{{a}}, {{b}}; {{a}}.", values)
        == rf"\1 {{{{b}}}}, {'B' * 200}; \1 {{{{b}}}}."
    )
    assert variables.fill("plain {a}", {}) == "plain {a}"


@pytest.mark.parametrize(
    ("values", "reason", "facts"),
    [
        ({}, "variable_missing", {"name": "a"}),
        ({"a": ""}, "variable_missing", {"name": "a"}),
        ({"a": " \n"}, "variable_missing", {"name": "a"}),
        ({"a": "x", "b": "y"}, "variable_unknown", {"name": "b"}),
        ({"a": "x", "c" * 500: "y"}, "variable_unknown", {"name": "c" * 20}),
        ({"a": "x" * 201}, "variable_long", {"name": "a", "limit": 200, "length": 201}),
    ],
    ids=repr,
)
def test_a_value_too_few_or_too_many_is_refused(
    values: Mapping[str, str], reason: str, facts: dict[str, object]
) -> None:
    """No value for a variable, no variable for a value, a long value: refused by name."""
    with pytest.raises(InvalidRequest) as caught:
        variables.fill("{{a}}", values)
    assert (caught.value.reason, caught.value.facts) == (reason, facts)
