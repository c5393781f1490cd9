"""From source to what is shown: total, so that no text can break a page."""

import logging

from commkit.rendering.context import MentionResolver, RenderContext, RenderLimitExceeded
from commkit.rendering.html_text import html_to_text
from commkit.rendering.safe_html import CONTROLS, RenderedHtml, render_plain
from commkit.runtime.model.errors import PluginError

_log = logging.getLogger("commkit")


def render(source: str, *, markup: str = "markdown", mentions: MentionResolver | None = None) -> RenderedHtml:
    """Make HTML of a text. It never fails because of the text: what cannot be formatted is shown as it was written.

    Args:
        source: What was written.
        markup: What it is written in: `markdown` or `html`, as a post tells. Anything else is shown as it is.
        mentions: Tells whom a name stands for. Markdown only; without it `@name` stays text.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    return _render(source, markup, mentions=mentions)


def to_text(source: str, *, markup: str = "markdown") -> str:
    """The words of a text without its formatting, for mails and search. It is text, not HTML: escape it in a page.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    return html_to_text(_render(source, markup, highlight=False))


def excerpt(source: str, limit: int, *, markup: str = "markdown") -> str:
    """The beginning of a text on one line, as [`to_text`][commkit.rendering.to_text] has it, cut between words.

    Args:
        source: What was written.
        limit: Characters at most, an ellipsis included.
        markup: What it is written in.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    text = " ".join(to_text(source, markup=markup).split())
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    cut = text[: limit - 1]
    if text[limit - 1] != " ":  # it ends within a word
        cut = cut.rpartition(" ")[0] or cut
    return f"{cut.rstrip()}\u2026"


def extract_mentions(source: str, *, markup: str = "markdown") -> tuple[str, ...]:
    """The names a text mentions, in order and once each: look them up together, then render with what was found.

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
        # These bring the packages of the extra along; nobody pays for them before there is something to render.
        from commkit.rendering import markdown, sanitizer  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise PluginError(
            "rendering.not_installed",
            "rendering needs more packages; run: pip install 'commkit[rendering]'",
            missing=error.name,
        ) from error
    text = _normalize(source)
    try:
        if markup == "markdown":
            made = markdown.to_html(text, RenderContext(mentions=mentions, highlight=highlight))
            return RenderedHtml(sanitizer.clean_markdown_html(made))
        if markup == "html":
            return RenderedHtml(sanitizer.clean_untrusted_html(text))
    except (RenderLimitExceeded, RecursionError):
        pass  # somebody tries how much we bear, or pasted a log
    except Exception:
        _log.exception("a text could not be formatted, and is shown as it was written")
    return render_plain(text)


def _normalize(source: str) -> str:
    """The text as the border of a session would let it in; what can be sent nowhere is replaced."""
    text = source.encode("utf-8", "replace").decode() if not source.isascii() else source
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
