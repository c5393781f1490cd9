"""Every shell answers as the contract itself does: status, headers and body, for right calls and wrong ones."""

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, CommunityType, Kit, Role, hookimpl
from commkit.adapters.http import Contract, handle, make_contract
from commkit.adapters.http.contract import MAX_BODY
from commkit.feeds import CreateFeedToken
from commkit.members import AddMember
from commkit.testing.clock import ManualClock
from commkit.testing.kits import KitFactory, SqliteTemplates
from commkit_articles import (
    ARTICLE,
    COMMENT,
    DESK,
    AddToSeries,
    ApproveArticle,
    Articles,
    CreateArticle,
    CreateSeries,
    ListSeries,
    PublishArticle,
    SubmitArticle,
)
from tests.adapters.shells.calls import (
    ACTORS,
    Answer,
    Call,
    answer_of,
    calls_of,
    malformed_calls,
    successful_calls,
)
from tests.adapters.shells.equal_databases import EqualDatabases, equal_databases
from tests.adapters.shells.servers import Server
from tests.adapters.shells.shells import HOSTS, OWN_REFUSALS, SHELLS, UNREACHED
from tests.helpers import ask, do
from tests.sample import create_community

DIRECT = "direct"
"""The copy that the contract serves without a shell."""


def drawn(strategy: st.SearchStrategy[Call], count: int) -> list[Call]:
    """So many examples, the same each time."""
    found: list[Call] = []

    @settings(
        max_examples=count,
        phases=(Phase.generate,),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(call: Call) -> None:
        found.append(call)

    draw()
    return found


def calls(contract: Contract, same: EqualDatabases, *, each: int, step: int, malformed: int) -> list[Call]:
    """Calls of the contract's operations, and malformed ones, in an order of chance that stays the same.

    Right ones come at the end.

    Args:
        contract: The contract.
        same: Where.
        each: Calls of each operation.
        step: Which operations: all, or every so manieth.
        malformed: How many malformed ones.
    """
    endpoints = [*contract.lobby.values(), *contract.local.values()][::step]
    found = [call for each_of in endpoints for call in drawn(calls_of(contract, each_of, same.world), each)]
    found += drawn(malformed_calls(contract, same.world), malformed)
    chance = random.Random(1)
    chance.shuffle(found)
    # First of all what must succeed: by chance somebody leaves later.
    return [*successful_calls(same.world), *(evolve(call, actor=chance.choice(ACTORS)) for call in found)]


@contextmanager
def running(same: EqualDatabases, **options: Any) -> Iterator[dict[str, Server]]:
    """Every shell, each on a database of its own."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(shell(make_contract(same.kits[name], **options)))
            for name, shell in SHELLS.items()
        }


def assert_parity(same: EqualDatabases, todo: Iterable[Call], **options: Any) -> list[int]:
    """Each call is answered by each shell as by the contract itself; gives the statuses."""
    contract = make_contract(same.kits[DIRECT], **options)
    statuses = []
    with running(same, **options) as servers:
        for call in todo:
            with same.repeatable(DIRECT):
                expected = answer_of(handle(contract, call.as_request(), call.actor))
            for name, server in servers.items():
                if any(part in call.target.partition("?")[0] for part in UNREACHED.get(name, ())):
                    continue
                with same.repeatable(name):
                    got = call.send(server)
                assert got == expected, difference(name, call, got, expected)
            statuses.append(expected[0])
            same.tick()
    return statuses


def difference(name: str, call: Call, got: Answer, expected: Answer) -> str:
    return f"{name} answered {call}\n with {got}\n  not {expected}"


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EqualDatabases]:
    """Copies on SQLite, one after the other for the quick tests."""
    clock = ManualClock(datetime(2030, 1, 1, 12, tzinfo=UTC))
    with ExitStack() as stack:
        factory = KitFactory(SqliteTemplates(tmp_path_factory.mktemp("shells")), stack)
        with equal_databases(factory, clock, [DIRECT, *SHELLS]) as made:
            yield made


def assert_varied(statuses: Sequence[int], wanted: set[int]) -> None:
    """The calls reached what they were to reach, and nothing broke."""
    assert wanted <= set(statuses)
    assert max(statuses) < 500


def test_some_calls(same: EqualDatabases) -> None:
    todo = calls(make_contract(same.kits[DIRECT]), same, each=1, step=12, malformed=40)
    assert_varied(assert_parity(same, todo), {200, 201, 401, 404, 405, 412, 422})


@pytest.mark.slow
def test_many_calls(commkit_engine_kit_factory: KitFactory, manual_clock: ManualClock) -> None:
    with equal_databases(commkit_engine_kit_factory, manual_clock, [DIRECT, *SHELLS]) as same:
        todo = calls(make_contract(same.kits[DIRECT]), same, each=4, step=1, malformed=400)
        assert len(todo) >= 1_500
        wanted = {200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 415, 422}
        assert_varied(assert_parity(same, todo), wanted)


def test_feeds_and_calendars(same: EqualDatabases) -> None:
    place = same.world.community.slug
    secrets = set()
    for name in same.kits:
        with same.repeatable(name) as kit:
            made = kit.transact("member", place, lambda session: session.do(CreateFeedToken()))
            secrets.add(made.secret)
    (secret,) = secrets
    same.tick()
    feeds = [
        "threads.atom",
        "threads.rss",
        "threads.json",
        "search.atom?text=why",
        "tags/c%2B%2B.atom",
        "x.atom",
    ]
    paths = [f"/{place}/-/feeds/{path}" for path in feeds]
    paths += [
        f"/{place}/-/calendar.ics",
        f"/{place}/-/calendar/mine.ics",
        f"/{place}/-/feeds/tags/%2F%00.rss",
    ]
    assert_varied(assert_parity(same, read_calls(paths, secret)), {200, 304, 404, 405})


def read_calls(paths: Iterable[str], secret: str) -> list[Call]:
    """Calls of what is read at some paths, with the right token, a wrong one and none."""
    return [
        Call(method, f"{path}{'&' if '?' in path else '?'}{query}", headers)
        for path in paths
        for query in ("", f"token={secret}", "token=none")
        for method, headers in (("GET", {}), ("HEAD", {}), ("GET", {"if-none-match": "*"}), ("POST", {}))
    ]


class Press:
    """A plugin with the type of a press that has series."""

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        yield CommunityType(
            "press",
            features=("posts", "articles.desk", "articles.series"),
            post_kinds=(ARTICLE, COMMENT),
            roles={"editor": Role(grants=DESK, staff=True)},
        )


def open_press(kit: Kit) -> None:
    """A press with a series of one part, which a member wrote and an editor published."""
    create_community(kit, "press", type="press", members=("member",))
    do(kit, SYSTEM, "press", AddMember("editor", role="editor"))
    draft = do(kit, "member", "press", CreateArticle(title="The well", body="It is <b>open</b>."))
    sent = do(kit, "member", "press", SubmitArticle(draft.id, draft.version))
    approved = do(kit, "editor", "press", ApproveArticle(sent.id, sent.version))
    do(kit, "editor", "press", PublishArticle(approved.id))
    series = do(kit, "editor", "press", CreateSeries("Wells", summary="All of them"))
    do(kit, "editor", "press", AddToSeries(approved.id, series.id))


def test_feeds_of_a_series(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2030, 1, 1, 12, tzinfo=UTC))
    with ExitStack() as stack:
        factory = KitFactory(SqliteTemplates(tmp_path), stack)
        same = stack.enter_context(
            equal_databases(factory, clock, [DIRECT, *SHELLS], Articles(), Press(), prepare=open_press)
        )
        (series,) = ask(same.kits[DIRECT], None, "press", ListSeries()).items
        paths = [f"/press/-/feeds/series/{series.id}.{format}" for format in ("atom", "rss", "json", "x")]
        paths += [f"/press/-/feeds/series/{path}.atom" for path in (UUID(int=1), "x", "%00")]
        paths.append(f"/{same.world.community.slug}/-/feeds/series/{series.id}.atom")
        assert_varied(assert_parity(same, read_calls(paths, "wrong")), {200, 304, 404, 405})


def test_large_bodies(same: EqualDatabases) -> None:
    target = f"/{same.world.community.slug}/posts/create-thread"
    json = {"content-type": "application/json"}
    sizes = [MAX_BODY - 1, MAX_BODY, MAX_BODY + 1, MAX_BODY + 2, 2 * MAX_BODY]
    todo = [Call("POST", target, json, b" " * size, "member") for size in sizes]
    assert assert_parity(same, todo) == [400, 400, 413, 413, 413]


def test_origins(same: EqualDatabases) -> None:
    target = f"/{same.world.community.slug}/posts/list-threads"
    cases = [
        ({}, 200),
        ({"cookie": "a=1"}, 403),
        ({"cookie": "a=1", "x-commkit-csrf": "1"}, 200),
        ({"origin": "https://community.example"}, 200),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "https://friend.example"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
    ]
    todo = [Call("POST", target, headers) for headers, _ in cases]
    trusted = frozenset({"https://friend.example"})
    statuses = assert_parity(same, todo, check_origin=True, trusted_origins=trusted)
    assert statuses == [status for _, status in cases]


def test_odd_hosts_and_upgrades(same: EqualDatabases) -> None:
    upgrade = {"connection": "upgrade", "upgrade": "websocket", "sec-websocket-key": "x"}
    cases = {name: {"host": host} for name, host in HOSTS.items()} | {"upgrade": upgrade}
    contract = make_contract(same.kits[DIRECT])
    with running(same) as servers:
        for case, headers in cases.items():
            call = Call("GET", "/-/types", headers)
            expected = answer_of(handle(contract, call.as_request(), None))
            assert expected[0] == 200
            for name, server in servers.items():
                got = call.send(server)
                if case in OWN_REFUSALS.get(name, ()):
                    assert got[0] == 400, difference(name, call, got, expected)
                else:
                    assert got == expected, difference(name, call, got, expected)


def test_control_a_shell_that_answers_otherwise_is_noticed(
    same: EqualDatabases, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_is = SHELLS["wsgi"]
    monkeypatch.setitem(SHELLS, "wsgi", lambda contract: as_it_is(evolve(contract, max_body=1)))
    target = f"/{same.world.community.slug}/posts/list-threads"
    with pytest.raises(AssertionError, match="wsgi answered"):
        assert_parity(same, [Call("POST", target, body=b"{}")])
