"""How `@name` becomes a link, by the resolver of the host."""

import logging
import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from commkit.rendering.context import RenderContext

_log = logging.getLogger("commkit")
_MENTION = re.compile(r"(?<![\w@/.&+-])@(\w(?:[\w.-]{0,62}\w)?)(?![\w@])")


def link_mentions(state: StateCore) -> None:
    """The parser rule: link the names in text outside code and links."""
    context = RenderContext.of(state.env)
    if context.mentions is None:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children and "@" in token.content:
            token.children = _link_in_tokens(state, token.children, context)


def _link_in_tokens(state: StateCore, tokens: list[Token], context: RenderContext) -> list[Token]:
    found: list[Token] = []
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not links and "@" in token.content:
            found.extend(_split(state, token, context))
        else:
            found.append(token)
    return found


def _split(state: StateCore, token: Token, context: RenderContext) -> list[Token]:
    """A token of text, split at its mentions."""
    parts: list[Token] = []
    done = 0
    for match in _MENTION.finditer(token.content):
        person = _resolve(context, match[1])
        href = state.md.normalizeLink(person[1]) if person else ""
        if person and state.md.validateLink(href):
            parts += [
                _text(token.content[done : match.start()], token.level),
                *_link(person[0], href, token.level),
            ]
            done = match.end()
    return [*parts, _text(token.content[done:], token.level)] if parts else [token]


def _resolve(context: RenderContext, name: str) -> tuple[str, str] | None:
    """The host's answer about a name. After an exception the host is not asked again, and names stay text."""
    if context.mentions is None or context.links < 1:
        return None
    try:
        person = context.mentions(name)
        if person is None:
            return None
        label, url = person
        known = (str(label), str(url))
    except Exception:
        _log.exception("mentions could not be resolved, and stay text")
        context.mentions = None
        return None
    context.links -= 1
    return known


def _link(label: str, href: str, level: int) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": href, "class": "mention"}, level=level)
    return [opening, _text(label, level + 1), Token("link_close", "a", -1, level=level)]


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)
