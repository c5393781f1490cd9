"""The checks that need only the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.moderation import (
    ModerationSettings,
)
from commkit.moderation.checks.policy import check_length, check_links, check_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Buy PILLS now", "pills"),
        ("b\u200bu\u00ady pi\u200dlls", "pills"),
        ("\uff50\uff49\uff4c\uff4c\uff53", "pills"),
        ("pills,", "pills"),
        ("Straße", "strasse"),
        ("get  rich\nQUICK!", "get rich quick"),
        ("spills and pillsbury", None),
        ("get very rich quick", None),
        ("get rich", None),
        ("", None),
    ],
)
def test_denied_words_match_whole_words_in_any_case_and_disguise(text: str, found: str | None) -> None:
    settings = ModerationSettings(denied_words=("pills", "get rich quick", "STRASSE", "...", ""))
    assert check_words(text, settings) == (None if found is None else f"the words {found!r}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://good.example/page", None),
        ("see https://bad.example/page", "a link to bad.example"),
        ("see HTTP://BAD.example.", "a link to bad.example"),
        ("see https://user:secret@www.bad.example:8080?x", "a link to bad.example"),
        ("see www.bad.example", "a link to bad.example"),
        ("[text](https://deep.sub.bad.example)", "a link to bad.example"),
        ("see https://notbad.example", None),
        ("see https://bad.example.org", None),
        ("see https://bücher.example", "a link to xn--bcher-kva.example"),
        ("see https://xn--bcher-kva.example", "a link to xn--bcher-kva.example"),
        ("https://a.example https://b.example https://c.example", "3 links; at most 2 are allowed"),
        ("bad.example is bad", None),
    ],
)
def test_links_are_counted_and_their_domains_compared(text: str, found: str | None) -> None:
    settings = ModerationSettings(denied_domains=("bad.example", "bücher.example"))
    assert check_links(text, settings) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a b c", "3 visible characters; at least 5 are required"),
        ("abcde", None),
        ("abcde fghij", "11 characters; at most 10 are allowed"),
    ],
)
def test_length_has_a_minimum_and_a_maximum(text: str, found: str | None) -> None:
    assert check_length(text, ModerationSettings(min_length=5, max_length=10)) == found


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_no_text_and_no_setting_breaks_a_check(text: str, rules: list[str]) -> None:
    settings = ModerationSettings(
        denied_words=tuple(rules), denied_domains=tuple(rules), min_length=2, max_length=5
    )
    for check in (check_length, check_links, check_words):
        assert check(text, settings) is None or check(text, settings)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=4), st.text(max_size=50))
def test_a_denied_phrase_between_spaces_is_always_found(words: list[str], around: str) -> None:
    settings = ModerationSettings(denied_words=(" ".join(words),))
    assert check_words(f"{around} {' '.join(words).upper()} {around}", settings)


def test_texts_made_to_be_slow_are_checked_in_linear_time() -> None:
    """On texts as long as posts may be: a pattern that tries again and again would not end here."""
    settings = ModerationSettings(
        denied_words=("a " * 20 + "b", "aaaa b"), denied_domains=("x.example",), max_links=100_000
    )
    for made in (
        "a ",
        "https://",
        "https://a.",
        "https://@",
        "www.",
        "@",
        "a",
        "https://" + "\u00fc" * 70 + ".",
    ):
        text = made * (40_000 // len(made))
        assert check_words(text, settings) is check_links(text, settings) is None
