"""An edit at the moment of a verdict: no verdict is ever about a text that the reviewer did not see."""

from collections.abc import Callable
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit import SYSTEM, Kit
from commkit.moderation import ReviewOutcome
from commkit.moderation.jobs import RecordReview
from commkit.moderation.reviews import jobs
from commkit.posts import EditPost, post
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from tests.helpers import do, result_or_error, wait_for_lock_waiter
from tests.moderation.fixtures import START, town_of, write
from tests.sample import new_kit

LOOK_WITHOUT_LOCK = statement(
    lambda: select(post.c.version).where(
        post.c.community_id == bindparam("community_id"), post.c.id == bindparam("id", type_=post.c.id.type)
    )
)


def removed_text(kit: Kit, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Kit, Thread], None]) -> str:
    """The text that a verdict about the first version removed, where it was edited after the look at the version."""
    written = write(kit)
    add: Any = jobs._is_first  # between the look and what follows from it

    def edit() -> None:
        command = EditPost(post=written.id, version=1, body="Vitamins.")
        result_or_error(lambda: do(kit, "ada", "town", command))

    editing = Thread(target=edit)

    def add_after_edit(*args: Any, **more: Any) -> Any:
        editing.start()
        meanwhile(kit, editing)
        return add(*args, **more)

    monkeypatch.setattr(jobs, "_is_first", add_after_edit)
    do(
        kit,
        SYSTEM,
        "town",
        RecordReview(post=written.id, version=1, outcome=ReviewOutcome.REFUSE, evidence="Pills."),
    )
    editing.join()
    with kit.database.engine.connect() as connection:
        found = connection.execute(
            select(post.c.body, post.c.removed_at).where(post.c.id == written.id)
        ).one()
    assert found.removed_at is not None
    return str(found.body)


@pytest.fixture
def migrated_url(postgres_url: str) -> str:
    with closing(new_kit(postgres_url)) as kit:
        kit.migrate()
    return postgres_url


@pytest.mark.postgres
def test_a_verdict_is_about_the_text_that_was_seen(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_of(migrated_url, ManualClock(START)) as kit:
        assert removed_text(kit, monkeypatch, lambda kit, _: wait_for_lock_waiter(kit)) == "Buy my pills."


@pytest.mark.postgres
def test_control_without_the_lock_another_text_is_removed(
    migrated_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.publication, "LOCK_VERSION", LOOK_WITHOUT_LOCK)
    with town_of(migrated_url, ManualClock(START)) as kit:
        assert removed_text(kit, monkeypatch, lambda _, editing: editing.join(60)) == "Vitamins."
