"""Signals: after the commit, in this process, one receiver's failure harms nobody."""

# ruff: noqa: PT012  # what is expected to fail is a whole unit

import logging
from contextlib import closing
from typing import Any

import pytest

from commkit import Fact, Kit
from commkit.posts import CreateThread, FirstPostCreated, ListThreads, PostCreated
from tests.sample import OWNER, create_community, new_kit

QUESTION = CreateThread(kind="question", title="Why?", body="I wonder.")


def test_a_receiver_is_called_after_the_commit(kit: Kit) -> None:
    create_community(kit)
    heard: list[PostCreated] = []

    @kit.on(PostCreated)
    def look(fact: PostCreated) -> None:
        # A session of its own, as nothing is held any more; it sees what was committed.
        with kit.session(OWNER, "town") as session:
            assert [post.id for post in session.ask(ListThreads()).items] == [fact.post]
        heard.append(fact)

    with kit.session(OWNER, "town") as session:
        post = session.do(QUESTION)
        assert heard == []
    assert [fact.post for fact in heard] == [post.id]
    assert heard[0].community == post_community(kit)
    assert heard[0].at is not None


def post_community(kit: Kit) -> Any:
    with kit.session(OWNER, "town") as session:
        return session.community.id


def test_nobody_is_called_where_nothing_was_kept(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    heard: list[Fact] = []
    sqlite_kit.on(Fact)(heard.append)
    with pytest.raises(ZeroDivisionError), sqlite_kit.session(OWNER, "town") as session:
        session.do(QUESTION)
        raise ZeroDivisionError
    assert heard == []


def test_a_receiver_that_raises_harms_nobody(sqlite_kit: Kit, caplog: pytest.LogCaptureFixture) -> None:
    create_community(sqlite_kit)
    heard: list[str] = []

    @sqlite_kit.on(PostCreated)
    def first(fact: PostCreated) -> None:
        heard.append("first")
        raise RuntimeError("boom")

    @sqlite_kit.on(PostCreated)
    def second(fact: PostCreated) -> None:
        heard.append("second")
        raise RuntimeError("boom again")

    @sqlite_kit.on(Fact)
    def of_every_fact(fact: Fact) -> None:
        if not isinstance(fact, FirstPostCreated):
            heard.append("base")

    with caplog.at_level(logging.ERROR, logger="commkit"), sqlite_kit.session(OWNER, "town") as session:
        session.do(QUESTION)
    assert sorted(heard) == ["base", "first", "second"]
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    with sqlite_kit.session(OWNER, "town") as session:
        assert len(session.ask(ListThreads()).items) == 1


def test_kits_do_not_hear_each_other(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url)) as one, closing(new_kit(sqlite_url)) as two:
        create_community(one)
        heard: list[Fact] = []
        two.on(Fact)(heard.append)
        with one.session(OWNER, "town") as session:
            session.do(QUESTION)
        assert heard == []
