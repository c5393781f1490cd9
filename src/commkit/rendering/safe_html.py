"""The type of safe HTML, and plain text as HTML."""

import re

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
