"""Calls: a request for one message as a unit of work, and how what it gives is answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.adapters.http.answers import plain_answer, read_address, read_answer
from commkit.adapters.http.contract import LOBBY, Contract, Endpoint
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.reading import read_json, read_query, read_version
from commkit.adapters.http.values import Request, Response
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Message
from commkit.runtime.sessions.session import Session

READING = ("GET", "HEAD")


@frozen
class Call:
    """A unit of work that a request asks for.

    Attributes:
        community: The slug or id of the community; None for the lobby.
        work: What is done in the session.
        answer: Makes the response of what that gives.
        read_only: Whether it only reads.
        idempotency_key: The key that the client gave.
    """

    community: str | None
    work: Callable[[Session], Any]
    answer: Callable[[Any], Response]
    read_only: bool
    idempotency_key: str | None = None


def community_of(segment: str) -> str | None:
    """The community that a segment of a path names; None for the lobby."""
    return None if segment == LOBBY else segment


def check_method(request: Request, *allowed: str) -> None:
    """Refuse a method that an address does not take.

    Raises:
        BadRequest: It is none of them.
    """
    if request.method not in allowed:
        names = ", ".join(allowed)
        raise BadRequest(405, "method_not_allowed", f"send {names}", ("Allow", names))


def prepare_message(
    contract: Contract, request: Request, community: str, endpoint: Endpoint, actor: str | None
) -> Call:
    """The call for one message.

    Args:
        contract: The contract.
        request: The request.
        community: The segment of its path that names the community.
        endpoint: What its path names.
        actor: Who sends it.

    Raises:
        BadRequest: The method is wrong, or the body cannot be read.
        Invalid: The values do not fit the message.
    """
    operation = endpoint.operation
    if operation.is_command:
        check_method(request, "POST")
    else:
        check_method(request, "GET", "HEAD", "POST")
    if request.method in READING:
        message = contract.kit.load(operation.name, read_query(request.query), from_texts=True)
        return _query(request, community, message, lambda it: read_answer(request, it, public=actor is None))
    message = contract.kit.load(operation.name, _values(request, endpoint))
    if not operation.is_command:
        return _query(request, community, message, plain_answer)

    def answer(result: Any) -> Response:
        status = 201 if operation.creates else 200
        return plain_answer(result, status=status, location=_location(request, community, endpoint, result))

    command: Any = message
    return Call(
        community_of(community),
        lambda session: session.do(command),
        answer,
        read_only=False,
        idempotency_key=request.headers.get("idempotency-key"),
    )


def _query(
    request: Request, community: str, message: Message[Any], answer: Callable[[Any], Response]
) -> Call:
    query: Any = message
    return Call(community_of(community), lambda session: session.ask(query), answer, read_only=True)


def _values(request: Request, endpoint: Endpoint) -> dict[str, Any]:
    values = read_json(request)
    version = read_version(request) if endpoint.operation.is_command else None
    if version is None:
        return values
    if not endpoint.has_version:
        raise BadRequest(400, "no_version", "leave If-Match out: this command names no version")
    if values.setdefault("version", version) != version:
        raise Invalid.field("version", "not_the_same", "give the version once, or the same as in If-Match")
    return values


def _location(request: Request, community: str, endpoint: Endpoint, result: Any) -> str | None:
    id = getattr(result, "id", None)
    if not endpoint.operation.creates or endpoint.reader is None or not isinstance(id, UUID):
        return None
    path, field = endpoint.reader
    return read_address(request.base, community, path, field, id)
