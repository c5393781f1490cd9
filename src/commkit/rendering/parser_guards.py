"""Parser rules that enforce the limits. They count steps, not time, so that results do not depend on the machine.

Some regular expressions of the parser take quadratic time in a run of text. Steps inside a pattern cannot be counted,
so the length of such runs is limited.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, linkify
from markdown_it.token import Token

from commkit.rendering import limits
from commkit.rendering.bare_links import BareLinks
from commkit.rendering.context import RenderContext, RenderLimitExceeded

_EVERY_BLOCK = ["paragraph", "reference", "blockquote", "list", "table"]


def install(parser: MarkdownIt) -> None:
    """Add the guards to the rules of a parser."""
    parser.linkify = BareLinks()
    parser.block.ruler.before("table", "commkit_step", _block_step, {"alt": _EVERY_BLOCK})
    parser.inline.ruler.before("text", "commkit_step", _inline_step)
    parser.inline.ruler.at("linkify", _address)
    parser.core.ruler.after("inline", "commkit_output_size", _check_output_size)


def _block_step(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    RenderContext.of(state.env).step(len(state.tokens))
    return False


def _inline_step(state: StateInline, silent: bool) -> bool:
    RenderContext.of(state.env).step(len(state.tokens))
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
