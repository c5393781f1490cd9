"""How a row of a conference list becomes an event of whole days."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from commkit.events import ExternalEvent
from commkit.events.local_time.policy import is_date
from commkit.events.policy import check_url
from commkit.events.recurrence.policy import schedule_of
from commkit.runtime.model.errors import Invalid
from commkit.runtime.values.clusters import cut_to
from commkit.runtime.values.validation import validator_of

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")
_MAX_TITLE_LENGTH = 300
_MAX_LOCATION_LENGTH = 500
_TIME_ZONE = "UTC"
"""The lists have days without a time zone, and a day means the same in each."""
_INVISIBLE = dict.fromkeys((*range(32), 127, *range(128, 160), 8232, 8233, *range(55296, 57344)), " ")


class ConferenceRowRejected(Exception):  # not an error of the import: a result of the row
    """A row that is skipped.

    Args:
        reason: The reason, by which skipped rows are counted.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_row(row: Any, *, source: str) -> tuple[ExternalEvent, bool]:
    """The event of a row, and whether its name or location was truncated.

    Args:
        row: An object of the list: `name`, `url`, `startDate`, `endDate`, and optional fields.
        source: The name of the source, a part of the event's uid.

    Raises:
        ConferenceRowRejected: The row is no object, or has no name or no valid days.
    """
    if not isinstance(row, Mapping):
        raise ConferenceRowRejected("not an object")
    name = _text(row, "name")
    if not name:
        raise ConferenceRowRejected("no name")
    local_start = _day(row, "startDate")
    local_end = _day(row, "endDate") if row.get("endDate") not in (None, "") else local_start
    url = _url(row, "url")
    location = _location(row)
    event = ExternalEvent(
        uid=uid_of(source, name=name, url=_text(row, "url"), first_day=local_start, last_day=local_end),
        title=cut_to(name, _MAX_TITLE_LENGTH),
        body=_body(row),
        location=cut_to(location, _MAX_LOCATION_LENGTH),
        url=url,
        local_start=local_start,
        local_end=local_end,
        time_zone=_TIME_ZONE,
    )
    try:
        checked: ExternalEvent = validator_of(ExternalEvent)(event)
        schedule_of(checked)
    except Invalid as invalid:
        fault = invalid.errors[0]
        raise ConferenceRowRejected(f"{fault.path} {fault.code.replace('_', ' ')}") from None
    return checked, len(name) > _MAX_TITLE_LENGTH or len(location) > _MAX_LOCATION_LENGTH


def uid_of(source: str, *, name: str, url: str, first_day: str, last_day: str) -> str:
    """The uid of a conference; the same in every file that lists it."""
    identity = f"{source}\0{name}\0{url}\0{first_day}\0{last_day}"
    return f"{hashlib.sha256(identity.encode()).hexdigest()[:40]}@conferences"


def _text(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    return " ".join(value.translate(_INVISIBLE).split()) if isinstance(value, str) else ""


def _day(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    if value is None or value == "":
        raise ConferenceRowRejected(f"no {field}")
    if not isinstance(value, str) or not is_date(value) or not _DAY.fullmatch(value):
        without_day = isinstance(value, str) and _MONTH.fullmatch(value)
        raise ConferenceRowRejected(f"{field} without a day" if without_day else f"{field} malformed")
    return value


def _url(row: Mapping[str, Any], field: str) -> str:
    url = _text(row, field)
    try:
        check_url(url)
    except Invalid:
        return ""
    return url if len(url) <= 2_000 else ""


def _location(row: Mapping[str, Any]) -> str:
    there = ", ".join(part for part in (_text(row, "city"), _text(row, "country")) if part)
    online = "online" if row.get("online") is True else ""
    return " and ".join(part for part in (there, online) if part)


def _body(row: Mapping[str, Any]) -> str:
    """The other fields of the row, a line each."""
    lines = []
    until = _text(row, "cfpEndDate")
    for label, value in (
        (
            "Call for papers",
            " ".join(part for part in (_url(row, "cfpUrl"), f"until {until}" if until else "") if part),
        ),
        ("Code of conduct", _url(row, "cocUrl")),
        ("Languages", ", ".join(part.strip() for part in _text(row, "locales").split(",") if part.strip())),
        ("Captions or sign language", "yes" if row.get("offersSignLanguageOrCC") is True else ""),
        ("Twitter", _text(row, "twitter")),
        ("Mastodon", _text(row, "mastodon")),
        ("Bluesky", _text(row, "bluesky")),
    ):
        if value:
            lines.append(f"{label}: {value}")
    return "\n".join(lines)[:40_000]
