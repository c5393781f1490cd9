"""Footnotes as GitHub has them: `[^1]` in the text, `[^1]: what it says` anywhere; of those the text names only."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from commkit.rendering.limits import MAX_FOOTNOTE_LABEL


def install(parser: MarkdownIt) -> None:
    """Add the rules of footnotes to a parser."""
    footnote_plugin(parser, inline=False)
    parser.inline.ruler.at("footnote_ref", _reference)


def _reference(state: StateInline, silent: bool) -> bool:
    """Look for a reference, unless no label ends near: each `[^` would be read to the end of the text."""
    if not state.src.startswith("[^", state.pos):
        return False
    ends = state.src.find("]", state.pos, state.pos + MAX_FOOTNOTE_LABEL + 3)
    return ends > 0 and footnote_ref(state, silent)
