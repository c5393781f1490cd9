"""Parser rules that enforce the limits. They count steps, not time, so that results do not depend on the machine.

Some regular expressions of the parser take quadratic time in a run of text. Steps inside a pattern cannot be counted,
so the length of such runs is limited.
"""

import re
from unicodedata import category

from linkify_it.main import LinkifyIt, Match  # type: ignore[import-untyped]  # it has no types
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, linkify
from markdown_it.token import Token

from commkit.rendering import limits
from commkit.rendering.context import RenderContext, RenderLimitExceeded

_LONG_WORD = re.compile(rf"\S{{{limits.MAX_WORD + 1}}}")
_WIDE_PUNCTUATION = dict.fromkeys(
    (
        code
        for first, last in (
            (0x2018, 0x201F),
            (0x3001, 0x3003),
            (0x3008, 0x301F),
            (0xFE30, 0xFE6B),
            (0xFF01, 0xFF65),
        )
        for code in range(first, last + 1)
        if category(chr(code)).startswith(("P", "S"))
    ),
    " ",
)
"""Quotation marks, and the punctuation of scripts without spaces: a bare URL ends there, though no space follows."""
_EVERY_BLOCK = ["paragraph", "reference", "blockquote", "list", "table"]


def install(parser: MarkdownIt) -> None:
    """Add the guards to the rules of a parser."""
    parser.linkify = _BareLinks()
    parser.block.ruler.before("table", "commkit_step", _block_step, {"alt": _EVERY_BLOCK})
    parser.inline.ruler.before("text", "commkit_step", _inline_step)
    parser.inline.ruler.at("linkify", _address)
    parser.inline.ruler.before("link", "commkit_link_steps", _link_steps)
    parser.core.ruler.after("inline", "commkit_output_size", _check_output_size)


def _block_step(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    RenderContext.of(state.env).step(len(state.tokens))
    return False


def _inline_step(state: StateInline, silent: bool) -> bool:
    RenderContext.of(state.env).step(len(state.tokens))
    return False


def _link_steps(state: StateInline, silent: bool) -> bool:
    """Count more for a place where a link may begin; a checkbox and a name in brackets are none."""
    if state.src[state.pos] == "[":
        end = state.src.find("]", state.pos, state.pos + limits.MAX_WORD)
        if end < 0 or state.src[end + 1 : end + 2] != "(":
            return False
        RenderContext.of(state.env).step(len(state.tokens), limits.LINK_STEPS)
    return False


def _address(state: StateInline, silent: bool) -> bool:
    """Look for a URL at a colon, unless the text before it, which is searched for the scheme, is too long."""
    return len(state.pending) <= limits.MAX_WORD and linkify(state, silent)


def _check_output_size(state: StateCore) -> None:
    """Check the size of the HTML before it is written: tokens share their URLs, HTML repeats them."""
    size = 0
    pending_tokens = list(state.tokens)
    while pending_tokens:
        token: Token = pending_tokens.pop()
        size += len(token.content) + sum(len(str(value)) for value in token.attrs.values())
        if token.type in ("inline", "image"):
            pending_tokens.extend(token.children or ())
    if size > limits.MAX_OUTPUT:
        raise RenderLimitExceeded


class _BareLinks(LinkifyIt):  # type: ignore[misc]  # linkify-it-py is not typed
    """Finds bare URLs as GitHub does: with a scheme or `www.`; not `setup.py`, which could be a domain."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": True, "fuzzy_ip": False})
        self.add("ftp:", None).add("//", None)
        self.add("www.", {"validate": self._after_www, "normalize": self._with_scheme})
        self._host = re.compile(self.re["src_host_port_strict"] + self.re["src_path"], re.IGNORECASE)

    def _after_www(self, text: str, pos: int) -> int:
        found = self._host.match(text, pos)
        return len(found[0]) if found else 0

    def _with_scheme(self, match: Match) -> None:
        match.url = f"http://{match.url}"

    def test(self, text: str) -> bool:
        return not _LONG_WORD.search(text) and bool(super().test(text.translate(_WIDE_PUNCTUATION)))

    def match(self, text: str) -> list[Match] | None:
        if _LONG_WORD.search(text):
            return None
        found: list[Match] | None = super().match(text.translate(_WIDE_PUNCTUATION))
        return found

    def match_at_start(self, text: str) -> Match | None:
        return super().match_at_start(text[: limits.MAX_WORD].translate(_WIDE_PUNCTUATION))
