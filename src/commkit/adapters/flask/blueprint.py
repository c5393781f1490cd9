"""The blueprint: Flask's request becomes the contract's, and the contract's response Flask's."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import Headers
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.routing import BaseConverter

from commkit.adapters.http import Contract, handle
from commkit.adapters.http import Request as ContractRequest
from commkit.adapters.http import Response as ContractResponse
from commkit.adapters.http.answers import PRIVATE, is_public
from commkit.adapters.http.handling import refuse_early
from commkit.adapters.http.problems import BadRequest, too_large
from commkit.adapters.http.shells import close_stream, refusal
from commkit.adapters.http.thread_streams import THREAD_STREAMS, ThreadStreams
from commkit.adapters.wsgi import request_of, with_body

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_REST = "commkit_rest"
"""The name of the converter."""


class Rest(BaseConverter):
    """All that stands below a path as it was sent: also nothing, slashes at its beginning, line breaks."""

    regex = r"[\s\S]*"
    part_isolating = False
    weight = 1_000  # behind every address of the host


def make_blueprint(
    name: str,
    contract: Contract,
    actor: Callable[[], str | None],
    prefix: str,
    *,
    streams: int = THREAD_STREAMS,
) -> Blueprint:
    """The blueprint of a contract.

    Args:
        name: The blueprint's name.
        contract: The contract.
        actor: Tells who sent the current request.
        prefix: Where it will be registered; empty for the root.
        streams: How many live streams may be open.
    """
    blueprint = Blueprint(name, __name__)
    held = ThreadStreams(streams)

    def answer(rest: str = "") -> Response:  # the address is read whole
        key = actor()
        sent = from_flask(prefix)
        refused = refuse_early(contract, sent, key)
        if refused is not None:
            return to_flask(refused)
        try:
            sent = with_body(sent, request.environ, contract, read=_Body().read)
        except BadRequest as error:
            return to_flask(refusal(error))
        except RequestEntityTooLarge:  # the host's own MAX_CONTENT_LENGTH is lower than the contract's
            return to_flask(_too_large())
        return to_flask(held.hold(contract, handle(contract, sent, key), key))

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


def from_flask(prefix: str) -> ContractRequest:
    """The current request as the contract reads it, without its body: as it came, before Flask makes anything of it.

    Args:
        prefix: Where the contract is mounted; empty for the root.
    """
    return request_of(request.environ, mount=prefix)


def to_flask(response: ContractResponse) -> Response:
    """The contract's response as Flask sends it."""
    body = response.body if response.stream is None else response.stream
    if request.method == "HEAD":
        if response.stream is not None:
            close_stream(response.stream)
        body = b""
    made = _Answer(body, status=response.status)
    # Flask has put in a type of HTML, and the length of the body: with HEAD that is none.
    made.headers.clear()
    made.headers.extend(response.headers)
    return made


class _Answer(Response):
    """A response of the contract; where the host sets a cookie with it, it is for one reader alone."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """The headers as they are sent: by now the session has been saved."""
        headers = super().get_wsgi_headers(environ)
        if "Set-Cookie" in headers and is_public(headers.get("Cache-Control")):
            headers["Cache-Control"] = PRIVATE
        return headers


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
    return refusal(too_large(request.max_content_length or 0))
