"""Handling: a request becomes a unit of work, and what that gives or raises becomes a response."""

from attrs import evolve

from commkit.adapters.http.answers import read_answer
from commkit.adapters.http.batch import prepare_batch
from commkit.adapters.http.calls import READING, Call, check_method, prepare_message
from commkit.adapters.http.contract import LOBBY, Contract, split_path
from commkit.adapters.http.discovery import find_fixed, prepare_me
from commkit.adapters.http.origins import check_origin
from commkit.adapters.http.problems import BadRequest, no_such_path, problem_of
from commkit.adapters.http.values import Request, Response
from commkit.aio import AsyncKit


def handle(contract: Contract, request: Request, actor: str | None) -> Response:
    """Answer a request.

    Args:
        contract: The contract.
        request: The request.
        actor: The host's key of who sent it, as the host found out; None for a visitor.

    Returns:
        The response. Errors are responses, too: problem details.
    """
    try:
        prepared = _prepare(contract, request, actor)
        if isinstance(prepared, Response):
            return _finish(request, prepared)
        value = contract.kit.transact(
            actor,
            prepared.community,
            prepared.work,
            idempotency_key=prepared.idempotency_key,
            read_only=prepared.read_only,
        )
        response = prepared.answer(value)
    except Exception as error:
        response = _refuse(contract, request, actor, error)
    return _finish(request, response)


async def handle_async(contract: Contract, akit: AsyncKit, request: Request, actor: str | None) -> Response:
    """Answer a request beside an event loop; as `handle` does.

    Args:
        contract: The contract.
        akit: The contract's Kit for this loop.
        request: As for `handle`.
        actor: As for `handle`.
    """
    try:
        prepared = _prepare(contract, request, actor)
        if isinstance(prepared, Response):
            return _finish(request, prepared)
        value = await akit.transact(
            actor,
            prepared.community,
            prepared.work,
            idempotency_key=prepared.idempotency_key,
            read_only=prepared.read_only,
        )
        response = prepared.answer(value)
    except Exception as error:
        response = _refuse(contract, request, actor, error)
    return _finish(request, response)


def _prepare(contract: Contract, request: Request, actor: str | None) -> Call | Response:
    """The unit of work that a request asks for; a response where it asks for none."""
    if len(request.body) > contract.max_body:
        raise BadRequest(413, "too_large", f"send at most {contract.max_body} bytes")
    check_origin(contract, request)
    community, path = split_path(request)
    fixed = find_fixed(contract, request, community, path)
    if fixed is not None:
        check_method(request, *READING)
        return read_answer(request, fixed, public=True)
    if path == "/-/batch":
        return prepare_batch(contract, request, community)
    if path == "/-/me" and community != LOBBY:
        return prepare_me(contract, request, community, actor)
    endpoint = contract.find(community, path)
    if endpoint is None:
        raise no_such_path()
    return prepare_message(contract, request, community, endpoint, actor)


def _refuse(contract: Contract, request: Request, actor: str | None, error: Exception) -> Response:
    return problem_of(
        error,
        signed_in=actor is not None,
        challenge=contract.challenge,
        precondition="if-match" in request.headers,
    )


def _finish(request: Request, response: Response) -> Response:
    """The response with what every one has; without its body where only the headers were asked for."""
    length = str(len(response.body))
    headers = [*response.headers, ("X-Content-Type-Options", "nosniff")]
    if response.stream is None and response.status not in (204, 304):
        headers.append(("Content-Length", length))
    body = b"" if request.method == "HEAD" else response.body
    return evolve(response, headers=tuple(headers), body=body)
