"""What people can write: GitHub's Markdown, mentions, code with colours."""

import logging
import re

import pytest
from pygments.formatters import HtmlFormatter

from commkit.rendering import extract_mentions, render, to_text
from commkit.rendering.highlighting import HIGHLIGHT_CLASSES, HIGHLIGHT_LANGUAGES

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# A *b* **c** ~~d~~", "<h1>A <em>b</em> <strong>c</strong> <s>d</s></h1>"),
        ("a\nb  \nc", "<p>a\nb<br>\nc</p>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>"),
        ("<b>a</b> & <!-- b -->", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;!-- b --&gt;</p>"),
        ("[a](https://b.example 'c')", f'<p><a href="https://b.example" title="c" {REL}>a</a></p>'),
        ("[a]\n\n[a]: /t/1", f'<p><a href="/t/1" {REL}>a</a></p>'),
        (
            "![a](https://b.example/c.png)",
            '<p><img src="https://b.example/c.png" alt="a" referrerpolicy="no-referrer"></p>',
        ),
        ("![a](http://b.example/c.png)", '<p><img referrerpolicy="no-referrer" alt="a"></p>'),
        ("[a](ftp://b.example)", f"<p><a {REL}>a</a></p>"),
        ("[a](javascript:b())", "<p>[a](javascript:b())</p>"),
        ("'a' -- (c)...", "<p>'a' -- (c)...</p>"),
        ("- a\n\n---", "<ul>\n<li>a</li>\n</ul>\n<hr>"),
        ("", ""),
    ],
)
def test_markdown(source: str, shown: str) -> None:
    assert render(source).rstrip("\n") == shown


def test_tables_keep_their_alignment() -> None:
    shown = render("| a | b | c | d |\n|:--|--:|:-:|---|\n| 1 | 2 | 3 | 4 |").replace("\n", "")
    assert '<th align="left">a</th><th align="right">b</th><th align="center">c</th><th>d</th>' in shown
    assert '<td align="left">1</td><td align="right">2</td><td align="center">3</td><td>4</td>' in shown


def test_tasks_are_boxes_that_nobody_can_tick() -> None:
    shown = render("- [ ] a\n- [x] **b**\n\n  - [X] c\n- [y] d\n- e [ ] f\n\n[ ] g")
    open_box, done = '<input type="checkbox" disabled="">', '<input type="checkbox" disabled="" checked="">'
    assert shown.count(open_box) == 1
    assert f"{done} <strong>b</strong>" in shown
    assert f'<li class="task-list-item">{done} c</li>' in shown
    assert shown.count("<input") == shown.count("task-list-item") == 3
    assert all(text in shown for text in ("[y] d", "e [ ] f", "[ ] g"))


def test_a_task_that_is_a_link_stays_one() -> None:
    assert f'<li><a href="https://a.example" {REL}>x</a> b</li>' in render(
        "- [x] b\n\n[x]: https://a.example"
    )


@pytest.mark.parametrize(
    ("source", "href"),
    [
        (
            "https://a.example/b_c_d/__init__.py?e=1&f=2#g",
            "https://a.example/b_c_d/__init__.py?e=1&amp;f=2#g",
        ),
        ("HTTP://a.example", "HTTP://a.example"),
        ("www.a.example/b", "http://www.a.example/b"),
        ("(https://a.example).", "https://a.example"),
        ("<https://a.example>", "https://a.example"),
        ("mailto:a@b.com", "mailto:a@b.com"),
        ("a_b@c.com", "mailto:a_b@c.com"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_bare_addresses_are_links(source: str, href: str) -> None:
    assert f'<a href="{href}" {REL}>' in render(f"See {source} there")


@pytest.mark.parametrize(
    "source",
    [
        "setup.py",
        "a.com",
        "ftp://a.example",
        "//a.example",
        "awww.b.example",
        "`https://a.example`",
        "1.2.3.4",
    ],
)
def test_what_only_looks_like_an_address_is_not(source: str) -> None:
    assert "<a" not in render(f"See {source} there")


@pytest.fixture
def ada() -> dict[str, tuple[str, str]]:
    return {
        "ada": ("Ada L.", "/u/ada"),
        "bob-k": ("Bob & Co", "https://b.example/?q=1&r"),
        "é.w": ("É", "/u/é"),
    }


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("@ada", 1),
        ('Thanks, @ada. (@ada) "@ada" @ada\'s *@ada*', 5),
        ("@bob-k, @é.w!", 2),
        ("# @ada\n\n- [ ] @ada\n\n| @ada |\n|---|\n| @ada |", 4),
        ("> @ada\n\n- > - @ada\n", 0),
        ("@nobody @Ada @adam @ada_ @ada@b", 0),
        ("`@ada`\n\n    @ada\n\n```\n@ada\n```\n\n```py\n@ada\n```", 0),
        ("[@ada](https://a.example) ![@ada](https://a.example/b.png) <https://a.example/@ada>", 0),
        ("https://a.example/@ada x@ada.com a/@ada \\@ada", 0),
        ("[see *@ada*](https://a.example)", 0),
    ],
)
def test_mentions_are_links_outside_code_and_links(
    source: str, links: int, ada: dict[str, tuple[str, str]]
) -> None:
    assert render(source, mentions=ada.get).count('class="mention"') == links
    assert "mention" not in render(source)


def test_a_mention_says_what_the_host_says(ada: dict[str, tuple[str, str]]) -> None:
    shown = render("Hi @ada & @bob-k!", mentions=ada.get)
    assert f'<p>Hi <a href="/u/ada" class="mention" {REL}>Ada L.</a> &amp; ' in shown
    assert f'<a href="https://b.example/?q=1&amp;r" class="mention" {REL}>Bob &amp; Co</a>!</p>' in shown


def test_html_has_mentions_and_cannot_pose_as_one(ada: dict[str, tuple[str, str]]) -> None:
    shown = render(
        '@ada <a class="mention" href="https://evil.example">Ada L.</a>', markup="html", mentions=ada.get
    )
    assert shown == (
        f'<a class="mention" href="/u/ada" {REL}>Ada L.</a> <a href="https://evil.example" {REL}>Ada L.</a>'
    )


def test_names_are_found_before_they_are_looked_up() -> None:
    assert extract_mentions("@bob, @ada `@eve` @bob and https://a.example/@dan") == ("bob", "ada")
    assert extract_mentions("<p>&#64;bob</p> <code>@ada</code>", markup="html") == ("bob",)


@pytest.mark.parametrize("answer", ["x", ("a", "b", "c"), 5])
def test_a_host_that_answers_badly_costs_only_the_mentions(
    answer: object, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    def badly(name: str) -> tuple[str, str] | None:
        asked.append(name)
        return answer  # type: ignore[return-value]

    with caplog.at_level(logging.ERROR, "commkit"):
        assert render("**a** @ada @bob", mentions=badly) == "<p><strong>a</strong> @ada @bob</p>\n"
    assert asked == ["ada"]
    assert [record.message for record in caplog.records] == ["rendering.mentions_failed mentions stay text"]


def test_code_has_the_classes_of_pygments() -> None:
    shown = render("```python\ndef f():  # <b>\n    return '&'\n```")
    assert shown.startswith('<pre class="highlight"><code><span class="k">def</span>')
    assert '<span class="c1"># &lt;b&gt;</span>' in shown
    styles = HtmlFormatter().get_style_defs(".highlight")
    assert ".highlight .c1 {" in styles


@pytest.mark.parametrize("info", ["", "no-such-language", "text", "PYTHON2000", "rst", "mermaid"])
def test_code_of_other_languages_is_plain(info: str) -> None:
    assert render(f"```{info}\n<b>\n```") == '<pre class="highlight"><code>&lt;b&gt;\n</code></pre>\n'


@pytest.mark.parametrize("language", sorted(HIGHLIGHT_LANGUAGES))
def test_every_language_has_classes_that_are_let_through(language: str) -> None:
    source = "def f(x): # a\n  /* b */ \"c\" 'd' 1.5 $e @f <g h='i'> {j: k} [l] -- m\n"
    shown = render(f"```{language.upper()} title=x\n{source}```")
    assert shown.count("<span") > 1
    assert shown.count("<span") == shown.count('<span class="')


def test_classes_are_those_of_pygments() -> None:
    assert {"k", "c1", "s2", "err"} <= HIGHLIGHT_CLASSES
    assert "" not in HIGHLIGHT_CLASSES


def test_footnotes_are_those_that_the_text_names() -> None:
    shown = render("Slow[^1], and[^none].\n\n[^1]: measured, [here](https://a.example)\n\n[^2]: unused")
    anchor = re.search(r'<li id="fn-([0-9a-f]{8})-1" class="footnote-item">', shown)
    assert anchor is not None
    assert (
        f'<sup class="footnote-ref"><a href="#fn-{anchor[1]}-1" id="fnref-{anchor[1]}-1" {REL}>[1]</a></sup>'
        in shown
    )
    assert "and[^none]." in shown
    assert "unused" not in shown
    assert to_text("Slow[^1].\n\n[^1]: measured") == "Slow[1].\n\n[1] measured"


def test_footnotes_of_two_texts_on_a_page_keep_apart() -> None:
    first, second = (
        re.findall(r' id="([^"]*)"', render(f"{word}[^1]\n\n[^1]: {word}")) for word in ("a", "b")
    )
    assert len({*first, *second}) == 4


def test_a_footnote_alone_links_nowhere() -> None:
    assert render("[^1]: measured") == ""
    assert "<a" not in render("[^1]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"),
        ("\uff08https://a.example/x\uff09后面", "https://a.example/x"),
        ("见https://a.example/x\uff0c然后", "https://a.example/x"),
        ("https://a.example。后面", "https://a.example"),
        ("“https://a.example/x”", "https://a.example/x"),
        ("「https://a.example/数」", "https://a.example/数"),
    ],
)
def test_a_bare_address_is_shown_as_it_is_and_ends_where_it_ends(text: str, shown: str) -> None:
    assert f">{shown}</a>" in render(text)
    assert to_text(text) == text


def test_each_of_several_addresses_without_spaces_between_is_a_link() -> None:
    assert render("https://a.example\uff0chttps://b.example。").count("<a ") == 2
