"""Excerpts of the texts on a page: of the rendered text, or of its source for hosts that render themselves."""

from commkit.rendering.renderer import excerpt
from commkit.runtime.values.texts import shorten

EXCERPT_LENGTH = 200
"""Characters of an excerpt on a page, at most."""
_READ = 2_000
"""Characters of the source that an excerpt is made of, at most: a list must not render whole texts."""


def page_excerpt(source: str, *, markup: str, rendered: bool) -> str:
    """The beginning of a text as lists of a page show it.

    Args:
        source: The text.
        markup: Its markup.
        rendered: Whether it is plain text made of the rendered text, rather than of its source.

    Raises:
        PluginError: It is to be rendered, and the packages of the extra `rendering` are not installed.
    """
    start = source[:_READ]
    return excerpt(start, EXCERPT_LENGTH, markup=markup) if rendered else shorten(start, EXCERPT_LENGTH)
