"""Reading requests ahead of any session: what is refused here is refused whether or not there is such a thing."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs
from uuid import UUID

from commkit import Invalid
from commkit_activitypub.policy import not_published

ACTIVITY = "application/activity+json"
LINKED = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
HTML = "text/html"
_OFFERED = (
    (ACTIVITY, ("application/activity+json", "application/json", "application/*", "*/*")),
    (LINKED, ("application/ld+json",)),
    (HTML, ("text/html", "application/xhtml+xml", "text/*")),
)
"""What is sent, and the ranges that it fits, the first one where several are as welcome."""
_MAX_ACCEPT = 2_000
_MAX_QUERY = 4_000
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def wanted_media_type(accept: str) -> str | None:
    """Which media type an `Accept` header wants most; None where it wants nothing that there is.

    Args:
        accept: The header; empty where there is none.
    """
    if not accept.strip():
        return ACTIVITY
    best, found = 0.0, None
    for part in accept[:_MAX_ACCEPT].split(","):
        kind, *parameters = (each.strip().lower() for each in part.split(";"))
        weight = _weight(parameters)
        offered = next((type for type, ranges in _OFFERED if kind in ranges), None)
        if offered is not None and weight > best:
            best, found = weight, offered
    return found


def _weight(parameters: list[str]) -> float:
    """The `q` of a range (RFC 9110, section 12.4.2); 1 where it says none, 0 where it is malformed."""
    for each in parameters:
        name, _, value = each.partition("=")
        if name.strip() == "q":
            found = re.fullmatch(r"(0(\.\d{0,3})?|1(\.0{0,3})?)", value.strip(), re.ASCII)
            return float(found[0]) if found else 0.0
    return 1.0


def read_names(query: str, *names: str) -> Mapping[str, str]:
    """The values of a query string; of a name that is given twice there is none.

    Args:
        query: The query string.
        *names: The names that are understood.

    Raises:
        Invalid: It has another name, one name twice, or cannot be read.
    """
    try:
        if len(query) > _MAX_QUERY:
            raise ValueError
        given = parse_qs(query, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise Invalid.field("query", "malformed", "give a short query string in UTF-8") from None
    for name, values in given.items():
        if name not in names or len(values) > 1:
            told = f"give {' and '.join(f'`{known}`' for known in names)}, once" if names else "give no names"
            raise Invalid.field(name[:64], "unknown_field", told)
    return {name: value for name, (value,) in given.items()}


def read_id(text: str) -> UUID:
    """The id in a path, in its one form.

    Raises:
        NotFound: It is none.
    """
    if not _ID.fullmatch(text):
        raise not_published()
    return UUID(text)


def split_path(path: str) -> tuple[str, str]:
    """The id at the beginning of a path, and what follows; with its slash where nothing follows that."""
    head, slash, rest = path.removeprefix("/").partition("/")
    return head, rest or slash
