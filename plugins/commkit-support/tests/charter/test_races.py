"""A charter that is changed while a question is posted: the question is judged by the one that holds at its commit."""

from threading import Event
from typing import Any

import pytest

from commkit import CommkitError
from commkit.posts import CreateThread, ListThreads
from commkit_support import ChangeScopeCharter, ScopeTopic, TopicAction

pytestmark = pytest.mark.postgres  # SQLite has one writer at a time, who reads what it is judged by itself
LAW = ScopeTopic("law", "Law", "Ask a lawyer.", TopicAction.REFUSE, words=("lawsuit",))
ASK = CreateThread(kind="question", title="A lawsuit?", body="They were late.")


def changed_while_posting(town: Any, held_at: str) -> tuple[str, bool]:
    """The charter is changed while a poster waits ahead of some SQL: what the poster hears, and whether both waited."""
    looked, changed = Event(), Event()

    def hold(sql: str) -> None:
        if sql.startswith(held_at) and not looked.is_set():
            looked.set()
            changed.wait(2)  # with the lock it comes only after our commit
            waited.append(not changed.is_set())

    waited: list[bool] = []
    town.kit.database.observer = hold

    def change() -> None:
        assert looked.wait(60)
        town.do("stew", ChangeScopeCharter((LAW,), "Never.", 0))
        changed.set()

    (asked, done) = town.at_once(lambda: town.do("ada", ASK), change)
    assert done is None, done
    return asked.code if isinstance(asked, CommkitError) else "asked", waited[0]


def test_a_change_after_the_question_was_judged_is_a_conflict(postgres_town: Any) -> None:
    assert changed_while_posting(postgres_town, "INSERT INTO commkit_post ") == (
        "support.scope_changed",
        False,
    )
    assert postgres_town.ask("ada", ListThreads()).items == ()


def test_control_without_the_check_it_is_published_against_the_charter(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_support.charter.reactions._check_version", lambda _: None)
    assert changed_while_posting(postgres_town, "INSERT INTO commkit_post ") == ("asked", False)


@pytest.mark.slow
def test_a_change_after_the_check_waits_for_the_question(postgres_town: Any) -> None:
    assert changed_while_posting(postgres_town, "INSERT INTO commkit_audit") == ("asked", True)


def test_control_without_the_lock_the_change_overtakes_it(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit_support.charter.handlers.lock_community", lambda _: None)
    assert changed_while_posting(postgres_town, "INSERT INTO commkit_audit") == ("asked", False)
