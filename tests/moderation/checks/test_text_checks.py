"""The checks that need only the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.moderation import (
    ModerationSettings,
)
from commkit.moderation.checks.policy import (
    CheckedText,
    check_length,
    check_links,
    check_lookalikes,
    check_words,
)
from commkit.moderation.text_direction.policy import in_shown_order
from commkit.runtime.values.phrases import Phrase, PhraseFinder


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
    assert check_words(CheckedText(text), settings) == (None if found is None else f"the words {found!r}")


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
    assert check_links(CheckedText(text), settings) == found


@pytest.mark.parametrize(
    ("text", "markup", "count"),
    [
        ("[a](mailto:a@x.example) [b](MAILTO:b@x.example) <c@x.example>", "markdown", 3),
        ("a@x.org, b@x.org and c@x.org", "markdown", 3),
        ("mailto:a@x.example mailto:b@x.example https://x.example", "markdown", 3),
        ("mailto:a@x.example mailto:b@x.example https://x.example", "text", 3),
        ('<a href="mailto:a@x.example">a</a> <a href=" mail\tto:b@x.example">b</a>', "html", 2),
        ("react@18.2.0 and @ada.b, and the mailto: scheme", "text", 0),
        ("[a](/a) [b](b?c) [d](#d)", "markdown", 0),
    ],
)
def test_links_that_write_a_mail_count_and_those_within_the_site_do_not(
    text: str, markup: str, count: int
) -> None:
    checked = CheckedText(text, markup=markup)
    for most in (0, 1, 2, 3):
        found = check_links(checked, ModerationSettings(max_links=most))
        assert found == (f"{count} links; at most {most} are allowed" if count > most else None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a b c", "3 visible characters; at least 5 are required"),
        ("abcde", None),
        ("abcde fghij", "11 characters; at most 10 are allowed"),
    ],
)
def test_length_has_a_minimum_and_a_maximum(text: str, found: str | None) -> None:
    assert check_length(CheckedText(text), ModerationSettings(min_length=5, max_length=10)) == found


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_no_text_and_no_setting_breaks_a_check(text: str, rules: list[str]) -> None:
    settings = ModerationSettings(
        denied_words=tuple(rules), denied_domains=tuple(rules), min_length=2, max_length=5
    )
    for check in (check_length, check_links, check_words, check_lookalikes):
        assert check(CheckedText(text), settings) is None or check(CheckedText(text), settings)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=4), st.text(max_size=50))
def test_a_denied_phrase_between_spaces_is_always_found(words: list[str], around: str) -> None:
    settings = ModerationSettings(denied_words=(" ".join(words),))
    text = f"{around} {' '.join(words).upper()} {around}"
    assert check_words(CheckedText(text, markup="text"), settings)


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
        "mailto:",
        "@",
        "a",
        "https://" + "\u00fc" * 70 + ".",
    ):
        text = made * (40_000 // len(made))
        assert check_words(CheckedText(text), settings) is check_links(CheckedText(text), settings) is None


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("\ufdfa" * 40_000, "text"),
        ("*\ufdfa* " * 10_000, "markdown"),
        ("[x]\n" * 1_000 + "\n[x]: /y '" + "long title " * 30 + "'", "markdown"),
    ],
)
def test_a_text_that_is_far_longer_when_it_is_written_out_is_not_read_in_part(text: str, markup: str) -> None:
    """It counts as one in which something was found: its end is not passed unread, and takes no time."""
    checked = CheckedText(text, markup=markup)
    for check in (check_words, check_lookalikes):
        found = check(checked, ModerationSettings(denied_words=("spam",)))
        assert found is not None
        assert "written out" in found
        assert (
            check(CheckedText(text[:4_000], markup=markup), ModerationSettings(denied_words=("spam",)))
            is None
        )


@pytest.mark.parametrize(
    "text",
    [
        "[x](//bad.example)",
        "[x](&#104;ttps://bad.example)",
        "[x](https://b&#97;d.example)",
        "[x](https://b%61d.example/page)",
        "[x][1]\n\n[1]: https://bad.example",
        "[x]\n\n[x]: //www.bad.example",
        "![x](https://bad.example/a.png)",
        "<https://bad.example>",
        "`https://bad.example`",
        "[x](https://good.example@bad.example)",
        "[x](https://bad\u3002example)",
        "see https://\uff42ad.example",
        "see https://b\u00adad.example",
    ],
)
def test_no_spelling_of_a_link_passes(text: str) -> None:
    settings = ModerationSettings(denied_domains=("bad.example",))
    assert check_links(CheckedText(text), settings) == "a link to bad.example"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="//bad.example">x</a>',
        "<a href=&#104;ttps://bad.example>x</a>",
        "<a href='https:/\\bad.example'>x</a>",
        "<a href='ht\ntps://bad.example'>x</a>",
        "<img src=https://bad.example/a.png>",
        "b<i>a</i>d https://ba<b></b>d.example",
    ],
)
def test_no_spelling_of_a_link_in_html_passes(html: str) -> None:
    settings = ModerationSettings(denied_domains=("bad.example",))
    assert check_links(CheckedText(html, markup="html"), settings) == "a link to bad.example"


def test_every_link_counts_once() -> None:
    text = "[a](//a.example) [b][1] https://c.example ![d](https://d.example/p.png) @ada [^1]\n\n[1]: /here\n[^1]: x"
    settings = ModerationSettings(max_links=2)
    assert check_links(CheckedText(text), settings) == "3 links; at most 2 are allowed"
    assert check_links(CheckedText(text), ModerationSettings(max_links=3)) is None
    assert check_links(CheckedText("[b](/page) [c](#top)"), ModerationSettings(max_links=0)) is None


@pytest.mark.parametrize(
    "text",
    [
        "pi\u202ells", "pi\u2067ll\u2069s", "p\u061cills", "pil\ufe0fls", "pi\u180blls", "pi\U000e0101lls",
        "p\u3164ills", "pi**ll**s", "p&#105;lls", "[pi](/x)lls",
    ],
)  # fmt: skip
def test_no_disguise_of_a_word_passes(text: str) -> None:
    settings = ModerationSettings(denied_words=("pills",))
    assert check_words(CheckedText(text), settings) == "the words 'pills'"


@pytest.mark.parametrize(
    ("denied", "text", "is_found"),
    [
        ("\u6570\u636e\u5e93", "\u6211\u4eec\u7684\u6570\u636e\u5e93\u5f88\u6162", True),
        ("\u6570\u5e93", "\u6570\u636e\u5e93", False),
        ("\u6b7b", "\u53bb\u6b7b\u5427", True),
        ("\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u093f\u0928\u094d\u0926\u0940!", True),
        ("\u0939", "\u0939\u093f\u0928\u094d\u0926\u0940", False),
        ("c++", "I like C++.", True),
        ("c", "I like C++.", False),
    ],
)
def test_words_of_any_script_are_denied(denied: str, text: str, is_found: bool) -> None:
    assert (
        check_words(CheckedText(text), ModerationSettings(denied_words=(denied,))) is not None
    ) == is_found


def test_look_alike_letters_are_a_check_of_their_own() -> None:
    settings = ModerationSettings(lookalikes="hold", denied_words=("pills", "free money"))
    for written in ("\u0440ills", "p\u0456lls", "\u03c1ills"):
        assert check_words(CheckedText(written), settings) is None
        found = check_lookalikes(CheckedText(f"Buy {written}"), settings)
        assert found == f"the words 'pills', written as {written!r} with letters that look alike"
    assert check_lookalikes(CheckedText("fr\u0435e m\u043en\u0435y"), settings) is not None
    assert check_lookalikes(CheckedText("pills"), settings) is None
    assert check_lookalikes(CheckedText("\u043f\u0440\u0438\u0432\u0435\u0442, spills"), settings) is None


@pytest.mark.parametrize(
    "hidden", ["\ufff9", "\ufffa", "\ufffb", "\u2800", "\U0001d159", "\u3164", "\u115f", "\uffa0"]
)
def test_nothing_that_shows_nothing_hides_a_word(hidden: str) -> None:
    settings = ModerationSettings(denied_words=("spam", "buy now"))
    for text in (f"sp{hidden}am", f"{hidden}spam", f"spam{hidden}", f"buy n{hidden}ow"):
        assert check_words(CheckedText(text), settings) is not None


@pytest.mark.parametrize("blank", ["\u2800", "\u3164", "\u1160", "\U0001d159", "_"])
def test_what_takes_up_room_stands_between_words_too(blank: str) -> None:
    settings = ModerationSettings(denied_words=("spam", "buy now"))
    for text in (f"\u00e9{blank}spam", f"spam{blank}spam", f"\u00e9 buy{blank}now"):
        assert check_words(CheckedText(text, markup="text"), settings) is not None


class CountedWord(str):
    """A word that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedWord.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


@pytest.mark.parametrize("phrases", [1, 1_000])
@pytest.mark.parametrize("text", ["buy ", "buy word1 ", "a "])
def test_phrases_with_one_beginning_cost_no_more_than_one_phrase(phrases: int, text: str) -> None:
    """Steps are counted: each word is compared a few times, however many phrases there are."""
    finder = PhraseFinder(
        Phrase(f"buy word{number} x", ("buy", f"word{number}", "x"), is_open=False)
        for number in range(phrases)
    )
    words = [CountedWord(word) for word in (text * 5_000).split()]
    CountedWord.compared = 0
    assert list(finder.find(words)) == []
    assert CountedWord.compared <= 6 * len(words)


@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=4), min_size=1, max_size=8),
    st.lists(st.sampled_from("abcd"), max_size=40),
)
def test_phrases_are_found_as_one_looks_for_each_of_them(phrases: list[list[str]], words: list[str]) -> None:
    finder = PhraseFinder(Phrase(" ".join(phrase), tuple(phrase), is_open=False) for phrase in phrases)
    longest: dict[int, tuple[int, str]] = {}
    for phrase in phrases:
        for start in range(len(words) - len(phrase) + 1):
            if words[start : start + len(phrase)] == phrase:
                end = start + len(phrase) - 1
                longest[end] = max(longest.get(end, (0, "")), (len(phrase), " ".join(phrase)))
    found = [(phrase.text, first, last) for phrase, first, last in finder.find(words)]
    assert found == [(text, end - length + 1, end) for end, (length, text) in sorted(longest.items())]


@pytest.mark.parametrize(
    ("setting", "value", "most"),
    [
        ("denied_words", ("x",) * 1_001, "at most 1000"),
        ("denied_words", ("x" * 201,), "at most 200"),
        ("denied_words", ("\ufdfa" * 12,), "at most 200"),
        ("denied_words", ("x" * 101,) * 500, "at most 50000"),
        ("denied_domains", ("x",) * 10_001, "at most 10000"),
        ("denied_domains", ("x" * 254,), "at most 253"),
    ],
)
def test_lists_have_limits_that_are_told(setting: str, value: tuple[str, ...], most: str) -> None:
    with pytest.raises(ValueError, match=f"'{setting}' has .* {most}"):
        ModerationSettings(**{setting: value})
    longest = 11 if "\ufdfa" in value[0] else 100 if len(value) == 500 else 200
    ModerationSettings(**{setting: tuple(part[:longest] for part in value[:1_000])})


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ('[x](/y "buy sp&#97;m")', "markdown"),
        ("[x][1]\n\n[1]: /y 'buy spam'", "markdown"),
        ('![x](https://x.example/i.png "spam")', "markdown"),
        ("![buy spam](https://x.example/i.png)", "markdown"),
        ('<a href="/y" title="buy sp&#97;m">x</a>', "html"),
        ('<a title="spam">x</a>', "html"),
        ('<img src="https://x.example/i.png" alt="sp&#97;m">', "html"),
        ('<img src="https://x.example/i.png" title="spam">', "html"),
    ],
)
def test_what_shows_as_one_points_at_it_is_checked(text: str, markup: str) -> None:
    checked = CheckedText(text, markup=markup)
    assert check_words(checked, ModerationSettings(denied_words=("spam",))) == "the words 'spam'"
    disguised = CheckedText(
        text.replace("spam", "sp\u0430m").replace("sp&#97;m", "sp&#x430;m"), markup=markup
    )
    assert check_lookalikes(disguised, ModerationSettings(denied_words=("spam",))) is not None


def test_addresses_in_titles_are_links_and_words_around_them_are_whole() -> None:
    settings = ModerationSettings(denied_domains=("bad.example",), denied_words=("pills",))
    assert check_links(CheckedText('[x](/y "https://b&#97;d.example")'), settings) == "a link to bad.example"
    assert check_words(CheckedText('[pi](/x "hello")lls'), settings) == "the words 'pills'"


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("\u0394\u03a9\u03a1\u0395\u0391\u039d", True),
        ("\u0394\u03a9\u03a1\u0395\u0386\u039d", True),
        ("\u03b4\u03c9\u03c1\u03b5\u03ac\u03bd", True),
        ("\u03b4\u03c9\u03c1\u03b5\u03b1\u03bd", True),
        ("\u039d\u039f\u039c\u039f\u03a3", True),
        ("\u03bd\u03cc\u03bc\u03bf\u03c2", True),
        ("\u03bd\u03bf\u03bc\u03cc\u03c2", False),  # another word: the accent tells
    ],
)
def test_greek_in_capitals_has_no_accents(text: str, is_found: bool) -> None:
    settings = ModerationSettings(
        denied_words=("\u03b4\u03c9\u03c1\u03b5\u03ac\u03bd", "\u03bd\u03cc\u03bc\u03bf\u03c2")
    )
    found = check_words(CheckedText(text), settings)
    assert (found is not None) == is_found
    assert found is None or found.endswith(("\u03bd'", "\u03c3'"))  # as it was denied, folded


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\u202emaps", "spam"),
        ("buy \u202emaps\u202c now", "buy spam now"),
        ("\u202ema\u202ax\u202cps\u202c.", "sp\u202cx\u202aam."),
        ("\u202emaps\nabc", "spam\nabc"),
        ("\u202eab\u202c \u202ecd", "ba\u202c dc"),
        ("\u202bab\u202c", "\u202bab\u202c"),
        ("maps\u202c", "maps\u202c"),
    ],
)
def test_what_is_overridden_is_read_as_it_is_shown(written: str, shown: str) -> None:
    assert in_shown_order(written).replace("\u202c", "") == shown.replace("\u202c", "")
    settings = ModerationSettings(denied_words=("spam",))
    assert (check_words(CheckedText(written, markup="text"), settings) is not None) == ("spam" in shown)
