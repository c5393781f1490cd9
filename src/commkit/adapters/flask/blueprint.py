"""The blueprint: Flask's request becomes the contract's, and the contract's response Flask's."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from commkit.adapters.http import Contract, handle
from commkit.adapters.http import Request as ContractRequest
from commkit.adapters.http import Response as ContractResponse
from commkit.adapters.http.problems import BadRequest, problem_of
from commkit.adapters.http.shells import declared_length, read_body, refusal


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
        except BadRequest as error:
            return to_flask(refusal(error))
        return to_flask(handle(contract, sent, actor()))

    def add_rules(state: BlueprintSetupState) -> None:
        endpoint = f"{state.name}.contract"
        for path in ("/", "/<path:rest>"):
            # By itself Flask would answer methods that a rule does not name; the contract answers all of them.
            rule = state.app.url_rule_class(
                f"{state.url_prefix or ''}{path}", endpoint=endpoint, methods=None, strict_slashes=False
            )
            state.app.url_map.add(rule)
        state.app.view_functions[endpoint] = answer

    blueprint.record(add_rules)
    return blueprint


def from_flask(contract: Contract, prefix: str) -> ContractRequest:
    """The current request as the contract reads it.

    Raises:
        BadRequest: Its body is incomplete, or did not come in time.
    """
    path = request.path.removeprefix(prefix)
    return ContractRequest(
        method=request.method,
        path=path,
        query=request.query_string.decode("latin-1"),
        headers={name.lower(): value for name, value in request.headers},
        body=read_body(
            _read,
            declared=declared_length(request.headers.get("Content-Length")),
            limit=contract.body_limit(path),
        ),
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


def _read(size: int) -> bytes:
    """Read of the body; what Werkzeug makes of a socket's error is one again."""
    try:
        return request.stream.read(size)
    except ClientDisconnected as error:
        raise OSError("the body ended") from (error.__cause__ or error.__context__)


def _too_large(contract: Contract) -> ContractResponse:
    error = BadRequest(413, "too_large", f"send at most {request.max_content_length} bytes")
    return problem_of(error, signed_in=True, challenge=contract.challenge)
