"""What mkdocs asks while it builds: every page as Markdown beside its HTML, and `llms.txt`, which lists them.

The form of `llms.txt` is that of llmstxt.org. A page's Markdown is made from what it shows, so tables and the reference
that come from the code are in it.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from markdownify import ATX, MarkdownConverter

_ABOUT = """\
# commkit

> commkit is a Python library that puts communities inside an application: in its process, on its database, with its
> users.

Begin with "Embed commkit, from nothing to a passing test". Look names up in the reference instead of guessing them: a
message or a field that is not there does not exist.
"""
_LOCAL_PAGE = re.compile(r"^(?![a-z]+:)([^#]+)\.html(#.*)?$")
_OF_THE_PAGE_ONLY = ("a.headerlink", "style", "script", "button")
_titles: dict[str, str] = {}
"""The titles of the pages of one build, by their addresses."""


def on_pre_build(**_: Any) -> None:
    """Begin a build."""
    _titles.clear()


def on_page_content(html: str, *, page: Any, config: Any, **_: Any) -> None:
    """Write the page as Markdown."""
    target = Path(config.site_dir) / page.file.src_uri
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_markdown(html))
    _titles[page.file.src_uri] = page.title


def on_post_build(*, config: Any, **_: Any) -> None:
    """Write `llms.txt`, in the order of the navigation."""
    lines = [_ABOUT]
    for entry in config.nav:
        pages, heading = ([entry], "Start") if isinstance(entry, str) else _section(entry)
        lines.append(f"\n## {heading}\n")
        lines += [f"- [{_titles[page]}]({urljoin(config.site_url, page)})" for page in pages]
    (Path(config.site_dir) / "llms.txt").write_text("\n".join(lines) + "\n")


def _section(entry: dict[str, list[str]]) -> tuple[list[str], str]:
    ((heading, pages),) = entry.items()
    return pages, heading


def as_markdown(html: str) -> str:
    """What a page shows, as Markdown; links to other pages lead to their Markdown."""
    soup = BeautifulSoup(html, "html.parser")
    for selector in _OF_THE_PAGE_ONLY:
        for element in soup.select(selector):
            element.decompose()
    for link in soup.select("a[href]"):
        link["href"] = _LOCAL_PAGE.sub(r"\1.md\2", str(link["href"]))
    made: str = MarkdownConverter(
        heading_style=ATX, bullets="-", code_language_callback=_language
    ).convert_soup(soup)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def _language(element: Any) -> str:
    """The language of a block of code, which the page keeps at what is around it."""
    around = " ".join(" ".join(parent.get("class", ())) for parent in (element, *list(element.parents)[:2]))
    found = re.search(r"language-(\w+)", around)
    return found[1] if found else ""
