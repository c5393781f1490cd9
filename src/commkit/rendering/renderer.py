"""The entry points of rendering; no text makes them fail."""

import logging
from functools import lru_cache

from attrs import frozen

from commkit.rendering.context import MentionResolver, RenderContext, RenderLimitExceeded, well_formed
from commkit.rendering.html_text import html_to_text
from commkit.rendering.limits import MAX_MENTIONS
from commkit.rendering.links import LinkResolver, absolute_link, find_links
from commkit.rendering.names import find_names
from commkit.rendering.safe_html import CONTROLS, RenderedHtml
from commkit.runtime.model.errors import PluginError
from commkit.runtime.values.texts import shorten

_log = logging.getLogger("commkit")


def render(
    source: str,
    *,
    markup: str = "markdown",
    mentions: MentionResolver | None = None,
    max_mentions: int = MAX_MENTIONS,
    resolve_link: LinkResolver | None = None,
) -> RenderedHtml:
    """The HTML of a text. It never fails because of the text: one that cannot be formatted is shown as plain text.

    Args:
        source: The text.
        markup: Its markup: `markdown` or `html`, as in `Post.markup`. Anything else is shown as plain text.
        mentions: Resolves mentioned names; without it `@name` stays text.
        max_mentions: Names that may be resolved; give what the community's `PostSettings` allow.
        resolve_link: Makes the addresses of links and pictures absolute, for what is read away from your site, such as
            [`absolute_link`][commkit.rendering.absolute_link]. What it has no address for is shown as text.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    context = RenderContext(mentions=mentions, max_mentions=max_mentions, resolve_link=resolve_link)
    return _render(source, markup, context)[0]


def to_text(source: str, *, markup: str = "markdown", resolve_link: LinkResolver | None = None) -> str:
    """The plain text of a text, for mails. It is not HTML: escape it in a page. Links tell where they go.

    Args:
        source: The text.
        markup: Its markup.
        resolve_link: Makes the addresses of links absolute, as in [`render`][commkit.rendering.render].

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    html, _ = _render(source, markup, RenderContext(resolve_link=resolve_link, highlight=False))
    return html_to_text(html)


def has_relative_links(source: str, *, markup: str = "markdown") -> bool:
    """Whether a text has links or pictures that lead nowhere away from its page.

    Args:
        source: The text.
        markup: Its markup.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    return _render(source, markup, RenderContext(resolve_link=absolute_link, highlight=False))[1].relative


def excerpt(source: str, limit: int, *, markup: str = "markdown") -> str:
    """The beginning of the plain text on one line, cut between words; of links only the label.

    Args:
        source: The text.
        limit: Characters at most, with the ellipsis.
        markup: Its markup.

    Raises:
        PluginError: The packages of the extra `rendering` are not installed.
    """
    html, _ = _render(source, markup, RenderContext(highlight=False))
    return shorten(html_to_text(html, addresses=False), limit)


def extract_mentions(source: str, *, markup: str = "markdown") -> tuple[str, ...]:
    """The names that a text mentions, in order and once each: those that `render` asks its resolver for, at most 20.

    Where the packages of the extra `rendering` are not installed, nothing is formatted: a text shows what it says, and
    all of its names count.
    """
    try:
        return _parse(source, markup)[1]
    except PluginError:
        return tuple(dict.fromkeys(found.name for found in find_names(_normalize(source))))[:MAX_MENTIONS]


@frozen
class ShownText:
    """What a reader sees of a text, for rules about it.

    Attributes:
        text: The words, without markup; with the titles of links and pictures, which show as one points at them.
        links: Where its links and pictures go, in order; addresses that are only written out are in the text.
    """

    text: str
    links: tuple[str, ...]


def read_shown(source: str, *, markup: str = "markdown") -> ShownText:
    """What a reader sees of a text. Without the packages of the extra `rendering` that is the text itself.

    Args:
        source: The text.
        markup: Its markup.
    """
    try:
        return _read(source, markup)
    except PluginError:
        return ShownText(_normalize(source), ())


@lru_cache(maxsize=4)
def _read(source: str, markup: str) -> ShownText:
    html, _ = _parse(source, markup)
    return ShownText(html_to_text(html, addresses=False, hints=True), find_links(html))


@lru_cache(maxsize=4)
def _parse(source: str, markup: str) -> tuple[RenderedHtml, tuple[str, ...]]:
    """The HTML of a text without anything of the host's, and the names that it mentions.

    The last ones are kept: what a command writes is read by several, one after the other within its transaction. A
    text and the one before an edit of it are two, and as many threads may be at it.
    """
    html, context = _render(source, markup, RenderContext(highlight=False))
    return html, tuple(context.people)


def _render(source: str, markup: str, context: RenderContext) -> tuple[RenderedHtml, RenderContext]:
    """The HTML of a text, and what was found in it, such as whom it mentions."""
    try:
        from commkit.rendering import formats  # noqa: PLC0415  # it loads the packages of the extra
    except ModuleNotFoundError as error:
        raise PluginError(
            "rendering.not_installed",
            "rendering needs more packages; run: pip install 'commkit[rendering]'",
            missing=error.name,
        ) from error
    text = _normalize(source)
    again = RenderContext(
        mentions=context.mentions, resolve_link=context.resolve_link, max_mentions=context.max_mentions
    )
    try:
        if markup in formats.FORMATS:
            return RenderedHtml(formats.FORMATS[markup](text, context)), context
    except (RenderLimitExceeded, RecursionError):
        pass  # a text that exceeds a limit is shown as plain text
    except Exception:
        _log.exception("rendering.failed a text is shown as plain text")
    return RenderedHtml(formats.plain_html(text, again)), again


def _normalize(source: str) -> str:
    """The text as the validation of commands cleans it, without surrogates."""
    return CONTROLS.sub("", well_formed(source).replace("\r\n", "\n").replace("\r", "\n"))
