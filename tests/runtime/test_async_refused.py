"""A function that would have to be awaited is refused wherever nobody awaits, and nothing of it is kept."""

import asyncio
import logging
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from commkit import Fact, Invalid, Kit
from commkit.aio import AsyncKit
from commkit.members import IdentityProvider, Profile
from commkit.posts import CreateThread, ListThreads, PostCreated
from tests.runtime.rows import counts
from tests.sample import OWNER, create_community

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")


async def ask(session: Any) -> Any:
    return session.do(QUESTION)


class Asking:
    """An object that is called, and is async."""

    async def __call__(self, session: Any) -> Any:
        return session.do(QUESTION)


async def in_steps(session: Any) -> Any:
    yield session.do(QUESTION)


def ask_later(session: Any) -> Any:
    """Not async itself, but what it gives is."""
    return ask(session)


def ask_and_wait(session: Any) -> Any:
    """Not async itself; it has done something already when what it gives turns out to be."""
    session.do(QUESTION)
    return ask(session)


WORKS = [ask, partial(ask), Asking(), in_steps, ask_later, ask_and_wait, "ask", None]


@pytest.fixture(autouse=True)
def nothing_is_left_to_await() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize("how", ["sync", "async"])
def test_a_unit(kit: Kit, how: str, work: Any) -> None:
    create_community(kit)
    before = counts(kit)

    async def run() -> None:
        async with AsyncKit(kit) as akit:
            await akit.transact(OWNER, "town", work)

    with pytest.raises(Invalid, match="give a plain function that gets the session"):
        asyncio.run(run()) if how == "async" else kit.transact(OWNER, "town", work)
    assert counts(kit) == before


def test_control_a_plain_function_is_run(kit: Kit) -> None:
    create_community(kit)
    kit.transact(OWNER, "town", lambda session: session.do(QUESTION))
    with kit.session(OWNER, "town", read_only=True) as session:
        assert len(session.ask(ListThreads()).items) == 1


@pytest.mark.parametrize("receiver", [ask, Asking(), in_steps, "ask"])
def test_a_receiver(sqlite_kit: Kit, receiver: Any) -> None:
    with pytest.raises(Invalid, match="give a plain function that gets the fact"):
        sqlite_kit.on(PostCreated)(receiver)


def test_a_receiver_that_turns_out_to_be(sqlite_kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    create_community(sqlite_kit)
    sqlite_kit.on(PostCreated)(ask_later)
    with caplog.at_level(logging.ERROR, "commkit"), sqlite_kit.session(OWNER, "town") as session:
        session.do(QUESTION)
    assert "signal.failed fact=posts.created" in caplog.text


@pytest.mark.parametrize("given", [CreateThread, "posts.created", None, Fact(), int])
def test_what_is_no_fact_has_no_receivers(sqlite_kit: Kit, given: Any) -> None:
    with pytest.raises(Invalid, match="give a class of facts"):
        sqlite_kit.on(given)


async def look_up(key: str, connection: object) -> Profile | None:
    return None


def old(key: str) -> Profile | None:
    return None


def optional(key: str, connection: object = None, *others: object) -> Profile | None:
    return None


@pytest.mark.parametrize(
    ("profile", "hint"),
    [
        (look_up, "make IdentityProvider: profile a plain method"),
        (old, r"must take \(key, connection\)"),
        ("Ada", "must be a method"),
        (optional, ""),
    ],
)
def test_a_port(profile: Callable[..., Any], hint: str) -> None:
    port = type("Host", (), {"profile": staticmethod(profile) if callable(profile) else profile})()
    if not hint:
        Kit("sqlite://", ports={IdentityProvider: port}).close()
        return
    with pytest.raises(Invalid, match=hint):
        Kit("sqlite://", ports={IdentityProvider: port})
