"""No text takes long: work is counted, sizes are bounded, and what is too much is shown as it was written."""

import re
from html import unescape
from itertools import count

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from commkit.rendering import extract_mentions, limits, render, to_text
from commkit.rendering.bare_links import BareLinks
from commkit.rendering.context import RenderContext, RenderLimitExceeded
from commkit.rendering.markdown import to_html
from commkit.rendering.sanitizer import count_unclosed
from tests.rendering.forbidden_html import dangers

LONG = 40_000


def repeated(pattern: str, length: int = LONG) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


def nested(opening: str, closing: str) -> str:
    times = LONG // len(opening + closing)
    return opening * times + closing * times


RUNS = [
    "[", "]", "*", "_", "`", "~", "!", "(", "<", ">", "&", "\\", "|", "#", "-", "+", "[]", "[](", "![",
    "![](", "[a](", "[a](b)", "**a", "**a**", "*_", "*_*", "**_", "a**b", "~~a", "``a`", "<!--", "<a",
    "</", "<?", "<![CDATA[", "&#", "&amp;", "\\*", "http://", "http://a", "https://a.b/(",
    "https://a.b/[", "https://a.b/'", "://", "mailto:", "a@", "a@b", "a@b.co", "@ada", "@ada|", "`|",
    "[a][b]", "[[a]]", "[*a](", "*[a", "https://a:b@", "www.", "www.a.", "1.",
]  # fmt: skip
LINES = [
    "- [ ] a",
    "* a",
    "1. a",
    "> a",
    ">",
    "a|b\n-|-",
    "|a",
    "|",
    "- ",
    "    a",
    "a\n=",
    "a\n-",
    "```",
    "```py\na",
    "[a]: b",
    "[a]",
]
NESTS = [
    ("[", "]"),
    ("![", "](a)"),
    ("[", "](a)"),
    ("*a", "a*"),
    ("**a", "a**"),
    ("> ", "a"),
    ("- ", "a"),
    ("<", ">"),
    ("[a](", "))"),
]
TEXTS = {
    **{run: repeated(run, 20_000) for run in RUNS},
    **{f"{run} and a space": repeated(f"{run} ", 5_000) for run in RUNS},
    **{f"lines of {line!r}": repeated(f"{line}\n", 20_000) for line in LINES},
    **{f"{opening} in {opening}": nested(opening, closing) for opening, closing in NESTS},
    "empty lines": "\n" * LONG,
    "spaces": " " * LONG,
    "one word": "a" * LONG,
    "runs of backticks that grow": " ".join("`" * n for n in range(1, 280)),
    "quotes that grow": "".join(">" * n + "a\n" for n in range(280)),
    "lists that grow": "".join("  " * n + "- a\n" for n in range(200))[:LONG],
    "lines that go on in a deep quote": ">" * 20 + "a\n" * 19_000,
    "a wide table that is filled up": "|a" * 256 + "\n" + "|-" * 256 + "\n" + "a\n" * 19_000,
    "a very wide table": "|a" * 9_990 + "\n" + "|-" * 9_990,
    "a long address by reference": f"[a]: http://{'x' * 10_000}\n\n" + "[a]" * 9_000,
    "a long title by reference": f"[a]: b '{'x' * 10_000}'\n\n" + "[a]" * 9_000,
    "titles that never end": "[a](b '" + "x\n" * 18_000,
    "a comment that never ends": "<!--" + "-" * LONG,
    "an address with many dots": "http://" + "b." * 19_000,
    "an address with many brackets": "http://b.example/" + "ab[" * 13_000,
    "code of every line": "```java\n" + "a\t" * 2_000 + "\n```\n```js\n" + '\\"' * 1_900 + "\n```\n",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_more_than_its_steps(name: str) -> None:
    job = RenderContext(mentions=lambda found: (found, "/u/x"))
    try:
        html = to_html(TEXTS[name][:LONG], job)
    except RenderLimitExceeded:
        assert job.steps >= -1
    else:
        assert len(html) <= limits.MAX_OUTPUT
        assert html.count("mention") <= limits.MAX_MENTION_LINKS


def test_a_short_text_would_take_more() -> None:
    """The control: where the guards count and do not stop, 10 kB take more steps than 40 kB may."""
    text = ">" * 20 + "a\n" * 5_000
    patient = RenderContext(steps=10**9)
    to_html(text, patient)
    assert 10**9 - patient.steps > limits.MAX_STEPS
    with pytest.raises(RenderLimitExceeded):
        to_html(text, RenderContext())
    assert render(text) == render(text, markup="another")


def test_cells_that_nobody_wrote_would_be_many() -> None:
    text = "|a" * 256 + "\n" + "|-" * 256 + "\n" + "a\n" * 300
    assert MarkdownIt("js-default").render(text).count("<td") > 65_000
    assert render(text) == render(text, markup="another")


def test_a_reference_would_make_a_thousand_times_what_was_written() -> None:
    text = TEXTS["a long address by reference"]
    assert len(MarkdownIt("js-default").render(text)) > 1_000 * len(text)
    assert len(render(text)) < 2 * len(text)


def test_a_long_honest_text_takes_few_steps() -> None:
    words = "Some *words* with `code`, a [link](https://a.example) and https://b.example."
    part = f"## A heading\n\n{words}\n\n- one\n- two\n\n| a |\n|---|\n| b |\n\n"
    text = part * (LONG // len(part))
    job = RenderContext()
    assert "<table>" in to_html(text, job)
    assert limits.MAX_STEPS - job.steps < limits.MAX_STEPS / 3


def test_places_where_a_link_may_begin_count_for_more() -> None:
    assert "<a" not in render("[a](" * 5_000 + "/x)")
    assert render("[a](/x), and then [b] " * 1_500).count("<a") == 1_500
    assert (
        render("- [ ] buy [a]\n" * 2_000).count("<li") == 2_000
    )  # neither a checkbox nor a name is such a place


def test_text_beyond_the_limit_is_not_formatted_and_in_the_end_cut() -> None:
    assert render("*a*" + "b" * (limits.MAX_SOURCE - 3)).startswith("<p><em>a</em>bb")
    assert render("*a*" + "b" * limits.MAX_SOURCE).startswith("<p>*a*bb")
    cut = render("<\n" * 10 * limits.MAX_PLAIN)
    assert cut.startswith("<p>&lt;<br>\n&lt;<br>")
    assert (
        unescape(cut).replace("<br>", "").rstrip() == "<p>" + "<\n" * (limits.MAX_PLAIN // 2) + "\u2026</p>"
    )
    assert len(to_text("a " * limits.MAX_PLAIN)) <= limits.MAX_PLAIN + 1


def test_nesting_ends_at_twenty() -> None:
    assert render("> " * 200 + "a").count("<blockquote>") == 20
    assert "<blockquote>" in render("> " * 19 + "a")


def bomb(opening: str) -> str:
    return "<p>" + "".join(opening.replace("#", str(n)) for n in range(1_000)) + "</p><p>x" * 1_000


@pytest.mark.parametrize(
    "opening",
    [
        "<i id=#>",
        '<i id="#">',
        '<i id="#"><br>',
        '<i id="#">x</b>',
        '<i id="#"><!--</i>-->',
        '<i id="#"><<b>x</b>/i>',
        '<i id="#>x</i>">',
        "<i id='#' title='<b>x</b>'>",
    ],
)
def test_html_that_browsers_would_multiply_is_not_formatted(opening: str) -> None:
    html = bomb(opening)
    assert len(nh3.clean(html)) > 100 * len(html)
    assert count_unclosed(html) >= 1_000  # so it is not even tried
    assert render(html, markup="html") == render(html, markup="another")


_HTML = [
    "<p>", "</p>", "<b>", "<b id=1>", '<b\x01x="2">', "<b x='3'>", "</b>", "<i>", "</i>",
    '<a\x01href="4">', "</a>", "<", ">", '"', "'", "/", "/b>", "b>", '<i\x01x="', "<!--", "-->", "<br>",
    "<div>", "</div>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<svg>", "</svg>", "<script>",
    "</script>", "<select>", "</select>", "<template>", "</template>", "x", "=",
]  # fmt: skip

_FORMATTED = re.compile("<[abi][ >]")


@given(st.lists(st.sampled_from(_HTML), max_size=25).map("".join))
def test_what_stays_open_is_never_underestimated(html: str) -> None:
    once, twice = (nh3.clean(html + "</div></p><p>x" * times) for times in (1, 2))
    reopened = len(_FORMATTED.findall(twice)) - len(_FORMATTED.findall(once))
    assert reopened <= count_unclosed(html)


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" * 20_000,
        "<b>" * 20_000,
        "<p>" + "a" * limits.MAX_HTML,
        "<i id=1><p>x" * 3_000,
        "&" * 110_000,
    ],
)
def test_too_much_html_is_shown_as_it_was_written(html: str) -> None:
    shown = render(html, markup="html")
    assert shown == render(html, markup="another")
    assert dangers(shown) == []


def test_honest_html_is_formatted() -> None:
    page = "<p>Some <b>words</b>, <code>code</code> and a <a href='https://a.example'>link</a>.</p>\n" * 900
    assert render(page, markup="html").count("<code>") == 900


def code(lines: int, width: int, blocks: int = 1) -> str:
    return f"```python\n{('x' * width + chr(10)) * lines}```\n" * blocks


@pytest.mark.parametrize(
    ("source", "coloured"),
    [
        (code(100, 30), 1),
        (code(limits.MAX_CODE_LINES - 1, 5), 1),
        (code(limits.MAX_CODE_LINES + 1, 5), 0),
        (code(1, limits.MAX_CODE_LINE), 1),
        (code(1, limits.MAX_CODE_LINE + 1), 0),
        (code(20, 250), 0),
        (code(100, 30, blocks=5), 2),
    ],
)
def test_only_so_much_code_is_highlighted(source: str, coloured: int) -> None:
    blocks = render(source).split("<pre")[1:]
    assert sum("<span" in block for block in blocks) == coloured


def test_only_so_many_mentions_become_links() -> None:
    asked = count()
    shown = render("@ada " * 200, mentions=lambda _: (f"Ada {next(asked)}", "/u/ada"))
    assert shown.count('class="mention"') == limits.MAX_MENTION_LINKS
    assert next(asked) == 1

    many = " ".join(f"@u{n}" for n in range(200))
    assert extract_mentions(many) == tuple(f"u{n}" for n in range(limits.MAX_MENTIONS))
    assert render(many, mentions=lambda name: (name, "/u")).count('class="mention"') == limits.MAX_MENTIONS
    assert render(many, mentions=lambda name: (name, "/u"), max_mentions=3).count('class="mention"') == 3


def test_addresses_are_not_looked_for_in_endless_words() -> None:
    start = "https://a.example/"
    longest = start + "b" * (limits.MAX_WORD - len(start))
    assert f'href="{longest}"' in render(longest)
    assert not BareLinks().test(f"a {longest}b")
    assert BareLinks().match(f"{longest}b") is None
