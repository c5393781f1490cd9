"""The router: one route for all addresses of the contract, behind the host's own dependency."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from itertools import count
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response, params
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from commkit.adapters.asgi.kits import LoopKits
from commkit.adapters.asgi.receiving import Disconnected, has_body, request_of, with_body
from commkit.adapters.asgi.sending import last_of_connection, raw_headers, send_response
from commkit.adapters.fastapi.description import expand
from commkit.adapters.http import Contract, handle_async
from commkit.adapters.http import Response as PlainResponse
from commkit.adapters.http.answers import PRIVATE, is_public
from commkit.adapters.http.handling import refuse_early
from commkit.adapters.http.problems import BadRequest
from commkit.adapters.http.shells import check_actor, contract_of, refusal
from commkit.kit import Kit

FastapiActor = Callable[..., str | None] | Callable[..., Awaitable[str | None]] | params.Depends
"""A dependency that finds out who sent a request: gives the host's key of the user, or None for a visitor."""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""Methods for which the dependency is asked; all others are refused, whoever sends them."""
REST = "/{commkit_rest:commkit_rest}"
"""Every address below the router."""
_numbers = count(1)


class _Rest(Convertor[str]):
    """The rest of a path, whatever is in it; that of Starlette stops at the end of a line."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("commkit_rest", _Rest())


class CommunityRouter(APIRouter):
    """The router of a contract; made by `community_router`."""

    def __init__(self, shell: "_Shell", actor: params.Depends) -> None:
        super().__init__(lifespan=self._live)
        self._shell = shell
        self._marker = f"commkit_{next(_numbers)}"

        async def answer(request: Request, of_host: Response, key: Any = actor) -> Response:
            answered = await shell.answer(request, key)
            # FastAPI leaves out what dependencies set, such as cookies, where a response is made by hand.
            answered.raw_headers.extend(of_host.raw_headers)
            if "set-cookie" in of_host.headers and is_public(answered.headers.get("cache-control")):
                answered.headers["cache-control"] = PRIVATE  # a cookie is for one reader alone
            return answered

        add = partial(self.add_api_route, REST, answer, response_class=Response, response_model=None)
        add(methods=["GET"], operation_id=self._marker, summary="Messages of communities")
        add(methods=METHODS, include_in_schema=False)
        self.add_route(REST, shell.refuse, methods=[], include_in_schema=False)

    def describe_in(self, app: FastAPI) -> None:
        """Describe every operation in the OpenAPI document of an application that includes this router.

        It happens by itself when the application starts; call it where the document is made without that: by a script
        that writes it to a file, or in an application that is mounted in another one.

        Args:
            app: The application.
        """
        make = app.openapi

        def openapi() -> dict[str, Any]:
            document = make()
            expand(document, self._shell.contract, self._marker)
            return document

        app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it

    @asynccontextmanager
    async def _live(self, app: FastAPI) -> AsyncIterator[None]:
        self.describe_in(app)
        async with self._shell.kits.lifespan():
            yield


def community_router(
    served: Kit | Contract,
    *,
    actor: FastapiActor,
    body_timeout: float = 30,
    send_timeout: float = 30,
    max_concurrency: int = 10,
) -> CommunityRouter:
    """The contract of a Kit as a router; include it below a prefix of its own, or behind all other routes.

    Args:
        served: A Kit, or a contract made with `make_contract`.
        actor: The dependency that gives the host's key of who sent a request, None for a visitor: a function, or
            `Depends(...)`.
        body_timeout: As for `AsgiApp`.
        send_timeout: As for `AsgiApp`.
        max_concurrency: As for `commkit.aio.AsyncKit`.
    """
    contract = contract_of(served)
    shell = _Shell(contract, LoopKits(contract.kit, max_concurrency), body_timeout, send_timeout)
    return CommunityRouter(shell, actor if isinstance(actor, params.Depends) else Depends(actor))


class _Shell:
    """What all operations of a router share."""

    def __init__(self, contract: Contract, kits: LoopKits, body_timeout: float, send_timeout: float) -> None:
        self.contract = contract
        self.kits = kits
        self.body_timeout = body_timeout
        self.send_timeout = send_timeout

    async def answer(self, got: Request, key: object) -> Response:
        request = request_of(got.scope, mount=_mount_of(got))
        actor = check_actor(key)
        refused = refuse_early(self.contract, request, actor)
        if refused is not None:
            ends = has_body(request)
            return _Answer(last_of_connection(refused, got.scope) if ends else refused, self.send_timeout)
        limit = self.contract.body_limit(request)
        try:
            request = await with_body(request, _pieces(got), limit=limit, seconds=self.body_timeout)
        except BadRequest as error:
            return _Answer(last_of_connection(refusal(error), got.scope), self.send_timeout)
        except Disconnected:
            return Response(status_code=400)  # nobody gets it
        response = await handle_async(self.contract, self.kits.current(), request, actor)
        return _Answer(response, self.send_timeout)

    async def refuse(self, got: Request) -> Response:
        """Answer a method that no operation takes, whoever sends it."""
        return await self.answer(got, None)


def _mount_of(got: Request) -> str:
    """The path below which the router is included."""
    path = request_of(got.scope).path
    return path[: len(path) - len(got.path_params["commkit_rest"])].rstrip("/")


async def _pieces(got: Request) -> AsyncGenerator[bytes]:
    """The body; where a dependency of the host has read it already, what it read."""
    try:
        async for piece in got.stream():
            yield piece
    except ClientDisconnect:
        raise Disconnected from None


class _Answer(Response):
    """A response of the contract; what is added to its headers is sent, too."""

    def __init__(self, response: PlainResponse, send_timeout: float) -> None:
        super().__init__(response.body, response.status)
        self.raw_headers = raw_headers(response)
        self._response = response
        self._send_timeout = send_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send_response(
            self._response,
            receive,
            send,
            method=scope["method"],
            headers=self.raw_headers,
            send_timeout=self._send_timeout,
        )
        if self.background is not None:
            await self.background()
