"""The type of safe HTML, and plain text as HTML."""

import re
from html import escape

from commkit.rendering.limits import MAX_PLAIN

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters, which XML forbids."""


class RenderedHtml(str):
    """HTML that passed the sanitizer.

    It is a `str`, so every host can send it. Jinja2, MarkupSafe and Django insert it unescaped, as it has `__html__`.
    Slices and concatenations are ordinary `str` again, which templates escape.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """The HTML, for templates that escape everything else."""
        return str(self)


def render_plain(text: str) -> RenderedHtml:
    """A plain text as one HTML paragraph; a very long one is truncated."""
    shown = text if len(text) <= MAX_PLAIN else f"{text[:MAX_PLAIN]}\u2026"
    lines = escape(shown, quote=False).replace("\n", "<br>\n")
    return RenderedHtml(f"<p>{lines}</p>\n")
