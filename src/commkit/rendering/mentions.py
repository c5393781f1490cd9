"""Where a text mentions somebody: a name becomes a link, by the resolver of the host.

The walk that finds what is linked also tells who is mentioned, so that both agree on any text. Code, quotations and the
texts of links mention nobody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape

from attrs import frozen
from markdown_it.common.normalize_url import normalizeLink, validateLink
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from commkit.rendering.context import RenderContext
from commkit.rendering.names import NameInText, find_names

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>""")
"""A tag of sanitized HTML, whose attributes are always in quotation marks."""
_MENTION_NOBODY = frozenset({"a", "blockquote", "code", "pre"})
_WITHIN_LINES = frozenset({"a", "b", "del", "em", "i", "s", "strike", "strong", "sub", "sup", "span"})
"""Tags through which words go on; code stands apart, as blocks do."""
_BREAK = "\n"
_SHOWN: dict[str, str] = {
    **dict.fromkeys(("em_open", "em_close", "strong_open", "strong_close", "s_open", "s_close"), ""),
    **dict.fromkeys(("link_open", "link_close"), ""),
    **dict.fromkeys(("softbreak", "hardbreak", "image", "code_inline"), _BREAK),
}
"""What tokens within a line show, where it is not their content: nothing, or something that is no text."""
_TEXTS = frozenset({"text", "text_special"})


@frozen
class MentionLink:
    """A name in a text that is shown as a link.

    Attributes:
        label: What the link shows.
        url: Where it goes.
    """

    label: str
    url: str


@frozen
class Run:
    """A part of a line.

    Attributes:
        text: Its plain text.
        mentions: Whether its names are mentions; else it is only what stands beside them, such as code.
        escaped: Where an `@` was written so that it mentions nobody.
    """

    text: str
    mentions: bool = True
    escaped: frozenset[int] = frozenset()

    def may_mention(self, place: int) -> bool:
        """Whether a name that begins at a place is a mention."""
        return self.mentions and place not in self.escaped


def split_at_mentions(text: str, context: RenderContext) -> list[str | MentionLink]:
    """A plain text in pieces: the names that the host knows as links, and what is between them."""
    (pieces,) = link_runs([Run(text)], context)
    return pieces


def link_runs(runs: Sequence[Run], context: RenderContext) -> Iterator[list[str | MentionLink]]:
    """The runs of a line in pieces. A name begins and ends where a reader sees it do so, across the runs.

    So `@ada<b>@social.example</b>` is the address that it shows as, and nobody is mentioned by it.
    """
    names = find_names("".join(run.text for run in runs))
    found = next(names, None)
    start = 0
    for run in runs:
        pieces: list[str | MentionLink] = []
        done, end = start, start + len(run.text)
        while found is not None and found.start < end:
            link = (
                _link(found, context) if found.end <= end and run.may_mention(found.start - start) else None
            )
            if link is not None:
                pieces += [run.text[done - start : found.start - start], link]
                done = found.end
            found = next(names, None)
        start = end
        yield [*pieces, run.text[len(run.text) - (end - done) :]]


def _link(found: NameInText, context: RenderContext) -> MentionLink | None:
    person = context.resolve(found.name) if context.take_link() else None
    url = normalizeLink(person[1]) if person is not None else ""
    return MentionLink(person[0], url) if person is not None and validateLink(url) else None


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
    if "@" not in unescape(html):
        return html
    parts = list(_parts_of(html))
    linked = link_runs([run for _, run in parts], context)
    return "".join(
        source if pieces == [run.text] else _pieces_to_html(pieces)
        for (source, run), pieces in zip(parts, linked, strict=True)
    )


def _parts_of(html: str) -> Iterator[tuple[str, Run]]:
    """The tags and texts of sanitized HTML, each with what it shows."""
    depth = done = 0
    for tag in _TAG.finditer(html):
        text = html[done : tag.start()]
        yield text, Run(unescape(text), mentions=not depth)
        yield tag[0], Run("" if tag[2] in _WITHIN_LINES else _BREAK, mentions=False)
        if tag[2] in _MENTION_NOBODY:
            depth += -1 if tag[1] else 1
        done = tag.end()
    yield html[done:], Run(unescape(html[done:]), mentions=not depth)


def plain_to_html(text: str, context: RenderContext) -> str:
    """A plain text as HTML within one line, with its names linked; to be sanitized, as the host wrote the links."""
    return _pieces_to_html(split_at_mentions(text, context))


def _pieces_to_html(pieces: Iterable[str | MentionLink]) -> str:
    return "".join(
        escape(piece, quote=False)
        if isinstance(piece, str)
        else f'<a class="mention" href="{escape(piece.url)}">{escape(piece.label, quote=False)}</a>'
        for piece in pieces
    )


def _link_in_line(tokens: list[Token], context: RenderContext) -> list[Token]:
    joined = list(_joined(tokens))
    linked: list[Token] = []
    for (token, _), pieces in zip(joined, link_runs([run for _, run in joined], context), strict=True):
        if len(pieces) == 1:
            linked.append(token)
        for piece in pieces if len(pieces) > 1 else ():
            linked += _piece_tokens(piece, token.level)
    return linked


def _joined(tokens: Iterable[Token]) -> Iterator[tuple[Token, Run]]:
    """The tokens of a line, each with what it shows; texts that escapes and entities have cut apart are one."""
    links = 0
    texts: list[Token] = []
    for token in tokens:
        if token.type in _TEXTS:
            texts.append(token)
            continue
        if texts:
            yield _as_text(texts, links)
            texts = []
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        yield token, Run(_SHOWN.get(token.type, token.content or _BREAK), mentions=False)
    if texts:
        yield _as_text(texts, links)


def _as_text(texts: Sequence[Token], links: int) -> tuple[Token, Run]:
    escaped: set[int] = set()
    length = 0
    for token in texts:
        if token.type == "text_special":
            escaped.update(range(length, length + len(token.content)))
        length += len(token.content)
    content = "".join(token.content for token in texts)
    token = texts[0] if len(texts) == 1 else Token("text", "", 0, content=content, level=texts[0].level)
    return token, Run(content, mentions=not links, escaped=frozenset(escaped))


def _piece_tokens(piece: str | MentionLink, level: int) -> list[Token]:
    if isinstance(piece, str):
        return [Token("text", "", 0, content=piece, level=level)] if piece else []
    return [
        Token("link_open", "a", 1, attrs={"href": piece.url, "class": "mention"}, level=level),
        Token("text", "", 0, content=piece.label, level=level + 1),
        Token("link_close", "a", -1, level=level),
    ]
