"""Observers are told of what runs; they cost nothing where there are none, and break nothing where they fail."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import CommkitError, Denied, Invalid, Kit, NotFound, Step
from commkit.aio import AsyncKit
from commkit.posts import CreateThread, PostId, ReadPost
from commkit.runtime.model import observers as observing
from commkit.runtime.model.ids import NIL_ID
from commkit.testing.kits import capture_statements
from tests.runtime.observed import (
    BAD_CODE,
    BROKEN,
    GATE,
    NONSENSE,
    NOT_HEARD,
    REFUSED,
    SUBSCRIBER,
    Recorder,
    new_observed_kit,
    ring,
)
from tests.runtime.plugins import Listen, Ring
from tests.sample import OWNER, create_community, new_kit


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def kit(url: str, recorder: Recorder) -> Iterator[Kit]:
    with closing(new_observed_kit(url, recorder)) as made:
        recorder.begun.clear()
        recorder.ended.clear()
        yield made


def refused(kit: Kit, times: int) -> None:
    with pytest.raises(Denied):
        ring(kit, times)


def test_a_command_and_what_runs_in_it(kit: Kit, recorder: Recorder) -> None:
    with capture_statements(kit) as statements:
        ring(kit, 1)
    (command,) = [step for step in recorder.ended if step.kind == "command"]
    assert (command.name, command.outcome, command.parent) == ("club.ring", "done", None)
    (gate,) = [step for step in recorder.ended if step.name == GATE]
    assert (gate.kind, gate.outcome, gate.parent) == ("gate", "done", command)
    told = [step for step in recorder.begun if step.kind == "statement"]
    assert [step.name for step in told] == statements
    assert {step.message for step in told} == {None, "club.ring"}, "the first finds out who it is"
    assert [step.name for step in recorder.ended if step.kind == "transaction"] == ["BEGIN", "COMMIT"]
    assert all(step.seconds > 0 for step in recorder.ended)
    assert sum(step.seconds for step in told if step.parent is command) < command.seconds
    assert Counter(map(id, recorder.begun)) == Counter(map(id, recorder.ended))


def test_refusals_have_their_code(kit: Kit, recorder: Recorder) -> None:
    refused(kit, REFUSED)
    refused(kit, BROKEN)
    refused(kit, BAD_CODE)
    refused(kit, NONSENSE)
    with pytest.raises(Invalid), kit.session(OWNER, "town") as session:
        session.do(Ring("many"))  # type: ignore[arg-type]
    codes = Counter({"club.unlucky": 1, "runtime.gate_failed": 2, "unknown": 1, "runtime.invalid": 1})
    assert recorder.count("command", "club.ring") == codes
    assert recorder.count("gate", GATE) == codes - Counter(["runtime.invalid"])
    faults = {step.outcome for step in recorder.ended if step.is_fault}
    assert faults == {"runtime.gate_failed"}, "the gate's own; a refusal is none"
    assert sum(step.is_fault for step in recorder.ended if step.kind == "gate") == 2, (
        "it failed, and it babbled"
    )


def test_queries_and_parts_of_commands(kit: Kit, recorder: Recorder) -> None:
    with kit.session(OWNER, "town", read_only=True) as session:
        assert session.ask(Listen()) == 1
        with pytest.raises(NotFound):
            session.ask(ReadPost(PostId(NIL_ID)))
        with pytest.raises(Denied):
            session.do(Ring(1))
    assert [
        (step.kind, step.name, step.outcome) for step in recorder.ended if step.message and not step.parent
    ] == [
        ("query", "club.listen", "done"),
        ("query", "posts.read_post", "runtime.not_found"),
        ("command", "club.ring", "runtime.read_only"),
    ]


def test_a_message_that_is_none_has_no_name_of_its_own(kit: Kit, recorder: Recorder) -> None:
    class Canary:
        pass

    with kit.session(OWNER, "town") as session:
        for sent in (Canary(), "xkanariex"):
            with suppress(CommkitError):
                session.do(sent)  # type: ignore[arg-type]
    assert {step.name for step in recorder.ended if step.kind == "command"} == {"unknown"}


def test_a_worker_that_delivers_and_fails(kit: Kit, recorder: Recorder) -> None:
    ring(kit, 1)
    ring(kit, NOT_HEARD)
    kit.worker(attempts=2).drain()
    assert recorder.count("delivery", SUBSCRIBER) == Counter(done=1, failed=1)
    (done,) = [step for step in recorder.ended if step.name == SUBSCRIBER and not step.is_fault]
    (query,) = [step for step in recorder.ended if step.kind == "query" and step.parent is done]
    assert (query.name, query.message, done.message) == ("club.listen", "club.listen", None)


def test_a_delivery_that_is_given_up(kit: Kit, recorder: Recorder) -> None:
    ring(kit, NOT_HEARD)
    kit.worker(attempts=1).drain()
    assert recorder.count("delivery", SUBSCRIBER) == Counter(parked=1)


def test_async_sessions_are_observed_too(kit: Kit, recorder: Recorder) -> None:
    async def go() -> None:
        async with AsyncKit(kit) as akit:
            await akit.do(OWNER, "town", Ring(2))
            await akit.ask(OWNER, "town", Listen())

    asyncio.run(go())
    assert recorder.count("command", "club.ring") == Counter(done=1)
    assert recorder.count("query", "club.listen") == Counter(done=1)
    (command,) = [step for step in recorder.ended if step.kind == "command"]
    assert [step for step in recorder.ended if step.kind == "statement" and step.parent is command]


def test_a_failing_commit_is_told(url: str, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError("gone")

    with closing(new_observed_kit(url, recorder)) as kit:
        commit = kit.database.commit
        monkeypatch.setattr(kit.database, "commit", fail)
        with pytest.raises(OSError, match="gone"):
            ring(kit, 1)
        monkeypatch.setattr(kit.database, "commit", commit)
    last = recorder.ended[-1]
    assert (last.kind, last.name, last.outcome, last.is_fault) == ("transaction", "COMMIT", "failed", True)


class Broken:
    """An observer that fails at its beginning, its end, or both."""

    def __init__(self, *fails: str) -> None:
        self.fails = fails

    def begin(self, step: Step) -> None:
        if "begin" in self.fails:
            raise ValueError("a broken observer")

    def end(self, step: Step) -> None:
        if "end" in self.fails:
            raise ValueError("a broken observer")


@pytest.mark.parametrize("fails", [("begin",), ("end",), ("begin", "end")])
def test_an_observer_that_raises_breaks_nothing(
    url: str, recorder: Recorder, fails: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.ERROR, "commkit"),
        closing(new_observed_kit(url, Broken(*fails), recorder)) as kit,
    ):
        ring(kit, 1)
        refused(kit, REFUSED)
        kit.worker().drain()
    assert recorder.count("command", "club.ring") == Counter(["done", "club.unlucky"])
    assert recorder.count("delivery", SUBSCRIBER) == Counter(done=1)
    assert caplog.messages == ["observer.failed observer=Broken"], "once, not at every statement"


def test_what_raises_at_a_statement_does_break_it(kit: Kit) -> None:
    def fail(sql: str) -> None:
        raise ValueError("a broken observer")

    kit.database.observer = fail  # the control: it is not caught everywhere
    with pytest.raises(ValueError, match="a broken observer"):
        ring(kit, 1)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Looks at the clock that measures steps."""
    found: list[float] = []
    real: Callable[[], float] = observing.perf_counter

    def count() -> float:
        found.append(0.0)
        return real()

    monkeypatch.setattr(observing, "perf_counter", count)
    return found


def use(kit: Kit) -> None:
    create_community(kit)
    with kit.session(OWNER, "town") as session:
        post = session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
        session.ask(ReadPost(post.id))
    kit.worker().drain()


def test_without_observers_no_clock_is_read(
    sqlite_url: str, looks: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(observing, "Step", made.append)
    with closing(new_kit(sqlite_url)) as kit:
        use(kit)
    assert (looks, made) == ([], [])


def test_with_observers_it_is_read_twice_a_step(
    sqlite_url: str, looks: list[float], recorder: Recorder
) -> None:
    with closing(new_kit(sqlite_url, observers=[recorder])) as kit:
        use(kit)
    assert len(recorder.ended) > 20, "the control"
    assert len(looks) == 2 * len(recorder.ended)


@pytest.mark.parametrize("wrong", [object(), [object()], "abc"])
def test_what_is_no_observer_is_refused(wrong: Any) -> None:
    with pytest.raises(Invalid, match="observers"):
        new_kit("sqlite://", observers=wrong)


@given(st.one_of(st.text(), st.from_regex(r"[a-z_]+\.[a-z_ @:-]+"), st.integers(), st.none()))
def test_what_is_no_code_is_no_label(code: object) -> None:
    """A plugin may put a sentence, a key or an address where its code belongs."""
    label = observing.safe_code(code)
    assert label in (code, observing.UNKNOWN)
    assert set(label) <= set("abcdefghijklmnopqrstuvwxyz0123456789_.")
    assert len(label) <= 121


def test_codes_that_are_some_stay() -> None:
    assert observing.safe_code("posts.too_many_links") == "posts.too_many_links"
    assert observing.safe_code("user:ada@example.org") == observing.UNKNOWN
