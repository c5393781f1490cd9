"""Errors in the form of RFC 7644, section 3.12."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from scim2_models import Error, SCIMException

from commkit import CommkitError, Invalid
from commkit.http_resources import HttpHeaders, HttpResponse

MEDIA_TYPE = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
_CODES: Mapping[str, tuple[int, str | None]] = {
    "runtime.not_permitted": (403, None),  # the token is known; another one would not help
    "scim.user_exists": (409, "uniqueness"),
    "members.already_member": (409, "uniqueness"),
    "members.other_kind": (409, "uniqueness"),
    "scim.no_such_user": (400, "invalidValue"),
    "members.last_owner": (400, "mutability"),
    "scim.owner_stays": (400, "mutability"),
}
_FIELDS = {"filter": "invalidFilter", "sort_by": "invalidPath"}
_CHALLENGE = (("WWW-Authenticate", 'Bearer realm="scim"'),)


def respond(status: int, body: Mapping[str, Any] | None, headers: HttpHeaders = ()) -> HttpResponse:
    """A response; what has a body has it as SCIM."""
    if body is None:
        return HttpResponse(status, headers)
    return HttpResponse(
        status, (("Content-Type", MEDIA_TYPE), *headers), json.dumps(body, separators=(",", ":")).encode()
    )


def problem(
    status: int, detail: str, scim_type: str | None = None, headers: HttpHeaders = ()
) -> HttpResponse:
    """An error."""
    body: dict[str, Any] = {"schemas": [ERROR], "status": str(status)}
    if scim_type:
        body["scimType"] = scim_type
    return respond(status, {**body, "detail": detail}, headers)


def unauthorised() -> HttpResponse:
    """The one answer to who sends no token that is valid here, whether or not there is such a community."""
    return problem(401, "send a bearer token that is valid for this community", headers=_CHALLENGE)


def refusal(status: int, error: CommkitError) -> HttpResponse:
    """The form of an error that was found ahead of the protocol, or by the community.

    Args:
        status: The status that such an error has otherwise.
        error: The error.
    """
    if isinstance(error, Invalid):
        first = error.errors[0].path.partition(".")[0] if error.errors else ""
        told = "; ".join(f"{fault.path}: {fault.message}" for fault in error.errors) or error.message
        return problem(400, told, _FIELDS.get(first, "invalidValue"))
    known = _CODES.get(error.code)
    if known is not None:
        return problem(known[0], error.message, known[1])
    return problem(status, error.message)


def of_exception(error: SCIMException | ValidationError) -> HttpResponse:
    """The form of an error that the library of the schemas found."""
    if isinstance(error, SCIMException):
        return problem(error.status, str(error), error.scim_type or None)
    found = Error.from_validation_errors(error.errors(include_url=False, include_input=False))
    first = found[0]
    return problem(
        first.status or 400, "; ".join(each.detail or "" for each in found[:5])[:1_000], first.scim_type
    )
