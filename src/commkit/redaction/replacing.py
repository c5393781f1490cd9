"""Replacing what a pattern finds in a text as people read it."""

import re
from collections.abc import Callable

from commkit.redaction.folding import fold_text


def replace_folded(
    text: str, pattern: re.Pattern[str], found: Callable[[re.Match[str]], tuple[int, str] | None]
) -> str:
    """Replace in a text what a pattern finds in its folded form; the rest stays as it is written.

    Args:
        text: The text.
        pattern: The pattern.
        found: Gives where the part begins that is replaced, up to the end of the match, and by what; None for nothing.
    """
    folded = fold_text(text)
    parts, end = [], 0
    for match in pattern.finditer(folded.text):
        replaced = found(match)
        if replaced is None:
            continue
        start, by = replaced
        parts += [text[end : folded.start(start)], by]
        end = folded.end(match.end())
    return "".join((*parts, text[end:]))
