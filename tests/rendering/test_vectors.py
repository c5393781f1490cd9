"""Attacks of every class are shown without harm; a careless renderer shows that each of them would do harm."""

import json
from html.parser import HTMLParser
from pathlib import Path

import nh3
import pytest
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer

from commkit.rendering import excerpt, render, to_text
from tests.hostile_texts import HOSTILE
from tests.rendering.forbidden_html import dangers
from tests.rendering.vectors import CODE, HTML, MARKDOWN, PEOPLE

MARKUPS = ("markdown", "html", "another")


def careless(source: str) -> str:
    """HTML let through, addresses not checked, nothing cleaned."""
    parser = MarkdownIt("js-default", {"html": True, "linkify": True})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.render(source)


def harm(text: str) -> list[tuple[str, list[str]]]:
    """What is dangerous of a text, however it is shown."""
    shown = {markup: render(text, markup=markup) for markup in MARKUPS}
    found = [(name, dangers(html)) for name, html in shown.items()]
    # A parser that repairs HTML as browsers do reads in it what the plain one reads.
    found += [
        (f"{name} again", ["other text"])
        for name, html in shown.items()
        if text_in(nh3.clean(html)) != text_in(html)
    ]
    return [(name, harm) for name, harm in found if harm]


def text_in(html: str) -> str:
    parts: list[str] = []
    reader = HTMLParser()
    reader.handle_data = parts.append  # type: ignore[method-assign]
    reader.feed(html)
    reader.close()
    return "".join(parts)


@pytest.mark.parametrize(("name", "text"), [*HTML, *MARKDOWN, *CODE])
def test_our_own_vectors_do_no_harm(name: str, text: str) -> None:
    assert harm(text) == []
    assert isinstance(to_text(text), str)
    assert len(excerpt(text, 20)) <= 20


@pytest.mark.parametrize(("name", "text"), HTML)
def test_every_vector_of_html_would_do_harm(name: str, text: str) -> None:
    assert dangers(text) != []
    assert dangers(careless(f"<p>\n{text}")) != []  # a block of HTML: Markdown takes it as it is


@pytest.mark.parametrize(("name", "text"), MARKDOWN)
def test_every_vector_of_markdown_would_do_harm(name: str, text: str) -> None:
    assert dangers(careless(text)) != []


@pytest.mark.parametrize(("name", "text"), HTML)
def test_vectors_do_no_harm_within_markdown(name: str, text: str) -> None:
    for around in (
        "> {}",
        "- {}\n  {}",
        "| a |\n|---|\n| {} |",
        "[{}]({})",
        "![{}]({})",
        "**{}**",
        "a\n{}\n===",
        "<p>{}",
    ):
        assert harm(around.replace("{}", text)) == []


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_texts_that_break_careless_software_are_shown(name: str, text: str) -> None:
    assert harm(text) == []
    render(text).encode()


@pytest.mark.parametrize(("name", "person"), PEOPLE)
def test_what_people_call_themselves_does_no_harm(name: str, person: tuple[str, str]) -> None:
    shown = render("Thanks @ada!", mentions=lambda _: person)
    assert dangers(shown) == []
    assert person[0] in text_in(shown) or "@ada" in shown


def test_people_would_do_harm_in_a_careless_link() -> None:
    for _, (label, url) in PEOPLE:
        made = f'<a class="mention" rel="nofollow ugc noopener" href="{url}">{label}</a>'
        assert dangers(made) or "[x](" in label


def test_code_would_do_harm_in_careless_tags() -> None:
    for _, text in CODE[:1]:
        language = text.partition("\n")[0].removeprefix("```")
        assert dangers(f'<pre><code class="language-{language}">x</code></pre>')
    assert dangers(highlight("x", TextLexer(), HtmlFormatter(noclasses=True, cssclass="modal")))


def test_links_and_pictures_keep_only_what_is_harmless() -> None:
    kept = render(
        "<a href='https://a.example' onclick=x() style='color:red' id=i class=mention>a</a>"
        "<a href=mailto:a@b.example>b</a><a href='/t/1'>c</a><a href='javascript:x()'>d</a>"
        "<img src='HTTPS://a.example/p.png' alt=p><img src='http://a.example/p.png' alt=q>",
        markup="html",
    )
    rel = 'rel="nofollow ugc noopener"'
    assert kept == (
        f'<a href="https://a.example" {rel}>a</a><a href="mailto:a@b.example" {rel}>b</a><a href="/t/1" {rel}>c</a>'
        f'<a {rel}>d</a><img src="HTTPS://a.example/p.png" alt="p" referrerpolicy="no-referrer">'
        '<img referrerpolicy="no-referrer" alt="q">'
    )


def shared_vectors(folder: Path) -> dict[str, list[str]]:
    fixtures = {
        name: json.loads((folder / "hostile" / f"{name}.json").read_text()) for name in ("dompurify", "h5sc")
    }
    texts = {name: [entry["payload"] for entry in entries] for name, entries in fixtures.items()}
    return texts | {"blns": json.loads((folder / "hostile" / "blns.json").read_text())}


@pytest.mark.shared
@pytest.mark.parametrize(("name", "count"), [("blns", 515), ("dompurify", 223), ("h5sc", 149)])
def test_published_vectors_do_no_harm(shared_data: Path, name: str, count: int) -> None:
    texts = shared_vectors(shared_data)[name]
    assert len(texts) == count
    assert [(text, found) for text in texts if (found := harm(text))] == []


@pytest.mark.shared
@pytest.mark.parametrize(("name", "least"), [("blns", 100), ("dompurify", 190), ("h5sc", 135)])
def test_published_vectors_would_do_harm(shared_data: Path, name: str, least: int) -> None:
    assert sum(bool(dangers(careless(text))) for text in shared_vectors(shared_data)[name]) >= least
