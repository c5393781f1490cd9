"""The HTML of posts and of plain texts; all of it passed the sanitizer."""

from collections.abc import Callable, Iterable
from functools import partial
from html import escape

from commkit.feeds import EntryNotice
from commkit.posts import Post, PostId
from commkit.rendering import absolute_link, page_excerpt, render

MOST_CONTENT = 20_000
"""Characters of the source of a text that is sent whole, as in feeds; of a longer one there is the beginning."""
MOST_NOTICES = 10
"""What was said of a post later, at most: the newest."""


def html_of(
    post: Post,
    notices: Iterable[EntryNotice],
    *,
    site: str,
    url: str,
    page_of: Callable[[PostId], str],
) -> str:
    """The content of a post: what was said of it later, then its text, with absolute links.

    Args:
        post: The post.
        notices: What was said of it later.
        site: What relative links start from.
        url: The page of the post; empty where it has none.
        page_of: Gives the page of another post; empty where it has none.
    """
    said = "".join(_paragraph(notice, page_of) for notice in notices)
    if len(post.body) > MOST_CONTENT:
        return said + plain_html(page_excerpt(post.body, markup=post.markup, rendered=True))
    resolve = partial(absolute_link, base_url=site, page_url=url)
    return said + render(post.body, markup=post.markup, resolve_link=resolve)


def plain_html(text: str) -> str:
    """A plain text as HTML."""
    return render(text, markup="text") if text else ""


def _paragraph(notice: EntryNotice, page_of: Callable[[PostId], str]) -> str:
    said = f"{notice.kind.replace('_', ' ').capitalize()} ({notice.at:%Y-%m-%d}): {notice.text}"
    page = escape(page_of(notice.instead)) if notice.instead is not None else ""
    instead = f' <a href="{page}">{page}</a>' if page else ""
    return render(f"<p><strong>{escape(said)}</strong>{instead}</p>\n", markup="html")
