"""Rates are told with every answer to a command, allowed or refused, and cost no statement."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from commkit import Kit
from commkit.adapters.http import Response, make_contract
from commkit.adapters.http.openapi import describe
from commkit.adapters.http.rate_headers import rate_headers
from commkit.posts import CreateThread
from commkit.runtime.sessions.rates import RateState
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from tests.adapters.http_client import client_of
from tests.helpers import do
from tests.sample import create_community, new_kit

QUESTION = {"kind": "question", "title": "Why?", "body": "I wonder."}
FORM = re.compile(r'"write-\d+";(q=\d+;w=\d+|r=\d+;t=\d+)(, "write-\d+";(q=\d+;w=\d+|r=\d+;t=\d+))*')


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture
def kit(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, clock=clock)) as plain:
        create_community(plain, members=("ada", "bob"))
    with closing(new_kit(url, clock=clock, rates={"write": "3 per minute; 10 per day"})) as made:
        yield made


def told(response: Response) -> tuple[str | None, str | None]:
    found = response.header("ratelimit-policy"), response.header("ratelimit")
    assert all(value is None or FORM.fullmatch(value) for value in found)
    return found


POLICY = '"write-60";q=3;w=60, "write-86400";q=10;w=86400'


def test_every_answer_to_a_command_says_what_is_left(kit: Kit, clock: ManualClock) -> None:
    ada = client_of(kit, "ada")
    made = ada.post("/posts/create-thread", **QUESTION)
    assert (made.status, told(made)) == (201, (POLICY, '"write-60";r=2;t=60, "write-86400";r=9;t=86400'))
    clock.advance(timedelta(seconds=20))
    refused = ada.post("/posts/create-thread", kind="question", title="", body="")
    assert (refused.status, told(refused)[1]) == (422, '"write-60";r=1;t=40, "write-86400";r=8;t=86380')
    missing = ada.post("/posts/create-reply", parent="0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e", body="No.")
    assert (missing.status, told(missing)[1]) == (404, '"write-60";r=0;t=40, "write-86400";r=7;t=86380')
    limited = ada.post("/posts/create-thread", **QUESTION)
    assert (limited.status, limited.header("retry-after")) == (429, "40")
    assert told(limited)[1] == '"write-60";r=0;t=40'
    other = client_of(kit, "bob").post("/posts/create-thread", **QUESTION)
    assert told(other)[1] == '"write-60";r=2;t=60, "write-86400";r=9;t=86400'


def test_a_limit_that_refuses_takes_nothing_from_those_ahead_of_it(url: str, clock: ManualClock) -> None:
    with closing(new_kit(url, clock=clock)) as plain:
        create_community(plain, members=("ada",))
    with closing(new_kit(url, clock=clock, rates={"write": "9 per day; 1 per minute"})) as kit:
        ada = client_of(kit, "ada")
        left = [told(ada.post("/posts/create-thread", **QUESTION))[1] for _ in range(3)]
        assert left == ['"write-86400";r=8;t=86400, "write-60";r=0;t=60'] * 3
        clock.advance(timedelta(seconds=60))
        assert told(ada.post("/posts/create-thread", **QUESTION))[1] == (
            '"write-86400";r=7;t=86340, "write-60";r=0;t=60'
        )


def test_queries_and_what_never_came_to_a_session_say_nothing(kit: Kit) -> None:
    ada = client_of(kit, "ada")
    for response in (
        ada.get("/posts/list-threads"),
        ada.post("/posts/list-threads"),
        ada.post("/posts/create-thread", nothing=1),
        ada.get("//-/types"),
        ada.send("POST", "/-/batch", body=b"{"),
    ):
        assert told(response) == (None, None)


def test_a_batch_counts_each_of_its_commands(kit: Kit) -> None:
    entry = {"message": "posts.create_thread", "fields": QUESTION}
    sent = client_of(kit, "ada").post("/-/batch", messages=[entry, entry])
    assert (sent.status, told(sent)[1]) == (200, '"write-60";r=1;t=60, "write-86400";r=8;t=86400')


def test_without_rates_nothing_is_told(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=("ada",))
    client = client_of(sqlite_kit, "ada")
    assert told(client.post("/posts/create-thread", **QUESTION)) == (None, None)
    document = describe(client.contract)
    assert "RateLimit" not in document["components"].get("headers", {})


def test_it_costs_no_statement(url: str, clock: ManualClock) -> None:
    with closing(new_kit(url, clock=clock)) as plain:
        create_community(plain, members=("ada",))
    statements: list[str] = []
    rates = {"write": "30 per minute"}
    with closing(
        new_kit(url, clock=clock, rates=rates, observers=[StatementObserver(statements.append)])
    ) as kit:
        command = CreateThread(**QUESTION)
        do(kit, "ada", "town", command)  # the first session looks at the schema
        statements.clear()
        do(kit, "ada", "town", command)
        direct = list(statements)
        statements.clear()
        assert told(client_of(kit, "ada").post("/posts/create-thread", **QUESTION))[1] is not None
        assert statements == direct
        assert any("commkit_rate" in each for each in direct), "the control: it was counted"


def test_the_description_tells_them(kit: Kit) -> None:
    document = describe(make_contract(kit))
    OpenAPIV31SpecValidator(document).validate()
    answers = document["paths"]["/{community}/posts/create-thread"]["post"]["responses"]
    assert {"RateLimit", "RateLimit-Policy"} <= set(answers["201"]["headers"])
    assert "RateLimit" in document["components"]["responses"]["Problem429"]["headers"]
    assert "headers" not in document["paths"]["/{community}/posts/list-threads"]["get"]["responses"]["200"]


def test_names_are_strings_of_structured_fields() -> None:
    odd = RateState('a"b\\c\u00e4', 5, 60, 4, 9)
    felt = RateState("write", 5, 60, 1, 9)
    headers = dict(rate_headers([odd, RateState("write", 9, 60, 5, 9), felt]))
    assert headers["RateLimit"] == '"a\\"b\\\\c?-60";r=4;t=9, "write-60";r=1;t=9'
    assert rate_headers([]) == ()
