"""What a service says is made fit to keep: words, codes and names, whatever stands in them."""

from __future__ import annotations

import json
import time
import unicodedata
from types import SimpleNamespace

import pytest

from core.orders.requests import answer_record
from core.providers import body
from core.providers.contract import ImageAnswer
from core.providers.gemini.answers import read
from core.providers.redaction import Redaction, gives_away
from core.text_checks import visible

KEY = "secret-key-0123456789"
WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in KEY)  # fullwidth: it reads as the key
HIDING = Redaction(KEY)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("plain words", "plain words"),
        ("二十四个字，没有空格", "二十四个字，没有空格"),
        (f"no {KEY}, no {KEY.upper()}", "no …, no …"),
        (f"no {KEY[:6]}\n{KEY[6:]}!", "no …!"),
        (f"no {KEY[:6]}\u200b{KEY[6:]}!", "no …!"),
        (f"no {KEY[:10]}\u034f{KEY[10:]}!", "no …!"),
        (f"no {chr(0x2800).join(KEY)}!", "no …!"),
        (f"no {KEY[:6]}\u3164\ufe0f{KEY[6:]}!", "no …!"),
        (f"no {WIDE}，是", "no …,是"),
        (f"no {KEY[:6]}{WIDE[6:12]}\u200b{KEY[12:]}", "no …"),
        ("宽ＡＢ，no secret", "宽ＡＢ，no secret"),
        ("see ｈttps://a.example", "see …"),
        (f"AIza{'x' * 30} and sk-{'y' * 20} and Bearer abc", "… and … and …"),
        ("wrong key sk-proj-ab********wxyz.", "wrong key …."),
        ("a ** b, two stars", "a ** b, two stars"),
        ("see https://a.example/?q=1 or www.b.example or ftp://c", "see … or … or …"),
        ("\x1b[31mred\x1b[0m \x1b]8;;link\x07text\x1b]8;;\x07", "red text"),
        ("one\r\ntwo\x00three\u2028four\x85five", "one two three four five"),
        ("\u202etxt\u202c \ud800 \x9b", "txt"),
        ("<!DOCTYPE html><p>no", ""),
        ("", ""),
        (None, ""),
        (["a"], ""),
    ],
)
def test_words_are_one_plain_line(said: object, kept: str) -> None:
    """Keys (ours, anybody's), addresses, line breaks and a terminal's escapes don't get through."""
    assert HIDING.words(said) == kept


def test_an_accent_saves_no_key() -> None:
    """A key whose last letter would join with what follows is hidden, whatever else is."""
    assert Redaction("a-secret-key").words("ｗ a-secret-key\u0301") == "w …\u0301"


@pytest.mark.parametrize("written", [KEY, WIDE, "\u034f".join(KEY)], ids=ascii)
@pytest.mark.parametrize("before", range(1150, 1210))
def test_no_half_of_a_key_is_left_at_the_cut(before: int, written: str) -> None:
    """Wherever long words are cut, before any pattern runs, no beginning of a key remains."""
    said = "https://" + "a" * (before - 9) + " " + written + " the end" * 99
    kept = unicodedata.normalize("NFKC", visible(HIDING.words(said)))
    assert KEY[:4] not in kept


def test_words_are_cut() -> None:
    """A service that talks on is cut short, with a sign that it was."""
    assert HIDING.words("字" * 400) == "字" * 299 + "…"
    assert HIDING.words("字" * 300) == "字" * 300


@pytest.mark.parametrize(
    "said", ["a.b" * 9_000_000, "<" * 9_000_000, "\x1b]" * 9_000_000, "\ufdfa" * 9_000_000]
)
def test_words_are_cut_before_any_pattern_runs(said: str) -> None:
    """Nine million letters cost no more than a thousand do, whatever they are."""
    began = time.thread_time()
    HIDING.words(said)
    assert time.thread_time() - began < 0.1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("gemini-3-pro-image", "gemini-3-pro-image"),
        ("Gemini 3 Pro (Image)", "Gemini 3 Pro (Image)"),
        (KEY, ""),
        (f"gemini {KEY}", ""),
        ("two\nlines", ""),
        ("中文", ""),
        ("https://a.example", ""),
        ("\x1b[31m", ""),
        ("x" * 81, ""),
        ("x" * 80, "x" * 80),
        (None, ""),
    ],
)
def test_a_name_looks_like_one(name: object, kept: str) -> None:
    """A model's name passes as it is, or not at all."""
    assert HIDING.name(name) == kept


@pytest.mark.parametrize(
    ("name", "secret", "given_away"),
    [
        ("gemini-3-pro-image", "a lighthouse with a red door", False),
        ("gemini-a-lighthouse-with-a-red-door", "A lighthouse, with a red door.", True),
        ("lighthouse", "a lighthouse with a red door", True),
        ("gemini-house-with-a", "a lighthouse with a red door", True),
        ("gemini-3-pro-image", "", False),
        ("gemini-3-pro-image", "。", False),
        ("gemini-dawn", "dawn", True),
        ("gemini-dawn", "ｄａ\u3164ｗｎ", True),
    ],
)
def test_a_name_gives_no_prompt_away(name: str, secret: str, given_away: bool) -> None:
    """A name that repeats a prompt or wish, or a part of one, is known for that."""
    assert gives_away(name, secret) is given_away


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (("STOP", "gemini-3-001"), ("STOP", "gemini-3-001")),
        (("", ""), ("", "")),
        (("MAX_TOKENS", "dawn"), ("MAX_TOKENS", "")),
        (("a red door", "a-red-door"), ("UNKNOWN", "")),
        (("STOP\n", "gemini\n"), ("UNKNOWN", "")),
    ],
)
def test_an_orders_row_keeps_known_codes_and_names(
    said: tuple[str, str], kept: tuple[str, str]
) -> None:
    """Whichever service it was: an unknown reason is UNKNOWN, and a name that tells is dropped."""
    order = SimpleNamespace(
        prompt_text="a house with a red door",
        wish="dawn",
        sent_text="a house with a red door\ndawn",
        model="m",
        size="1K",
    )
    reason, version = said
    record = answer_record((), order, ImageAnswer(b"", finish_reason=reason, model_version=version))  # type: ignore[arg-type]
    assert (record.finish_reason, record.model_version) == kept


LONG = "长" * 5000 + '"\\/\n' * 2000


@pytest.mark.parametrize("ascii_only", [True, False])
def test_long_strings_are_read_as_short_ones(ascii_only: bool) -> None:
    """Whatever escapes stand in a long string, its words are those that `json` would read."""
    content = {"a": LONG, "b": [LONG[:200], {"c": LONG}], "d": 1}
    found = body.parse(json.dumps(content, ensure_ascii=ascii_only).encode())
    assert (found["d"], found["b"][0]) == (1, LONG[:200])
    for long in (found["a"], found["b"][1]["c"]):
        assert isinstance(long, body.Long)
        words = body.words(long)
        assert LONG.startswith(words)
        assert len(words) > 5000
    assert LONG not in repr(found)


@pytest.mark.parametrize("cut", range(30))
def test_a_long_string_may_be_cut_anywhere(cut: int) -> None:
    """The end of what is read may fall into a letter or an escape: that one is left out."""
    text = "x" * (body.MAX_WORDS - 30 + cut) + '\U0001f600字\\"é' * 5000
    for ascii_only in (True, False):
        long = body.parse(json.dumps({"a": text}, ensure_ascii=ascii_only).encode())["a"]
        words = body.words(long).rstrip("\ud83d")  # half of a letter, which hiding drops
        assert text.startswith(words)
        assert len(words) > len(text) - 30_000


def answer_of(data: str) -> bytes:
    """Return the JSON of an answer whose picture is this string, as it stands there."""
    part = b'{"inlineData":{"mimeType":"image/png","data":"' + data.encode() + b'"}}'
    return b'{"candidates":[{"content":{"parts":[' + part + b"]}}]}"


@pytest.mark.parametrize(
    ("data", "repeats", "end"),
    [
        ("+/+/", 1, ""),
        ("+/+/", 5000, ""),
        ("+/+/", 800_000, ""),
        ("-_-_", 5000, ""),
        (r"+\/+\/", 5000, ""),
        (r"\u002b\u002f-_", 1, ""),
        (r"\u002b\u002f-_", 5000, ""),
        ("+/+/", 5000, r"-w\u003d\u003d"),
        ("+/+/", 5000, "-w"),
    ],
)
def test_a_picture_is_decoded_however_it_is_written(data: str, repeats: int, end: str) -> None:
    """Both alphabets, JSON's escapes and any length: the bytes are the same."""
    picture = read(body.parse(answer_of(data * repeats + end))).picture
    assert picture == b"\xfb\xff\xbf" * repeats + (b"\xfb" if end else b"")


@pytest.mark.parametrize(
    "data",
    [
        "!!",
        "a",
        "ab=c",
        "字",
        "\ud800x",
        "\\n",
        "AAAA" * 2000 + "!",
        "AA==AA",
        "AA==" * 2000,
        "=" * 9000,
    ],
)
def test_a_picture_is_strict_base64(data: str) -> None:
    """Anything else is unreadable, be it short or long."""
    content = answer_of("@").replace(b"@", data.encode("utf-8", "surrogatepass"))
    with pytest.raises(body.Unreadable):
        read(body.parse(content))


HARMFUL = {
    "deep": b"[" * 100_000,
    "many": b'{"a":[' + b"{}," * 5_000_000 + b"{}]}",
    "many strings": b"[" + b'"",' * 5_000_000 + b'""]',
    "escaped quotes": b'{"a":"' + b'\\"' * 9_000_000 + b'"}',
    "backslashes": b'{"a":"' + b"\\" * 20_000_001 + b'"}',
    "no end": b'{"a":"' + b"x" * 20_000_000,
    "digits": b'{"a":' + b"9" * 5000 + b"}",
    "a mark": b'{"long": 5}',
    "a mark of words": b'{"long": "a"}',
    "a long name": b'{"' + b"x" * 9000 + b'": 1}',
    "infinity": b'{"a": Infinity}',
    "nothing": b"",
}


@pytest.mark.parametrize("what", HARMFUL)
def test_no_json_takes_long(what: str) -> None:
    """What is made to be slow or large is unreadable, within half a second of processor time."""
    began = time.thread_time()
    with pytest.raises(body.Unreadable):
        body.parse(HARMFUL[what])
    assert time.thread_time() - began < 0.5
