"""HTML that is safe to show, as a type of its own; and the plain way to make it."""

import re
from html import escape

from commkit.rendering.limits import MAX_PLAIN

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that no text needs and XML forbids."""


class RenderedHtml(str):
    """HTML that holds nothing but what the sanitizer lets through.

    It is text, so every host can send it. Jinja2, MarkupSafe and Django insert it as it is, for it has `__html__`. What
    is cut from it or joined to it is an ordinary `str` again, which templates escape.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """The HTML, for templates that escape everything else."""
        return str(self)


def render_plain(text: str) -> RenderedHtml:
    """A text as one paragraph that shows it as it was written; a very long one is cut."""
    shown = text if len(text) <= MAX_PLAIN else f"{text[:MAX_PLAIN]}\u2026"
    lines = escape(shown, quote=False).replace("\n", "<br>\n")
    return RenderedHtml(f"<p>{lines}</p>\n")
