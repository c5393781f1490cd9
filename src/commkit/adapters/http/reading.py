"""Reading: methods, query strings and JSON bodies, strictly and within bounds, before any session sees them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.values import Request

READING = ("GET", "HEAD")
"""The methods that only read."""
MAX_DEPTH = 32
"""Lists and objects within each other, at most."""
MAX_PAIRS = 500
"""Names of a query string, at most."""
_MOST_DIGITS = 18
"""Digits of a Content-Length, at most; Python reads no number of thousands of them."""


def check_method(request: Request, *allowed: str) -> None:
    """Refuse a method that an address does not take.

    Raises:
        BadRequest: It is none of them.
    """
    if request.method not in allowed:
        names = ", ".join(allowed)
        raise BadRequest(405, "method_not_allowed", f"send {names}", ("Allow", names))


def declared_length(text: str | None) -> int | None:
    """The length of a body, as its Content-Length tells; None where there is none.

    Raises:
        BadRequest: It is no length.
    """
    if text is None or not text.strip():
        return None
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise BadRequest(400, "bad_length", "send Content-Length with the number of bytes of the body")
    return int(digits)


def read_query(text: str) -> dict[str, Any]:
    """The values of a query string by name; a name that comes several times has a list of them.

    Raises:
        BadRequest: It is no UTF-8, or has too many names.
    """
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_PAIRS)
    except UnicodeDecodeError:
        raise BadRequest(400, "bad_query", "encode the query string as UTF-8") from None
    except ValueError:
        raise BadRequest(400, "bad_query", f"send at most {MAX_PAIRS} names in the query string") from None
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def check_no_query(request: Request) -> None:
    """Refuse values in the address where none is read: they would be passed over.

    Raises:
        BadRequest: There is a query string.
    """
    if request.query:
        raise BadRequest(400, "query_not_read", "leave the query string out: nothing is read from it here")


def read_json(request: Request) -> dict[str, Any]:
    """The object of a JSON body; an empty one where there is no body.

    Raises:
        BadRequest: It is of another media type, no JSON, no object, nested too deeply, or names something twice; or
            there are values in the address, too.
    """
    check_no_query(request)
    if not request.body:
        return {}
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if kind.strip() != "application/json" and not (
        kind.startswith("application/") and kind.strip().endswith("+json")
    ):
        raise BadRequest(415, "not_json_type", "send JSON with Content-Type: application/json")
    if "charset" in parameters and "utf-8" not in parameters:
        raise BadRequest(415, "not_utf8", "send JSON as UTF-8")
    try:
        text = request.body.decode()
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()  # refuses halves of characters
    except UnicodeEncodeError:
        raise BadRequest(400, "bad_json", "send well-formed Unicode: no lone surrogates") from None
    except (ValueError, RecursionError) as error:
        raise BadRequest(400, "bad_json", f"send well-formed JSON ({_reason(error)})") from None
    if not isinstance(value, dict):
        raise BadRequest(400, "no_object", 'send a JSON object: {"field": value}')
    _check_depth(value)
    return value


def _reason(error: Exception) -> str:
    return "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:200]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object names something twice")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _check_depth(value: Any) -> None:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inner(outer)]
        if not level:
            return
    raise BadRequest(400, "too_deep", f"nest at most {MAX_DEPTH} lists and objects")


def _inner(value: Any) -> Iterable[Any]:
    held = value.values() if isinstance(value, Mapping) else value
    return [inner for inner in held if isinstance(inner, dict | list)]


def read_version(request: Request) -> int | None:
    """The version that If-Match asks for; None where it does not ask, or any will do.

    Raises:
        BadRequest: It is no version.
    """
    given = request.headers.get("if-match")
    if given is None or given.strip() == "*":
        return None
    text = given.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequest(400, "bad_version", 'send If-Match with the version of the record: "3"')
    return int(text)
