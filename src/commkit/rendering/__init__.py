"""Rendering: from the texts of members to safe HTML and to plain text. Needs the extra `commkit[rendering]`.

A text is stored as its source and rendered when it is shown; rendering is deterministic and needs no database.
[`render`][commkit.rendering.render] never fails because of a text: one that cannot be formatted, or exceeds a limit, is
shown as plain text.
"""

from commkit.rendering.context import MentionResolver
from commkit.rendering.excerpts import EXCERPT_LENGTH, page_excerpt
from commkit.rendering.limits import MAX_MENTIONS
from commkit.rendering.links import LinkResolver, absolute_link, is_mail_link, link_host
from commkit.rendering.renderer import (
    ShownText,
    excerpt,
    extract_mentions,
    has_relative_links,
    read_shown,
    render,
    to_text,
)
from commkit.rendering.safe_html import RenderedHtml

__all__ = [
    "EXCERPT_LENGTH",
    "MAX_MENTIONS",
    "LinkResolver",
    "MentionResolver",
    "RenderedHtml",
    "ShownText",
    "absolute_link",
    "excerpt",
    "extract_mentions",
    "has_relative_links",
    "is_mail_link",
    "link_host",
    "page_excerpt",
    "read_shown",
    "render",
    "to_text",
]
