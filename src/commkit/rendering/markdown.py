"""GitHub-flavoured Markdown: tables, strikethrough, bare URLs, task lists, footnotes; mentions; highlighted code."""

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from commkit.rendering import footnotes, limits, parser_guards
from commkit.rendering.context import RenderContext, RenderLimitExceeded
from commkit.rendering.highlighting import render_code_block
from commkit.rendering.links import with_ascii_host
from commkit.rendering.mentions import link_in_tokens

_TASK = re.compile(r"\[([ xX])\]\s+")


def to_html(text: str, context: RenderContext) -> str:
    """The HTML of a text, before it is sanitized.

    Raises:
        RenderLimitExceeded: The text exceeds a limit.
    """
    if len(text) > limits.MAX_SOURCE:
        raise RenderLimitExceeded
    return str(parser().render(text, context.env))


class _Parser(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802  # the name is the parser's
        """An address as it is written into HTML; its host is the one that rules read. The parser maps no names."""
        return super().normalizeLink(with_ascii_host(url))

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # the name is the parser's
        """The text of a bare URL, as written. Decoded, `xn--80ak6aa92e.com` would show as another host's look-alike."""
        return link


@cache
def parser() -> MarkdownIt:
    """The one parser. It keeps no state of a text, so that threads can share it."""
    markdown = _Parser("js-default", {"html": False, "linkify": True, "maxNesting": 20, "typographer": False})
    footnotes.install(markdown)
    parser_guards.install(markdown)
    markdown.core.ruler.after("inline", "commkit_tasks", _mark_tasks)
    markdown.core.ruler.after("inline", "commkit_columns", _align_columns)
    markdown.core.ruler.after("linkify", "commkit_mentions", link_in_tokens)
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("commkit_task", _checkbox)
    markdown.render(
        "a", RenderContext().env
    )  # it compiles its rules at the first use, which must be over before threads share it
    return markdown


def _mark_tasks(state: StateCore) -> None:
    """Make checkboxes of `[ ]` and `[x]` at the start of items. The parser's plugin for it takes quadratic time."""
    for item, paragraph, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (item.type, paragraph.type, inline.type) != ("list_item_open", "paragraph_open", "inline"):
            continue
        first = inline.children[0] if inline.children else None
        task = _TASK.match(first.content) if first and first.type == "text" else None
        if first and inline.children and task:
            first.content = first.content[task.end() :]
            inline.children.insert(0, Token("commkit_task", "input", 0, meta={"done": task[1] != " "}))
            item.attrSet("class", "task-list-item")


def _align_columns(state: StateCore) -> None:
    """Replace the style of aligned cells by an attribute, as the sanitizer removes styles."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            style = str(token.attrs.pop("style"))
            token.attrs["align"] = style.removeprefix("text-align:")


def _checkbox(
    _: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return f'<input type="checkbox" disabled{" checked" if tokens[index].meta["done"] else ""}> '


def _fence(
    _: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    return render_code_block(
        token.content, language=token.info.partition(" ")[0].strip(), context=RenderContext.of(env)
    )
