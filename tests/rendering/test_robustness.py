"""Rendering without its packages, with parts that fail, in templates and in many threads."""

import logging
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from commkit.rendering import RenderedHtml, formats, markdown, render
from tests.rendering.vectors import CODE, HTML, MARKDOWN

LIBRARIES = ("linkify_it", "markdown_it", "nh3", "pygments")


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_packages_are_loaded_when_something_is_rendered() -> None:
    loaded = f"sorted({{name.partition('.')[0] for name in sys.modules}} & set({LIBRARIES}))"
    code = f"import sys, commkit, commkit.rendering; print({loaded}); commkit.rendering.render('a'); print({loaded})"
    assert python(code).splitlines() == ["[]", str(list(LIBRARIES))]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_missing_package_is_reported(library: str) -> None:
    output = python(
        f"import sys; sys.modules[{library!r}] = None\n"
        "from commkit import PluginError\nfrom commkit.rendering import *\n"
        "for call in (render, to_text, lambda text: excerpt(text, 5)):\n"
        "    try: call('a')\n    except PluginError as error: print(error.code, error.missing, error)"
    ).splitlines()
    assert len(output) == 3
    assert all(line.startswith(f"rendering.not_installed {library}") for line in output)
    assert all("pip install 'commkit[rendering]'" in line for line in output)


def test_a_part_that_fails_costs_the_formatting_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(html: str) -> str:
        raise RuntimeError(html)

    monkeypatch.setattr(formats, "clean_rendered_html", broken)
    with caplog.at_level(logging.ERROR, "commkit"):
        assert render("**a** <b>\n") == "<p>**a** &lt;b&gt;<br>\n</p>\n"
    assert len(caplog.records) == 1


def test_control_characters_and_line_ends_are_those_of_the_border() -> None:
    assert render("a\r\nb\rc\0\x1b\x7f\x85") == "<p>a\nb\nc</p>\n"
    assert render("\ud83d", markup="another") == "<p>?</p>\n"
    assert render("a\n\"b\" <c> & 'd'", markup="plain") == "<p>a<br>\n\"b\" &lt;c&gt; &amp; 'd'</p>\n"


def test_templates_take_it_as_it_is_and_escape_what_is_made_of_it() -> None:
    shown = render("*a*")
    assert shown.__html__() == shown == "<p><em>a</em></p>\n"
    assert type(shown.__html__()) is str
    assert isinstance(shown, str)
    for other in (shown + "<b>", shown[:3], f"{shown}", shown.upper()):
        assert not hasattr(other, "__html__")
    again = pickle.loads(pickle.dumps(shown))
    assert (type(again), again) == (RenderedHtml, shown)


def test_jinja_takes_it_as_it_is() -> None:
    jinja2 = pytest.importorskip("jinja2", reason="Jinja2 comes with the packages for the documentation")
    template = jinja2.Environment(autoescape=True).from_string("{{ shown }}{{ shown ~ '<b>' }}{{ plain }}")
    output = template.render(shown=render("*a*"), plain=str(render("*b*")))
    assert (
        output == "<p><em>a</em></p>\n<p><em>a</em></p>\n&lt;b&gt;&lt;p&gt;&lt;em&gt;b&lt;/em&gt;&lt;/p&gt;\n"
    )


def test_threads_share_the_parser() -> None:
    texts = [text for _, text in (*HTML, *MARKDOWN, *CODE)]
    people = {f"u{n}": (f"Name {n}", f"/u/{n}") for n in range(len(texts))}
    texts = [f"{text}\n\n@u{n} `x` **y**\n\n```py\nx = {n}\n```\n" for n, text in enumerate(texts)]
    alone = [render(text, mentions=people.get) for text in texts]
    markdown.parser.cache_clear()  # they also make it together
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: render(text, mentions=people.get), texts)) == alone
    assert len(set(alone)) == len(texts)
