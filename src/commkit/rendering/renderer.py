"""The entry points of rendering; no text makes them fail."""

import logging

from commkit.rendering.context import MentionResolver, RenderContext, RenderLimitExceeded
from commkit.rendering.html_text import html_to_text
from commkit.rendering.safe_html import CONTROLS, RenderedHtml, render_plain
from commkit.runtime.model.errors import PluginError
from commkit.runtime.values.texts import shorten

_log = logging.getLogger("commkit")


def render(source: str, *, markup: str = "markdown", mentions: MentionResolver | None = None) -> RenderedHtml:
    """The HTML of a text. It never fails because of the text: one that cannot be formatted is shown as plain text.

    Args:
        source: The text.
        markup: Its markup: `markdown` or `html`, as in `Post.markup`. Anything else is shown as plain text.
        mentions: Resolves mentioned names. Markdown only; without it `@name` stays text.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    return _render(source, markup, mentions=mentions)


def to_text(source: str, *, markup: str = "markdown") -> str:
    """The plain text of a text, for mails and search. It is not HTML: escape it in a page.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    return html_to_text(_render(source, markup, highlight=False))


def excerpt(source: str, limit: int, *, markup: str = "markdown") -> str:
    """The beginning of the plain text (see [`to_text`][commkit.rendering.to_text]) on one line, cut between words.

    Args:
        source: The text.
        limit: Characters at most, with the ellipsis.
        markup: Its markup.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    return shorten(to_text(source, markup=markup), limit)


def extract_mentions(source: str, *, markup: str = "markdown") -> tuple[str, ...]:
    """The names that a text mentions, in order and once each; for looking them up together before rendering.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    names: dict[str, None] = {}
    _render(source, markup, mentions=names.setdefault, highlight=False)
    return tuple(names)


def _render(
    source: str, markup: str, *, mentions: MentionResolver | None = None, highlight: bool = True
) -> RenderedHtml:
    try:
        from commkit.rendering import markdown, sanitizer  # noqa: PLC0415  # they load the packages of the extra
    except ModuleNotFoundError as error:
        raise PluginError(
            "rendering.not_installed",
            "rendering needs more packages; run: pip install 'commkit[rendering]'",
            missing=error.name,
        ) from error
    text = _normalize(source)
    try:
        if markup == "markdown":
            html = markdown.to_html(text, RenderContext(mentions=mentions, highlight=highlight))
            return RenderedHtml(sanitizer.clean_markdown_html(html))
        if markup == "html":
            return RenderedHtml(sanitizer.clean_untrusted_html(text))
    except (RenderLimitExceeded, RecursionError):
        pass  # a text that exceeds a limit is shown as plain text
    except Exception:
        _log.exception("a text could not be formatted, and is shown as plain text")
    return render_plain(text)


def _normalize(source: str) -> str:
    """The text as the validation of commands cleans it, without surrogates."""
    text = source.encode("utf-8", "replace").decode() if not source.isascii() else source
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
