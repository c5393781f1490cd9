"""Which methods an address takes is known before the plan: both must say the same, of every address."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from commkit import Kit
from commkit.adapters.http import Contract, Request, handle, handling, make_contract
from commkit.adapters.http.addresses import methods_at
from commkit.adapters.http.contract import split_path
from commkit.adapters.http.shells import close_stream
from tests.sample import create_community

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")
FIXED = (
    "/openapi.json",
    "/-/types",
    "/-/embed.js",
    "/-/schemas/posts/create-thread",
    "/-/schemas/nothing",
    "/-/health/live",
    "/-/health/ready",
    "/-/health",
    "/-/-/ready",
    "/-/-/batch",
    "/-/-/me",
    "/-/-/files",
    "/-/-/stream",
    "/town/-/batch",
    "/town/-/me",
    "/town/-/stream",
    "/town/-/files",
    "/town/-/files/0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e",
    "/town/-/feeds/threads.atom",
    "/town/-/sitemap.xml",
    "/town/-/nothing",
    "/town/openapi.json",
    "/town",
    "/",
)


@pytest.fixture
def contract(sqlite_kit: Kit) -> Iterator[Contract]:
    create_community(sqlite_kit, members=("ada",))
    made = make_contract(sqlite_kit)
    with closing(made.streams):
        yield made


def addresses(contract: Contract) -> list[str]:
    return [*FIXED, *(f"/-{path}" for path in contract.lobby), *(f"/town{path}" for path in contract.local)]


def is_refused(contract: Contract, method: str, path: str) -> bool:
    response = handle(contract, Request(method, path, base="/c"), None)
    close_stream(response.stream)
    is_nothing = response.status == 404 if method == "HEAD" else b"http.no_such_path" in response.body
    return response.status == 405 or is_nothing


def test_the_plans_refuse_the_same_without_being_asked_early(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "check_address", lambda *_: None)
    wrong = [
        (method, path)
        for path in addresses(contract)
        for method in METHODS
        if method not in (methods_at(contract, *split_path(Request(method, path))) or ())
        and not is_refused(contract, method, path)
    ]
    assert wrong == []


def test_what_an_address_takes_is_not_refused(contract: Contract) -> None:
    wrong = [
        (method, path)
        for path in addresses(contract)
        for method in methods_at(contract, *split_path(Request("GET", path))) or ()
        if method != "HEAD" and is_refused(contract, method, path)
    ]
    assert wrong == []
