"""Errors as problem details (RFC 9457): a status, a stable type, what to do, and every fault of a field."""

import logging
import math
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from commkit.adapters.http.values import PROBLEM, Response
from commkit.runtime.model.errors import (
    Busy,
    CommkitError,
    Conflict,
    Denied,
    Invalid,
    MigrationPending,
    NotFound,
    PluginError,
    RateLimited,
    SchemaTooNew,
    StorageFull,
)
from commkit.runtime.model.extras import EXTRA_MISSING
from commkit.runtime.values.serialization import dump

logger = logging.getLogger("commkit")

TYPE = "urn:commkit:error:"
"""What the type of a problem begins with; the code follows."""
BUSY_PAUSE = 1
"""Seconds after which a busy database may be asked again."""
SHOWN_DATA = ("current", "permission", "status", "until", "index")
"""What an error knows beside its sentence that a client gets, too."""
STATUSES: tuple[tuple[type[CommkitError], int, str], ...] = (
    (Invalid, 422, "The message has faults"),
    (Denied, 403, "Not permitted"),
    (NotFound, 404, "Not found"),
    (Conflict, 409, "Conflict"),
    (RateLimited, 429, "Too many requests"),
    (Busy, 503, "Busy"),
    (MigrationPending, 503, "Not ready"),
    (SchemaTooNew, 503, "Not ready"),
    (StorageFull, 507, "Storage full"),
    (PluginError, 500, "A plugin failed"),
)
"""Statuses and titles by class of error."""
HTTP_TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    408: "Request timeout",
    411: "Length required",
    413: "Too large",
    415: "Unsupported media type",
    501: "Not implemented",
}
"""Titles of what never reaches a session."""


class BadRequest(CommkitError):
    """A request that is none of the contract's: no session sees it.

    Args:
        status: The HTTP status.
        code: Its stable name.
        message: What to do.
        headers: Headers that the status asks for.
    """

    def __init__(self, status: int, code: str, message: str, *headers: tuple[str, str]) -> None:
        super().__init__(f"http.{code}", message)
        self.http_status = status
        self.headers = headers


def no_such_path(near: Sequence[str] = ()) -> NotFound:
    """Nothing of the contract stands there.

    Args:
        near: What of the contract was probably meant.
    """
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    told = f"there is nothing at this address; {hint}openapi.json lists what there is"
    return NotFound("http.no_such_path", told)


def too_large(limit: int) -> BadRequest:
    """The body is longer than the contract takes."""
    return BadRequest(413, "too_large", f"send at most {limit} bytes")


def problem_of(error: Exception, *, signed_in: bool, challenge: str, precondition: bool = False) -> Response:
    """The response to an error.

    Args:
        error: What was raised; what is none of ours is logged and told without its reason.
        signed_in: Whether somebody is; else a refusal for a missing permission asks to sign in.
        challenge: The value of `WWW-Authenticate`.
        precondition: Whether the request had If-Match.
    """
    if isinstance(error, BadRequest):
        return _problem(
            error.http_status, HTTP_TITLES.get(error.http_status, "Bad request"), error, *error.headers
        )
    found = next((entry for entry in STATUSES if isinstance(error, entry[0])), None)
    if found is None or not isinstance(error, CommkitError):
        return _internal(error)
    _, status, title = found
    if error.code == EXTRA_MISSING:
        logger.error("http.extra_missing %s", error)
        return _problem(status, "Not installed", error)
    if status == 500:
        logger.error("http.plugin_failed %s", error, exc_info=error)
        hidden = PluginError(
            error.code, "a plugin failed; the log of the application says how", plugin=error.plugin
        )
        return _problem(status, title, hidden)
    if isinstance(error, Denied) and not signed_in and error.code == "runtime.not_permitted":
        return _problem(401, "Sign in", error, ("WWW-Authenticate", challenge))
    if isinstance(error, Conflict) and precondition and error.code.endswith(".stale"):
        return _problem(412, "Changed meanwhile", error)
    return _problem(status, title, error, *_retry(error))


def _retry(error: Exception) -> tuple[tuple[str, str], ...]:
    if isinstance(error, RateLimited):
        return (("Retry-After", _seconds(error.data.get("retry_after"), least=1)),)
    if isinstance(error, Busy):
        return (("Retry-After", _seconds(error.data.get("retry_after", BUSY_PAUSE), least=0)),)
    return ()


def _seconds(pause: Any, *, least: int) -> str:
    """Whole seconds; a host's or a plugin's error may say anything, or nothing."""
    try:
        return str(max(least, math.ceil(pause)))
    except (TypeError, ValueError, OverflowError):
        return str(BUSY_PAUSE)


def _internal(error: Exception) -> Response:
    logger.error("http.failed %s", error, exc_info=error)
    hidden = CommkitError("http.failed", "the application failed; its log says how")
    return _problem(500, "The application failed", hidden)


def _problem(status: int, title: str, error: CommkitError, *headers: tuple[str, str]) -> Response:
    body: dict[str, Any] = {
        "type": TYPE + _well_formed(error.code),
        "title": title,
        "status": status,
        "detail": _well_formed(error.message),
        "code": _well_formed(error.code),
        "plugin": error.plugin,
    }
    if isinstance(error, Invalid):
        body["errors"] = [
            {"field": _well_formed(fault.path), "code": fault.code, "hint": _well_formed(fault.message)}
            for fault in error.errors
        ]
    body |= {name: value for name, value in _shown_data(error) if name not in body}
    return Response(
        status,
        (("Content-Type", PROBLEM), ("Cache-Control", "no-store"), *headers),
        msgspec.json.encode(body),
    )


def _shown_data(error: CommkitError) -> Iterator[tuple[str, msgspec.Raw]]:
    """What a client gets of what an error knows; what has no JSON form is left out, the error is told all the same."""
    for name in SHOWN_DATA:
        value = error.data.get(name)
        if value is None:
            continue
        try:
            yield name, msgspec.Raw(msgspec.json.encode(dump(value)))
        except Exception as unfit:
            logger.warning("http.problem_data_left_out %s %s: %s", error.code, name, unfit)


def _well_formed(text: object) -> str:
    """A text that JSON can carry: what was sent, and is repeated, may hold halves of characters."""
    return str(text).encode("utf-8", "replace").decode()
