"""The views of the contract: sync, and async beside an event loop."""

from inspect import iscoroutinefunction

import django
from asgiref.sync import async_to_sync, sync_to_async
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from commkit.adapters.django.configuration import Configuration, get_configuration
from commkit.adapters.django.requests import from_django, to_django
from commkit.adapters.http import Contract, Response, handle
from commkit.adapters.http.problems import BadRequest, problem_of
from commkit.adapters.http.shells import check_actor, close_stream, refusal
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
    try:
        sent = from_django(configuration.contract, request, rest)
    except BadRequest as error:
        return to_django(refusal(error), request)
    refused = _check_csrf_token(configuration, request)
    if refused is not None:
        return to_django(refused, request)
    return to_django(handle(configuration.contract, sent, find_actor(request)), request)


async def async_contract_view(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer a request to the contract beside an event loop: units run in threads, several at a time.

    Args:
        request: The request.
        rest: The path below where the contract is mounted.
    """
    configuration = await sync_to_async(get_configuration)()
    try:
        sent = await sync_to_async(from_django)(configuration.contract, request, rest)
    except BadRequest as error:
        return to_django(refusal(error), request)
    refused = await sync_to_async(_check_csrf_token)(configuration, request)
    if refused is not None:
        return to_django(refused, request)
    if iscoroutinefunction(configuration.actor):
        actor = check_actor(await configuration.actor(request))
    else:
        actor = await sync_to_async(find_actor)(request)
    answer = await sync_to_async(handle, thread_sensitive=False)(configuration.contract, sent, actor)
    if answer.stream is not None and not NOTICES_DISCONNECTS:
        close_stream(answer.stream)
        answer = refusal(_no_stream())
    return to_django(answer, request)


async_contract_view.csrf_exempt = True  # type: ignore[attr-defined]  # the decorator of Django 4.2 awaits nothing


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
