"""What holds for every text: it is shown, without harm, and always in the same way."""

import subprocess
import sys
from html import escape

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from commkit.rendering import RenderedHtml, excerpt, extract_mentions, render, to_text
from tests.rendering.forbidden_html import dangers
from tests.rendering.vectors import CODE, HTML, MARKDOWN

_PIECES = [
    *(text for _, text in (*HTML, *MARKDOWN, *CODE)),
    "<", ">", "</", "/>", "<!", "<!--", "-->", "<?", "&", "&#", "&#x", ";", '"', "'", "`", "=", "/", "\\",
    "\n", "\t", "\r", "\x00", "\u2028", "\ufeff", "\ud800", "\U0001f642", "\xe9",
    "[", "]", "(", ")", "![", "](", "]:", "*", "**", "_", "~~", "```", "~~~", "#", "-", "+", "1.", ">",
    "|", "|-|", ":", "@", "@ada", "http://", "https://a.example/", "www.", "a@b.example", "- [ ] ", "\n\n",
    "    ", " ",
    "script", "style", "svg", "math", "img", "a", "p", "b", "table", "td", "select", "template", "on",
    "onclick", "href", "src", "javascript:", "data:", "x",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=30).map("".join)
"""Texts put together from what attacks are made of, so that some of them fit together."""
MARKUPS = st.sampled_from(["markdown", "html", "another"])
PEOPLE = st.none() | st.tuples(TEXTS, TEXTS)


@given(TEXTS | st.text(), MARKUPS, PEOPLE)
@example("\ud83d", "html", None)
@example("", "markdown", None)
@example("@ada", "markdown", ("\ud800", "/\ud800"))
def test_every_text_is_shown_without_harm(text: str, markup: str, person: tuple[str, str] | None) -> None:
    shown = render(text, markup=markup, mentions=lambda _: person)
    assert type(shown) is RenderedHtml
    assert dangers(shown) == []
    assert render(text, markup=markup, mentions=lambda _: person) == shown
    shown.encode()


@given(TEXTS)
def test_clean_html_is_clean(text: str) -> None:
    """What is written down is read as what it was: nothing comes to life the second time."""
    shown = render(text, markup="html").lstrip("\ufeff")  # a mark of byte order at the beginning is not read
    assert render(shown, markup="html") == shown


@given(TEXTS, MARKUPS, st.integers(min_value=-1, max_value=200))
def test_every_text_has_words_and_a_beginning(text: str, markup: str, limit: int) -> None:
    words = to_text(text, markup=markup)
    beginning = excerpt(text, limit, markup=markup)
    assert len(beginning) <= max(limit, 0)
    assert "\n" not in beginning
    whole = excerpt(text, 1_000_000, markup=markup)
    assert whole.startswith(beginning.removesuffix("\u2026"))
    rest = iter(words)
    assert all(character in rest for character in "".join(whole.split())), (
        "without addresses, in the order of the text"
    )
    assert dangers(f"<p>{escape(words)}</p>") == []
    assert all(name and name.strip() == name for name in extract_mentions(text, markup=markup))


@given(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=40))
def test_plain_words_stay_what_they_are(words: list[str]) -> None:
    text = " ".join(words)
    assert render(text) == f"<p>{text}</p>\n"
    assert to_text(text) == text
    assert to_text(f"**{text}**\n\n- `{text}`") == f"{text}\n\n- {text}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_what_is_no_markup_is_shown_as_it_was_written(text: str) -> None:
    assert to_text(text, markup="another").split() == text.split()


def test_a_careless_renderer_is_found_out() -> None:
    careless = MarkdownIt("js-default", {"html": True})
    assert [text for _, text in HTML if not dangers(careless.render(f"<p>\n{text}"))] == []


def test_processes_agree() -> None:
    text = "- [x] [a](https://a.example 'b') ![c](https://a.example/d.png 'e') ![f](/g 'h') `i`\n\n| j |\n|:-:|\n| k |"
    code = "import sys; from commkit.rendering import render; print(render(sys.argv[1]), end='')"
    seen = {
        subprocess.run([sys.executable, "-c", code, text], check=True, capture_output=True).stdout
        for _ in range(2)
    }
    assert seen == {render(text).encode()}
