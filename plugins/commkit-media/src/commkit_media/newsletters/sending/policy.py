"""What a mail of an issue says, and the delays between attempts to send one; no database."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from html import escape

from attrs import frozen

from commkit import PluginError
from commkit.communities import Site
from commkit.posts import Post
from commkit.rendering import absolute_link, excerpt, page_excerpt, render, to_text
from commkit_media.newsletters.issues.records import IssuePost
from commkit_media.newsletters.records import NewsletterId

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1_440))
"""The delays after each attempt that failed temporarily."""
_PICTURE = re.compile(r'<img\b(?:"[^"]*"|[^">])*>')
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')
_LONG = 280
"""Characters of a post in a mail."""


@frozen
class Letter:
    """What an issue says to those who may read the same of it.

    Attributes:
        text: As plain text, without the link that unsubscribes.
        html: As sanitised HTML, without that; empty where the rendering extra is not installed.
    """

    text: str
    html: str


def make_letter(
    title: str, introduction: str, posts: Sequence[IssuePost], *, site: Site, slug: str
) -> Letter | None:
    """The letter of an issue; None where it would say nothing.

    Args:
        title: The title of the newsletter.
        introduction: What the editors write, as Markdown.
        posts: What the reader may read.
        site: The addresses of the host's pages.
        slug: The community's slug.
    """
    if not posts and not introduction.strip():
        return None
    linked = [(post, site.object_link(slug, Post.__name__, post.id), _excerpt(post)) for post in posts]
    resolve = partial(absolute_link, base_url=site.base_url, page_url="")
    try:
        top_text = to_text(introduction, resolve_link=resolve).strip() if introduction else ""
        top_html = without_pictures(render(introduction, resolve_link=resolve)) if introduction else ""
    except PluginError:
        return Letter(_text(title, introduction.strip(), linked), "")
    parts = [f"<h1>{escape(title)}</h1>", top_html, *(_html_of(*each) for each in linked)]
    return Letter(_text(title, top_text, linked), "\n".join(part for part in parts if part))


def without_pictures(html: str) -> str:
    """Sanitised HTML with the alternative text in place of each picture: who serves one learns who opened the mail.

    Args:
        html: What `render` gives.
    """
    return _PICTURE.sub(lambda found: "".join(_ALTERNATIVE.findall(found[0])), html)


def list_of(newsletter: NewsletterId) -> str:
    """What the `List-Id` of its mails begins with; of the id, so that filters of readers outlast a new title."""
    return f"{newsletter.hex}.newsletters"


def with_footer(letter: Letter, community: str, unsubscribe: str) -> tuple[str, str]:
    """The text and the HTML of a mail, with the link by which its reader unsubscribes."""
    text = f"{letter.text}\n\n-- \nYou get this newsletter of {community}. Unsubscribe: {unsubscribe}\n"
    html = (
        f"{letter.html}\n<p><small>You get this newsletter of {escape(community)}.\n"
        f'<a href="{escape(unsubscribe)}">Unsubscribe</a></small></p>'
        if letter.html
        else ""
    )
    return text, html


def _excerpt(post: IssuePost) -> str:
    try:
        return excerpt(post.body, _LONG, markup=post.markup)
    except PluginError:
        return page_excerpt(post.body, markup=post.markup, rendered=False)


def _headline(post: IssuePost) -> str:
    title = post.title or "Untitled"
    return title if post.opens else f"{post.author_name} on “{title}”"


def _text(title: str, top: str, posts: Sequence[tuple[IssuePost, str, str]]) -> str:
    blocks = (
        "\n".join(line for line in (f"* {_headline(post)}", said, link) if line) for post, link, said in posts
    )
    return "\n\n".join(part for part in (title, top, *blocks) if part)


def _html_of(post: IssuePost, link: str, said: str) -> str:
    headline = escape(_headline(post))
    linked = f'<a href="{escape(link)}">{headline}</a>' if link else headline
    return f"<h2>{linked}</h2>\n<p>{escape(said)}</p>"
