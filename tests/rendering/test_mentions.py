"""Whoever is shown as mentioned is told, and nobody else: one walk decides both."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit.posts.mentions.policy import mentioned_names
from commkit.rendering import MAX_MENTIONS, extract_mentions, render

_SHOWN = re.compile(r'<a (?:class="mention" href="([^"]*)"|href="([^"]*)" class="mention")')


def shown_names(text: str, markup: str) -> set[str]:
    """The names that are shown as mentions, where the host knows everybody by a number."""
    numbers: dict[str, str] = {}

    def known(name: str) -> tuple[str, str]:
        return f"member {name}", f"/u/{numbers.setdefault(name, str(len(numbers)))}"

    hrefs = {first or second for first, second in _SHOWN.findall(render(text, markup=markup, mentions=known))}
    return {name for name, number in numbers.items() if f"/u/{number}" in hrefs}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("~~~\n@override\n~~~\n", ()),
        ("1. step\n\n   ~~~~java\n   @Override\n   ~~~~\n", ()),
        ("  ~~~\n  @override\n  ~~~\n@ada", ("ada",)),
        ("- ````\n  ```\n  @override\n  ```\n  ````\n- @ada", ("ada",)),
        ("- a\n  - b\n    - @ada\n      - @bob\n", ("ada", "bob")),
        ('ask @"Ada Lovelace", not @" "', ("Ada Lovelace",)),
        ("@ada@social.example and @ada.b@social.example", ()),
        ("@हिमांशु, @นภา, @محمد and @Zoë", ("हिमांशु", "นภา", "محمد", "Zoë")),
        ("@ada. @bob- (@eve)", ("ada", "bob", "eve")),
        ("> @ada\n> > @bob\n\n@eve", ("eve",)),
        ("\\@ada `@bob` [@eve](https://e.example) <https://e.example/@dan>", ()),
        ("| @ada |\n|---|\n| `@bob` |", ("ada",)),
        ("Said[^1].\n\n[^1]: by @ada\n\n[^2]: by @bob", ("ada",)),
        ("<!-- @ada -->", ("ada",)),
        ("**@ada** _@bob_ ~~@eve~~", ("ada", "bob", "eve")),
        ("@bob\\@social.example", ()),
        ("@ada&#64;social.example @bob&commat;x.example", ()),
        ("@ada*@social.example*", ()),
        ("@ada**@social.example** @ada*&#64;x.example*", ()),
        ("*@ada*@social.example", ()),
        ("@ada[@social.example](https://social.example)", ()),
        ("@ada`@social.example`", ()),
        ("ada*@bob* **ada**@bob x~~@bob~~", ()),
        ("@a&#100;a @bo\\_b", ("ada", "bo_b")),
        ("@ada*s* @bob*!*", ("bob",)),
        ("@ada\\\n@bob  \n@eve", ("ada", "bob", "eve")),
        ("&#64;ada &commat;bob", ()),
        ("@eve " * 50 + "@bob", ("eve",)),
        ("@nobody " * 49 + "@bob @eve", ("nobody", "bob")),
    ],
)
def test_markdown(text: str, names: tuple[str, ...]) -> None:
    assert mentioned_names(text, "markdown") == names
    assert shown_names(text, "markdown") == set(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<p>@ada &amp; &#64;bob</p>", ("ada", "bob")),
        ('<p title="@eve">@"A &amp; B"</p>', ("A & B",)),
        ("<ul><li>@ada<li><code>@bob</code></ul>", ("ada",)),
        ("<blockquote><p>@ada</blockquote> @bob", ("bob",)),
        ("<script>@ada</script><b>@bob", ("bob",)),
        ("@ada <" + "a" * 40_000, ("ada",)),
        ("@ada<b>@social.example</b> <i>@bob</i>&#64;x.example", ()),
        ("x<b>@ada</b> <b>x</b>@bob <a href='/x'>x</a>@eve", ()),
        ("<p>x</p>@ada<br>@bob<ul><li>@eve</ul>", ("ada", "bob", "eve")),
        ("@eve " * 50 + "<b>@bob</b>", ("eve",)),
    ],
)
def test_html(text: str, names: tuple[str, ...]) -> None:
    assert mentioned_names(text, "html") == names
    assert shown_names(text, "html") == set(names)


def test_text_of_any_other_markup_is_plain() -> None:
    assert mentioned_names("`@ada`\n> @bob <b>", "text") == ("ada", "bob")
    shown = render("`@ada` <b>", markup="text", mentions=lambda name: (f"<{name}>", "javascript:alert(1)"))
    assert shown == "<p>`@ada` &lt;b&gt;</p>\n"
    assert shown_names("`@ada`\n> @bob <b>", "text") == {"ada", "bob"}


_PIECES = st.sampled_from(
    ["@ada", "@bob", '@"Ada Lovelace"', "@x@y.example", "@", '"', "`", "``", "```", "~~~", "~~~~", "> ", "- ",
     "1. ", "  ", "    ", "\t", "\n", "\n\n", "*", "_", "[", "](/x)", "[^1]", "\n[^1]: ", "|", "\n|---|\n", "\\",
     "<b>", "</b>", "<code>", "</code>", "<blockquote>", "</blockquote>", "<a href='/x'>", "</a>", "<pre>",
     "&#64;eve", "&#64;x.example", "\\@x.example", "*@x.example*", "<i>@x.example</i>", "*x*", "@bob\\", "&#97;",
     "@eve " * 49, "@eve " * 25, "&amp;", "https://e.example/", "word ", "é", "हि", "=\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(["markdown", "html", "text"]))
def test_what_is_shown_as_a_mention_is_told_and_nothing_else(text: str, markup: str) -> None:
    told = mentioned_names(text, markup)
    assert shown_names(text, markup) == set(told)
    assert len(told) == len(set(told)) <= MAX_MENTIONS


@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(["markdown", "html", "text"]))
def test_it_does_not_matter_whom_the_host_knows(text: str, markup: str) -> None:
    """Who is told is found without the host; a name that it does not know takes up as much room as any other."""
    shown = render(text, markup=markup, mentions={"ada": ("x", "/u/ada"), "eve": ("x", "/u/eve")}.get)
    hrefs = {(first or second).removeprefix("/u/") for first, second in _SHOWN.findall(shown)}
    assert hrefs == {"ada", "eve"} & set(mentioned_names(text, markup))


_TAG = re.compile(r"<[^>]*>")


@given(
    st.lists(_PIECES.filter(lambda piece: '"' not in piece), max_size=12).map("".join),
    st.sampled_from(["markdown", "html", "text"]),
)
def test_no_address_is_shown_whose_first_half_is_a_mention(text: str, markup: str) -> None:
    """Whatever marks it is put together from: behind what is shown as a mention stands no `@` and no letter."""
    shown = render(text, markup=markup, mentions=lambda name: ("\ue000", "/u"))
    within_lines = re.sub(r"</?(?:a|b|code|del|em|i|s|strong)\b[^>]*>", "", shown)
    assert not re.search(r"\ue000[\w@]|[\w@.]\ue000", unescape(_TAG.sub("\n", within_lines)))


def test_control_a_reader_of_the_source_does_not_agree() -> None:
    """The rule that stood here once: names by a pattern in the source. It tells whom no text shows."""
    pattern = re.compile(r"(?<!\w)@(\w+)")
    text = "- ~~~\n  @override\n  ~~~\n"
    assert set(pattern.findall(text)) != shown_names(text, "markdown") == set(extract_mentions(text))
