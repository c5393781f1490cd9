"""The blueprint: Flask's request becomes the contract's, and the contract's response Flask's."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from commkit.adapters.http import Contract, handle
from commkit.adapters.http import Request as ContractRequest
from commkit.adapters.http import Response as ContractResponse
from commkit.adapters.http.problems import BadRequest, problem_of

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""All that may reach the contract, which says itself what an address takes."""


def make_blueprint(name: str, contract: Contract, actor: Callable[[], str | None], prefix: str) -> Blueprint:
    """The blueprint of a contract.

    Args:
        name: The blueprint's name.
        contract: The contract.
        actor: Tells who sent the current request.
        prefix: Where it will be registered; empty for the root.
    """
    blueprint = Blueprint(name, __name__)

    def answer(rest: str = "") -> Response:  # the address is read whole
        try:
            sent = from_flask(contract, prefix)
        except RequestEntityTooLarge:  # the host's own MAX_CONTENT_LENGTH is lower than the contract's
            return to_flask(_too_large(contract))
        return to_flask(handle(contract, sent, actor()))

    for rule in ("/", "/<path:rest>"):
        blueprint.add_url_rule(
            rule, "contract", answer, methods=METHODS, provide_automatic_options=False, strict_slashes=False
        )
    return blueprint


def from_flask(contract: Contract, prefix: str) -> ContractRequest:
    """The current request as the contract reads it."""
    path = request.path.removeprefix(prefix)
    return ContractRequest(
        method=request.method,
        path=path,
        query=request.query_string.decode("latin-1"),
        headers={name.lower(): value for name, value in request.headers},
        body=_read_body(contract.body_limit(path) + 1),
        base=request.script_root + prefix,
    )


def to_flask(response: ContractResponse) -> Response:
    """The contract's response as Flask sends it."""
    body = response.body if response.stream is None else response.stream
    if request.method == "HEAD":
        close_stream(response)
        body = b""
    made = Response(body, status=response.status)
    # Flask has put in a type of HTML, and the length of the body: with HEAD that is none.
    made.headers.clear()
    made.headers.extend(response.headers)
    return made


def close_stream(response: ContractResponse) -> None:
    """Give back what a stream holds that nobody will read."""
    close = getattr(response.stream, "close", None)
    if close is not None:
        close()


def _read_body(most: int) -> bytes:
    """The body, or its beginning: one byte more than is allowed is enough to refuse it."""
    parts: list[bytes] = []
    left = most
    while left > 0 and (part := request.stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _too_large(contract: Contract) -> ContractResponse:
    error = BadRequest(413, "too_large", f"send at most {request.max_content_length} bytes")
    return problem_of(error, signed_in=True, challenge=contract.challenge)
