"""The blueprint: Flask's request becomes the contract's, and the contract's response Flask's."""

from collections.abc import Callable

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.routing import BaseConverter

from commkit.adapters.http import Contract, handle
from commkit.adapters.http import Request as ContractRequest
from commkit.adapters.http import Response as ContractResponse
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.shells import close_stream, refusal
from commkit.adapters.wsgi import read_request

_REST = "commkit_rest"
"""The name of the converter."""


class Rest(BaseConverter):
    """All that stands below a path as it was sent: also nothing, slashes at its beginning, line breaks."""

    regex = r"[\s\S]*"
    part_isolating = False
    weight = 1_000  # behind every address of the host


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
        except BadRequest as error:
            return to_flask(refusal(error))
        except RequestEntityTooLarge:  # the host's own MAX_CONTENT_LENGTH is lower than the contract's
            return to_flask(_too_large())
        return to_flask(handle(contract, sent, actor()))

    def add_rules(state: BlueprintSetupState) -> None:
        # The contract says itself which methods an address takes: `add_url_rule` would ask for a list of them.
        endpoint = f"{state.name}.contract"
        state.app.view_functions[endpoint] = answer
        state.app.url_map.converters[_REST] = Rest
        for rule in (prefix, f"{prefix}/<{_REST}:rest>"):
            if rule:
                state.app.url_map.add(
                    state.app.url_rule_class(
                        rule, endpoint=endpoint, strict_slashes=False, merge_slashes=False
                    )
                )

    blueprint.record(add_rules)
    return blueprint


def from_flask(contract: Contract, prefix: str) -> ContractRequest:
    """The current request as the contract reads it: as it came, before Flask makes anything of its path.

    Raises:
        BadRequest: Its body is incomplete, did not come in time, or is of unknown length.
    """
    return read_request(request.environ, contract, mount=prefix, read=_Body().read)


def to_flask(response: ContractResponse) -> Response:
    """The contract's response as Flask sends it."""
    body = response.body if response.stream is None else response.stream
    if request.method == "HEAD":
        if response.stream is not None:
            close_stream(response.stream)
        body = b""
    made = Response(body, status=response.status)
    # Flask has put in a type of HTML, and the length of the body: with HEAD that is none.
    made.headers.clear()
    made.headers.extend(response.headers)
    return made


class _Body:
    """The body of the current request, which the host may have read before."""

    def __init__(self) -> None:
        self._began = False

    def read(self, size: int) -> bytes:
        """So many bytes at most.

        Raises:
            OSError: The client went, or took too long.
        """
        try:
            piece = request.stream.read(size)
        except ClientDisconnected as error:  # what Werkzeug makes of a socket's error is one again
            raise OSError("the body ended") from (error.__cause__ or error.__context__)
        if not piece and not self._began:
            piece = request.get_data()  # what the host read is kept there
        self._began = True
        return piece


def _too_large() -> ContractResponse:
    return refusal(BadRequest(413, "too_large", f"send at most {request.max_content_length} bytes"))
