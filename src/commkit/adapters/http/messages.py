"""Messages: the plan of a request for one message, which most requests are."""

from typing import Any
from uuid import UUID

from commkit.adapters.http.answers import plain_answer, read_address, read_answer
from commkit.adapters.http.contract import Contract, Endpoint, community_of, path_of
from commkit.adapters.http.crawling import with_rules
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.reading import READING, check_method, read_json, read_query, read_version
from commkit.adapters.http.steps import Call, Plan
from commkit.adapters.http.values import Request
from commkit.runtime.model.errors import Invalid


def plan_message(
    contract: Contract, request: Request, community: str, endpoint: Endpoint, actor: str | None
) -> Plan:
    """The plan of a request for one message.

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
    message: Any
    if operation.is_command:
        check_method(request, "POST")
        message = contract.kit.load(operation.name, _values(request, endpoint))
        result = yield Call(
            actor,
            community_of(community),
            lambda session: session.do(message),
            idempotency_key=request.headers.get("idempotency-key"),
        )
        status = 201 if operation.creates else 200
        return plain_answer(result, status=status, location=_location(request, community, endpoint, result))
    check_method(request, *READING, "POST")
    is_get = request.method in READING
    values = read_query(request.query) if is_get else read_json(request)
    message = contract.kit.load(operation.name, values, from_texts=is_get)
    public = actor is None and is_get and not operation.lobby
    work = with_rules(lambda session: session.ask(message), public=public)
    answer, headers = yield Call(actor, community_of(community), work, read_only=True)
    if not is_get:
        return plain_answer(answer)
    return read_answer(request, answer, public=actor is None).with_headers(*headers)


def _values(request: Request, endpoint: Endpoint) -> dict[str, Any]:
    values = read_json(request)
    version = read_version(request)
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
    query, field = endpoint.reader
    return read_address(request.base, community, path_of(query), field, id)
