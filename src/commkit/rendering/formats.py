"""What becomes of a text in each markup: HTML that passed the sanitizer."""

from collections.abc import Callable, Mapping
from hashlib import blake2b

from commkit.rendering import markdown
from commkit.rendering.context import RenderContext
from commkit.rendering.limits import MAX_PLAIN
from commkit.rendering.mentions import link_in_html, plain_to_html
from commkit.rendering.sanitizer import clean_rendered_html, clean_untrusted_html
from commkit.runtime.values.clusters import cut_to


def markdown_html(text: str, context: RenderContext) -> str:
    """The HTML of a Markdown text.

    Raises:
        RenderLimitExceeded: The text exceeds a limit.
    """
    context.anchors = blake2b(text.encode(), digest_size=4).hexdigest()
    return clean_rendered_html(markdown.to_html(text, context), context)


def authored_html(text: str, context: RenderContext) -> str:
    """HTML of an author or an import, made safe.

    Raises:
        RenderLimitExceeded: The text exceeds a limit.
    """
    html = clean_untrusted_html(text, context)
    linked = link_in_html(html, context)
    return clean_rendered_html(linked, context) if linked != html else html


def plain_html(text: str, context: RenderContext) -> str:
    """A plain text as one HTML paragraph; a very long one is truncated."""
    shown = text if len(text) <= MAX_PLAIN else f"{cut_to(text, MAX_PLAIN)}\u2026"
    html = plain_to_html(shown, context).replace("\n", "<br>\n")
    html = f"<p>{html}</p>\n"
    # Without a link there is nothing but escaped text, and this is what is shown when all else fails.
    return clean_rendered_html(html, context) if any(context.people.values()) else html


FORMATS: Mapping[str, Callable[[str, RenderContext], str]] = {
    "markdown": markdown_html,
    "html": authored_html,
}
"""By the name of the markup. Whatever else there is, and what cannot be formatted, is plain text."""
