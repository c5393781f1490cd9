"""The views of the contract: sync, and async beside an event loop."""

import asyncio
from inspect import iscoroutinefunction

import django
from asgiref.sync import async_to_sync, sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from commkit.adapters.django.configuration import Configuration, get_configuration
from commkit.adapters.django.requests import from_django, to_django, with_body
from commkit.adapters.http import Contract, Response, handle
from commkit.adapters.http.handling import refuse_early
from commkit.adapters.http.problems import BadRequest, problem_of
from commkit.adapters.http.shells import check_actor, close_stream, refusal
from commkit.adapters.http.steps import run_to_end
from commkit.runtime.model.errors import Denied

NOTICES_DISCONNECTS = django.VERSION >= (5, 0)
"""Whether Django tells a streamed answer beside an event loop that its client went; else it would go on for ever."""


@csrf_exempt  # the token is asked for below, after the body was read, and its lack is told as problem details
def contract_view(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer a request to the contract.

    Args:
        request: The request.
        rest: The path below where the contract is mounted.
    """
    configuration = get_configuration()
    contract, actor = configuration.contract, find_actor(request)
    sent = from_django(request, rest)
    refused = refuse_early(contract, sent, actor)
    if refused is None:
        try:
            sent = with_body(sent, request, contract)
        except BadRequest as error:
            refused = refusal(error)
    if refused is None:
        refused = _check_csrf_token(configuration, request)
    if refused is not None:
        return to_django(refused, request)
    answer = handle(contract, sent, actor)
    if not isinstance(request, ASGIRequest):
        answer = configuration.thread_streams.hold(contract, answer, actor)
    return to_django(answer, request)


async def async_contract_view(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer a request to the contract beside an event loop: units run in threads, several at a time.

    Args:
        request: The request.
        rest: The path below where the contract is mounted.
    """
    configuration = await sync_to_async(get_configuration)()
    contract = configuration.contract
    if iscoroutinefunction(configuration.actor):
        actor = check_actor(await configuration.actor(request))
    else:
        actor = await sync_to_async(find_actor)(request)
    sent = from_django(request, rest)
    refused = refuse_early(contract, sent, actor)
    if refused is None:
        try:
            sent = await sync_to_async(with_body)(sent, request, contract)
        except BadRequest as error:
            refused = refusal(error)
    if refused is None:
        refused = await sync_to_async(_check_csrf_token)(configuration, request)
    if refused is not None:
        return to_django(refused, request)
    handling = asyncio.ensure_future(sync_to_async(handle, thread_sensitive=False)(contract, sent, actor))
    answer = await run_to_end(handling, give_back=_close)  # Django cancels it when the client goes
    if answer.stream is not None and not NOTICES_DISCONNECTS:
        close_stream(answer.stream)
        answer = refusal(_no_stream())
    return to_django(answer, request)


async_contract_view.csrf_exempt = True  # type: ignore[attr-defined]  # the decorator of Django 4.2 awaits nothing


def _close(answer: Response) -> None:
    if answer.stream is not None:
        close_stream(answer.stream)


def _no_stream() -> BadRequest:
    return BadRequest(
        501, "no_stream", "use the sync addresses, or Django 5.0 or later, to follow a community live"
    )


def find_actor(request: HttpRequest) -> str | None:
    """The host's key of who sent a request; None for a visitor.

    Raises:
        TypeError: The host's function gives something that is no text.
    """
    actor = get_configuration().actor
    return check_actor(async_to_sync(actor)(request) if iscoroutinefunction(actor) else actor(request))


def _check_csrf_token(configuration: Configuration, request: HttpRequest) -> Response | None:
    """What to send where Django's CSRF token is missing or wrong; a client without a cookie needs none."""
    if not configuration.check_csrf_token or not request.COOKIES:
        return None
    middleware = CsrfViewMiddleware(_nothing)
    middleware.process_request(request)
    if middleware.process_view(request, _nothing, (), {}) is None:
        return None
    error = Denied(
        "http.csrf_token",
        "send Django's CSRF token in the header X-CSRFToken, from a page of the application itself",
    )
    return _refused(configuration.contract, error)


def _refused(contract: Contract, error: Denied) -> Response:
    return problem_of(error, signed_in=True, challenge=contract.challenge)


def _nothing(request: HttpRequest) -> HttpResponse:
    """Stands for the view, which is exempt from the middleware."""
    return HttpResponse()
