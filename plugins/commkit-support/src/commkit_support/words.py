"""Whether a text has a word or a phrase, as people read it; no database."""

import re

from commkit.redaction import fold_text

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """The words of a text, folded and in small letters, with one space around each."""
    words = " ".join(_WORD.findall(fold_text(text).text.casefold()))
    return f" {words} "


def has_word(read: str, word: str) -> bool:
    """Whether a word or phrase is in a text; `refund*` is in all that has a word that begins so.

    Args:
        read: What `words_of` made of the text.
        word: The word or phrase, as it was written down.
    """
    wanted = words_of(word).rstrip()
    return bool(wanted) and (wanted if word.rstrip().endswith("*") else f"{wanted} ") in read
