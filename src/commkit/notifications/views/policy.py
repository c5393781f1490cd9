"""What a row of the inbox says."""

from unicodedata import category

from commkit.runtime.model.types import NotificationKind
from commkit.runtime.values.texts import shorten

_MAX_LENGTH = 100
_HIDDEN = frozenset({"Cc", "Cf"})
_JOINERS = "\u200c\u200d"
"""They show nothing, but letters of some languages and emoji change by them."""


def sentence_of(kind: NotificationKind | None, *, by: str, title: str) -> str:
    """What a row of the inbox says of a notification; its kind's summary where the object has no title to name.

    Args:
        kind: Its kind; None for one that the community's type lacks.
        by: The name of who caused it; empty for the host, and for who has no name any more.
        title: The title of the object; empty for none.
    """
    if kind is None:
        return ""
    names = {"by": one_line(by) or "Somebody", "title": one_line(title)}
    has_names = names["title"] or "{title}" not in kind.sentence
    return kind.sentence.format_map(names) if kind.sentence and has_names else kind.summary


def one_line(text: str) -> str:
    """A name or title within a sentence: on one line, cut, and without what would turn the text around it."""
    seen = "".join(
        sign for sign in text if sign in _JOINERS or sign.isspace() or category(sign) not in _HIDDEN
    )
    return shorten(seen, _MAX_LENGTH)
