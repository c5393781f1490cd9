"""Where a text mentions somebody: a name becomes a link, by the resolver of the host.

The walk that finds what is linked also tells who is mentioned, so that both agree on any text. Code, quotations and the
texts of links mention nobody.
"""

import re
from html import escape, unescape

from attrs import frozen
from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from commkit.rendering.context import RenderContext
from commkit.rendering.names import find_names

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>""")
"""A tag of sanitized HTML, whose attributes are always in quotation marks."""
_MENTION_NOBODY = frozenset({"a", "blockquote", "code", "pre"})


@frozen
class MentionLink:
    """A name in a text that is shown as a link.

    Attributes:
        label: What the link shows.
        url: Where it goes.
    """

    label: str
    url: str


def split_at_mentions(text: str, context: RenderContext) -> list[str | MentionLink]:
    """A plain text in pieces: the names that the host knows as links, and what is between them."""
    pieces: list[str | MentionLink] = []
    done = 0
    for found in find_names(text):
        person = context.resolve(found.name)
        url = normalizeLink(person[1]) if person is not None else ""
        if person is not None and validateLink(url) and context.take_link():
            pieces += [text[done : found.start], MentionLink(person[0], url)]
            done = found.end
    return [*pieces, text[done:]]


def link_in_tokens(state: StateCore) -> None:
    """The parser rule: link the names in a Markdown text."""
    context = RenderContext.of(state.env)
    quotations = 0
    for token in state.tokens:
        quotations += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline" and not quotations and token.children and "@" in token.content:
            token.children = _link_in_line(token.children, context)


def link_in_html(html: str, context: RenderContext) -> str:
    """Sanitized HTML with its names linked; to be sanitized again, as the host wrote the links."""
    parts: list[str] = []
    depth = done = 0
    for tag in _TAG.finditer(html):
        text = html[done : tag.start()]
        parts += [text if depth else _text_to_html(text, context), tag[0]]
        if tag[2] in _MENTION_NOBODY:
            depth += -1 if tag[1] else 1
        done = tag.end()
    return "".join([*parts, _text_to_html(html[done:], context)])


def _text_to_html(text: str, context: RenderContext) -> str:
    if "@" not in text:
        return text
    return plain_to_html(unescape(text), context)


def plain_to_html(text: str, context: RenderContext) -> str:
    """A plain text as HTML within one line, with its names linked; to be sanitized, as the host wrote the links."""
    return "".join(
        escape(piece, quote=False)
        if isinstance(piece, str)
        else f'<a class="mention" href="{escape(piece.url)}">{escape(piece.label, quote=False)}</a>'
        for piece in split_at_mentions(text, context)
    )


def _link_in_line(tokens: list[Token], context: RenderContext) -> list[Token]:
    linked: list[Token] = []
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not links and "@" in token.content:
            for piece in split_at_mentions(token.content, context):
                linked += _piece_tokens(piece, token.level)
        else:
            linked.append(token)
    return linked


def _piece_tokens(piece: str | MentionLink, level: int) -> list[Token]:
    if isinstance(piece, str):
        return [Token("text", "", 0, content=piece, level=level)] if piece else []
    return [
        Token("link_open", "a", 1, attrs={"href": piece.url, "class": "mention"}, level=level),
        Token("text", "", 0, content=piece.label, level=level + 1),
        Token("link_close", "a", -1, level=level),
    ]
