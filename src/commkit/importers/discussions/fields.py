"""Reads the values of rows as records take them; a row with one that cannot be is rejected."""

import re
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from typing import Any

from commkit.importers.conversation_batches import digest
from commkit.importers.discussions.records import RowRejected
from commkit.importers.plain_text import MAX_TEXT, clean_line, clean_text
from commkit.members import NAME_LENGTH
from commkit.posts import clean_tags
from commkit.redaction import mask_addresses
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.values.texts import Text

TITLE = 300
"""Characters of a title, at most."""

_AHEAD = timedelta(days=1)
"""How far the clock of a source may be ahead."""
_MAX_ID = 1_000
_SHORT_ID = re.compile(r"[!-~]{1,24}")
_BODY = Text(max=MAX_TEXT)
_MAX_TAGS = 20
_MAX_TAG = 50
_MAX_UPVOTES = 1_000_000
"""Of one post; sums of greater numbers would not fit the counters."""
_BLOCK = re.compile(r"(?i)<(?:p|br|div|ul|ol|li|table|blockquote|pre|h[1-6]|figure)\b")
_NO_DATE = "0000-00-00"


def id_of(value: Any, kind: str, field: str = "id") -> str:
    """The external id of an object of some kind: `post 17`; a long or odd one is a digest.

    Raises:
        RowRejected: There is none.
    """
    text = str(value).strip() if isinstance(value, str) or type(value) is int else ""
    if not text:
        raise RowRejected(f"no {field}")
    if len(text) > _MAX_ID:
        raise RowRejected(f"malformed: {field}")
    return f"{kind} {text if _SHORT_ID.fullmatch(text) else digest(text)}"


def moment(value: Any, field: str, *, latest: datetime) -> datetime:
    """A time.

    Raises:
        RowRejected: There is none, it is malformed, or it is in the future.
    """
    found = maybe_moment(value, field)
    if found is None:
        raise RowRejected(f"no {field}")
    if found > latest:
        raise RowRejected(f"{field} in the future")
    return found


def moment_or_none(value: Any, *, latest: datetime) -> datetime | None:
    """A time that a row may lack; None also where it is malformed, or in the future."""
    try:
        return moment(value, "date", latest=latest)
    except RowRejected:
        return None


def maybe_moment(value: Any, field: str) -> datetime | None:
    """A time in an ISO format, by default in UTC; None without one.

    Raises:
        RowRejected: It is malformed.
    """
    if value is None or value == "" or (isinstance(value, str) and value.startswith(_NO_DATE)):
        return None
    try:
        if not isinstance(value, str) or len(value) > 40:
            raise ValueError(value)
        found = datetime.fromisoformat(value.strip())
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise RowRejected(f"malformed: {field}") from None
    if not 1970 <= found.year < 2500:  # ids contain the time, and no others fit
        raise RowRejected(f"malformed: {field}" if found.year < 1970 else f"{field} in the future")
    return found


def latest_of(now: datetime) -> datetime:
    """The latest time that a row may have."""
    return now + _AHEAD


def body_of(value: Any, field: str) -> str:
    """A text that says something.

    Raises:
        RowRejected: It is blank, too long, or no text.
    """
    if not isinstance(value, str):
        raise RowRejected(f"no {field}" if value is None else f"malformed: {field}")
    if len(value) > MAX_TEXT:
        raise RowRejected("text too long")
    errors: list[FieldError] = []
    text: str = _BODY.check(clean_text(value).strip(), field, errors)
    if errors:
        raise RowRejected(f"no {field}")
    return text


def name_of(value: Any) -> str:
    """A name without addresses; empty where nothing of it is visible."""
    if not isinstance(value, str):
        return ""
    return clean_line(mask_addresses(unescape(value[: 4 * NAME_LENGTH])), NAME_LENGTH)


def title_of(value: Any) -> str:
    """A title; empty without one."""
    return clean_line(unescape(value[: 8 * TITLE]), TITLE) if isinstance(value, str) else ""


def line_of(value: Any, length: int = 2_000) -> str:
    """A line as it is, such as an address; empty where it is too long or has nothing visible."""
    text = value.strip() if isinstance(value, str) and len(value) <= length else ""
    return text if text and text == clean_line(text, length) else ""


def flag(value: Any, field: str) -> bool:
    """`true` or `false`, as JSON or as text; false without it.

    Raises:
        RowRejected: It is something else.
    """
    if value is None or value == "":
        return False
    if value not in (True, False, "true", "false", "1", "0") or type(value) not in (bool, str):
        raise RowRejected(f"malformed: {field}")
    return value in (True, "true", "1")


def upvotes_of(value: Any) -> int:
    """How many liked a post; 0 for what is no number, and for those below."""
    return min(max(value, 0), _MAX_UPVOTES) if type(value) is int else 0


def tag_of(name: Any) -> str:
    """A tag in its stored form, with `-` for spaces; empty where it cannot be one."""
    if not isinstance(name, str):
        return ""
    try:
        (tag,) = clean_tags(["-".join(clean_line(name, 2 * _MAX_TAG).split())], max_tags=1)
    except (Invalid, ValueError):
        return ""
    return tag if len(tag) <= _MAX_TAG else ""


def tags_of(names: Any) -> tuple[str, ...]:
    """Those of some names that can be tags, each once."""
    found = (tag_of(name) for name in (names if isinstance(names, list | tuple) else ()))
    return tuple(dict.fromkeys(tag for tag in found if tag))[:_MAX_TAGS]


def paragraphs(html: str) -> str:
    """HTML in which an empty line ends a paragraph and the end of a line is one, as WordPress reads it."""
    if _BLOCK.search(html):
        return html
    parts = (part.strip() for part in re.split(r"\n\s*\n", html))
    return "".join(f"<p>{part}</p>".replace("\n", "<br>\n") for part in parts if part)


def link_to(url: str, title: str) -> str:
    """The text of an opening post that is only a link to its page."""
    shown = escape(title or url, quote=False)
    return f'<p><a href="{escape(url)}">{shown}</a></p>' if url else f"<p>{shown}</p>"
