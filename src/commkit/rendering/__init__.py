"""Turns what people wrote into HTML that is safe to show, and into plain text. Needs the extra `commkit[rendering]`.

A text is stored as it was written and rendered when it is shown: the same text always gives the same HTML, whatever it
holds, and no database is asked. [`render`][commkit.rendering.render] never fails because of a text: what cannot be
formatted, or would cost too much, is shown as plain text.
"""

from commkit.rendering.context import MentionResolver
from commkit.rendering.renderer import excerpt, extract_mentions, render, to_text
from commkit.rendering.safe_html import RenderedHtml

__all__ = ["MentionResolver", "RenderedHtml", "excerpt", "extract_mentions", "render", "to_text"]
