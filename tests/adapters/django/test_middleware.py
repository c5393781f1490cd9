"""Errors of sessions in views of the project's own."""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from commkit import Kit
from commkit.adapters.django import get_kit
from commkit.members import JoinCommunity
from commkit.posts import CreateThread


def ask(request: HttpRequest) -> HttpResponse:
    with get_kit().session("ada", "town") as session:
        session.do(JoinCommunity())
        session.do(CreateThread(kind="question", title="", body="I wonder."))
    return HttpResponse("asked")


async def ask_beside_a_loop(request: HttpRequest) -> HttpResponse:
    return ask(request)


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("ask", ask), path("ask-async", ask_beside_a_loop), path("fail", fail)]
MIDDLEWARE = "commkit.adapters.django.middleware.CommkitErrors"


@pytest.mark.parametrize("address", ["/ask", "/ask-async"])
def test_errors_of_sessions_are_answered(sqlite_project: Kit, address: str) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        assert Client(raise_request_exception=False).get(address).status_code == 500  # control
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[*settings.MIDDLEWARE, MIDDLEWARE]):
        client: Any = Client(raise_request_exception=False)
        refused = client.get(address)
        assert refused.status_code == 422
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert [fault["field"] for fault in refused.json()["errors"]] == ["title"]
        assert client.get("/fail").status_code == 500
