"""The placeholders of saved replies; no database."""

import re
from collections.abc import Mapping

from commkit import Invalid

PLACEHOLDERS = ("asker", "title", "community", "me")
_FOUND = re.compile(r"\{\{\s{0,3}(\w{1,40})\s{0,3}\}\}")
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:])")
"""What Markdown reads as more than itself, and what makes a mention or a link of a word."""


def check_placeholders(body: str) -> None:
    """Check that all placeholders of a text are known.

    Raises:
        Invalid: One is not.
    """
    unknown = sorted({name for name in _FOUND.findall(body) if name not in PLACEHOLDERS})
    if unknown:
        known = ", ".join(f"{{{{{name}}}}}" for name in PLACEHOLDERS)
        raise Invalid.field(
            "body", "unknown_placeholder", f"there is no placeholder {', '.join(unknown)}; use {known}"
        )


def fill_in(body: str, values: Mapping[str, str]) -> str:
    """A text with its placeholders filled in; what people call themselves is shown as it is, and no markup.

    Args:
        body: The text.
        values: The text of each of the `PLACEHOLDERS`.
    """

    def replaced(match: re.Match[str]) -> str:
        return _MARKS.sub(r"\\\1", values[match[1]]) if match[1] in values else match[0]

    return _FOUND.sub(replaced, body)
