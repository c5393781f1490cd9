"""Django's own applications for WSGI and ASGI, with the urls of the shell below `/c`.

Django has one project in a process, whose setting `COMMKIT` names one Kit. Here several servers of it run at the same
time, each with a contract of its own: each puts its own in the place of what the setting says when a request comes.
So no two of them may be asked at the same moment.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from asgiref.sync import sync_to_async
from attrs import evolve
from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.urls import include, path

from commkit.adapters.django import configuration
from commkit.adapters.django.configuration import Configuration
from commkit.adapters.http import Contract
from commkit.adapters.http.thread_streams import THREAD_STREAMS, ThreadStreams
from tests.adapters.django.project import configure

configure()


@contextmanager
def wsgi_project(contract: Contract, *, streams: int = THREAD_STREAMS) -> Iterator[Callable[..., Any]]:
    """The application of `wsgi.py`, with the sync views."""
    made = evolve(_configuration(contract, _sender), thread_streams=ThreadStreams(streams))
    handler = _SyncHandler()

    def app(environ: Any, start_response: Any) -> Any:
        _choose(made)
        return handler(environ, start_response)

    yield app
    configuration.forget_configuration()


@contextmanager
def asgi_project(contract: Contract) -> Iterator[Callable[..., Any]]:
    """The application of `asgi.py`, with the async views."""
    made = _configuration(contract, _async_sender)
    handler = _AsyncHandler()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await sync_to_async(_choose)(made)
        await handler(scope, receive, send)

    yield app
    configuration.forget_configuration()


class _SyncRequest(WSGIRequest):
    urlconf: Any = (path("c/", include("commkit.adapters.django.urls")),)


class _SyncHandler(WSGIHandler):
    request_class = _SyncRequest


class _AsyncRequest(ASGIRequest):
    urlconf: Any = (path("c/", include("commkit.adapters.django.async_urls")),)


class _AsyncHandler(ASGIHandler):
    request_class = _AsyncRequest


def _configuration(contract: Contract, actor: Callable[..., Any]) -> Configuration:
    return Configuration(contract, actor, check_csrf_token=False, source=None, alias="default", is_own=False)


def _choose(made: Configuration) -> None:
    with configuration._lock:
        configuration._made[:] = [made]


def _sender(request: HttpRequest) -> str | None:
    return request.headers.get("x-user")


async def _async_sender(request: HttpRequest) -> str | None:
    return _sender(request)
