"""Units that the database gave up are run again: whole, and not for ever."""

from typing import Any

import pytest

from commkit import Busy, Kit
from commkit.posts import CreateThread, ListThreads
from commkit.runtime.storage import retry
from tests.sample import OWNER, create_community


@pytest.mark.postgres
def test_a_unit_that_was_given_up_is_run_again_whole(postgres_kit: Kit) -> None:
    create_community(postgres_kit)
    attempts: list[int] = []

    def unit(session: Any) -> Any:
        attempts.append(1)
        post = session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
        if len(attempts) < 3:
            raise Busy("runtime.busy", "as the database would say", retryable=True)
        return post

    post = postgres_kit.transact(OWNER, "town", unit)
    with postgres_kit.session(OWNER, "town") as session:
        assert [item.id for item in session.ask(ListThreads()).items] == [post.id]
    assert len(attempts) == 3


def test_a_unit_that_is_given_up_each_time_ends(sqlite_kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry.time, "sleep", lambda _: None)
    create_community(sqlite_kit)
    attempts: list[int] = []

    def unit(session: Any) -> None:
        attempts.append(1)
        raise Busy("runtime.busy", "again", retryable=True)

    with pytest.raises(Busy):
        sqlite_kit.transact(OWNER, "town", unit)
    assert len(attempts) == retry.ATTEMPTS
    attempts.clear()

    def other(session: Any) -> None:
        attempts.append(1)
        raise Busy("runtime.locked", "not worth another attempt")

    with pytest.raises(Busy):
        sqlite_kit.transact(OWNER, "town", other)
    assert len(attempts) == 1
