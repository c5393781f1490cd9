"""Erasure: nothing of the person is left, in no row and in no file, and what others wrote still reads."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from commkit import SYSTEM, Kit
from commkit.communities import CreateCommunity
from commkit.members import JoinCommunity, ListMembers, Profile, RestrictMember
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    ListRevisions,
    Post,
    ReadThread,
    RemovePost,
)
from commkit.privacy import ErasePerson, ExportPerson, PersonErased
from commkit.privacy.erasure import handlers as erasure
from commkit.runtime.model.errors import Denied, NotFound
from commkit.runtime.storage.tables import delivery, outbox
from commkit.storage import schedule_command
from commkit.testing.contexts import context_of
from commkit.testing.snapshots import tables_of
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.sample import OWNER, REVIEW_ON, create_community, new_kit

CANARY = "xkanarienvogelx"
KEY = f"user:{CANARY}"


class Names:
    """The host's users; one of them has a name to be forgotten."""

    def profile(self, key: str, connection: Connection | None) -> Profile:
        return Profile(f"Wim {CANARY}" if key == KEY else key.title())


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, identity=Names())) as made:
        create_community(made, members=(KEY, "bob"))
        yield made


@pytest.fixture
def question(kit: Kit) -> Post:
    """A life: asked, edited, answered, was edited by a steward, reacted, planned, was restricted, failed a delivery."""
    asked = do(
        kit,
        KEY,
        "town",
        CreateThread(kind="question", title=f"Why {CANARY}?", body=f"I {CANARY} it.", tags=("a",)),
    )
    do(
        kit,
        KEY,
        "town",
        EditPost(post=asked.id, version=asked.version, body=f"Still {CANARY}.", reason=f"For {CANARY}."),
    )
    answer = do(kit, "bob", "town", CreateReply(asked.id, body="Because."))
    do(kit, KEY, "town", AddReaction(answer.id, "up"))
    mine = do(kit, KEY, "town", CreateReply(answer.id, body=f"Thanks, {CANARY}."))
    do(kit, KEY, "town", RemovePost(mine.id, reason=f"Not {CANARY}"))
    with kit.session(KEY, "town", idempotency_key=f"retry-{CANARY}") as session:
        session.do(CreateReply(answer.id, body=f"Later {CANARY}."))
        schedule_command(
            context_of(session),
            CreateReply(asked.id, body=f"Soon {CANARY}."),
            at=context_of(session).now + timedelta(days=1),
        )
    member = ask(kit, KEY, "town", ListMembers()).items
    me = next(one for one in member if one.name == f"Wim {CANARY}")
    do(kit, OWNER, "town", RestrictMember(me.id, "silenced", reason=f"Said {CANARY}."))
    kit.worker().drain()
    with kit.session(SYSTEM) as lobby:
        connection = context_of(lobby).connection
        connection.execute(delivery.update().values(error=f"ValueError: {CANARY}"))
    return asked


def traces(kit: Kit, needle: str = CANARY) -> list[str]:
    """Every value of every row that holds the needle, declared table or not."""
    lines: list[str] = []
    with kit.database.engine.connect() as connection:
        for table in tables_of(kit):
            for row in connection.execute(select(table)):
                lines += [f"{table.name}: {value!r}" for value in row if needle in repr(value)]
    return lines


def in_files(kit: Kit, needle: str = CANARY) -> list[str]:
    """The files of the database that hold the needle."""
    file = Path(kit.database.url.database or "")
    return [each.name for each in file.parent.glob(f"{file.name}*") if needle.encode() in each.read_bytes()]


def test_no_row_names_the_person_any_more(kit: Kit, question: Post, caplog: pytest.LogCaptureFixture) -> None:
    assert len(traces(kit)) > 10, "the canary was planted"
    with caplog.at_level(logging.DEBUG):
        gone = do(kit, SYSTEM, None, ErasePerson(KEY))
    assert traces(kit) == []
    assert CANARY not in caplog.text
    assert gone.communities == 1
    assert gone.rows_removed > 0
    assert gone.rows_blanked > 0
    assert gone.facts_blanked == 2, "the post taken down and the silence told a reason"
    assert gone.not_cleaned == ()
    assert "erasure.tables_unknown" not in caplog.text


def test_each_row_is_counted_once(kit: Kit) -> None:
    """Of who only joined the account goes; the membership loses its name and its key, which two columns declare."""
    gone = do(kit, SYSTEM, None, ErasePerson("bob"))
    assert (gone.rows_removed, gone.rows_blanked, gone.facts_blanked) == (1, 2, 0)


def test_errors_of_deliveries_stay_where_the_person_never_was(kit: Kit) -> None:
    create_community(kit, "elsewhere", members=("bob",))
    do(kit, "bob", "elsewhere", CreateThread(kind="question", title="Why?", body="So."))
    do(kit, KEY, "town", CreateThread(kind="question", title="Why?", body="So."))
    kit.worker().drain()
    with kit.session(SYSTEM) as lobby:
        context_of(lobby).connection.execute(delivery.update().values(error="ValueError: something"))
    do(kit, SYSTEM, None, ErasePerson(KEY))
    with kit.session(SYSTEM, "elsewhere") as session:
        found = context_of(session).connection.execute(select(delivery.c.community_id, delivery.c.error))
        quoting = {place for place, error in found if error is not None}
        assert quoting == {session.community.id}


def test_the_control_finds_what_is_left_undeclared(kit: Kit, question: Post) -> None:
    """A text that was kept where no column declares it is found by the check of the test above."""
    do(kit, SYSTEM, None, ErasePerson(KEY))
    do(kit, "bob", "town", CreateReply(question.id, body=f"He said {CANARY}."))
    assert len(traces(kit)) == 2, "in the post, and in the index"


def test_no_file_holds_it_any_more(sqlite_url: str, kit: Kit, question: Post) -> None:
    if not kit.database.is_sqlite:
        pytest.skip("the raw files of a PostgreSQL server belong to its operator; see the documentation")
    kit.scrub()
    assert in_files(kit) != [], "the canary was planted"
    do(kit, KEY, None, ErasePerson())
    assert in_files(kit) != [], "the control: before the scrub the log still holds it"
    assert kit.scrub()
    assert in_files(kit) == []


def test_without_secure_delete_the_file_keeps_it(kit: Kit) -> None:
    """The control of the test above: with the pragma off, freed pages keep what they held."""
    if not kit.database.is_sqlite:
        pytest.skip("a pragma of SQLite")
    file = kit.database.url.database
    do(kit, KEY, "town", CreateThread(kind="question", title="Long", body=f"{CANARY} " * 2000))
    kit.close()
    with closing(sqlite3.connect(str(file))) as raw:
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("UPDATE commkit_post SET body = ''")
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert in_files(kit) != []


def test_scrub_vacuums_on_postgres(postgres_kit: Kit) -> None:
    create_community(postgres_kit, members=(KEY,))
    do(postgres_kit, KEY, None, ErasePerson())
    seen: list[str] = []

    @event.listens_for(postgres_kit.database.engine, "before_cursor_execute")
    def note(*call: Any) -> None:
        seen.append(call[2])

    assert postgres_kit.scrub()
    assert "VACUUM commkit_post" in seen


def test_threads_stay_readable(kit: Kit, question: Post) -> None:
    before = ask(kit, "bob", "town", ReadThread(question.id)).items
    do(kit, KEY, None, ErasePerson())
    after = ask(kit, "bob", "town", ReadThread(question.id)).items
    assert [(post.id, post.path, post.score, post.reply_count) for post in after] == [
        (post.id, post.path, post.score, post.reply_count) for post in before
    ]
    assert (after[0].title, after[0].body, after[0].author_name) == ("[erased]", "", "[erased]")
    assert [post.body for post in after if post.author_name == "Bob"] == ["Because."]
    (revision, *_) = ask(kit, "bob", "town", ListRevisions(question.id)).items
    assert (revision.title, revision.body, revision.reason) == ("", "", "")
    assert_counters_hold(kit, "town")


def test_they_may_come_again_as_somebody_new(kit: Kit, question: Post) -> None:
    do(kit, KEY, None, ErasePerson())
    again = do(kit, KEY, "town", JoinCommunity())
    assert again.id != question.author
    with assert_refused(NotFound, "privacy.person_not_found"):
        ask(kit, "nobody", None, ExportPerson())


def test_a_fact_is_emitted_in_every_community(kit: Kit, question: Post) -> None:
    create_community(kit, "village", members=(KEY,))
    with kit.session(KEY) as lobby:
        gone = lobby.do(ErasePerson())
        told = [fact for fact in lobby.facts if isinstance(fact, PersonErased)]
    assert gone.communities == 2
    assert len({fact.community for fact in told}) == 2
    for place in ("town", "village"):
        names = [one.name for one in ask(kit, OWNER, place, ListMembers()).items]
        assert "[erased]" not in names, "a tombstone is no member"
        assert_counters_hold(kit, place)


def test_an_owner_can_be_erased_too(kit: Kit) -> None:
    with kit.session(KEY) as lobby:
        lobby.do(
            CreateCommunity(
                "hamlet", type="forum", title="Hamlet", purpose="To be.", care_hours=1, review_on=REVIEW_ON
            )
        )
    do(kit, KEY, None, ErasePerson())
    assert traces(kit, KEY) == []


def test_only_the_host_may_name_somebody_else(kit: Kit, question: Post) -> None:
    for who, code in (
        ("bob", "privacy.not_own_data"),
        (OWNER, "privacy.not_own_data"),
        (None, "runtime.not_permitted"),
    ):
        with assert_refused(Denied, code):
            do(kit, who, None, ErasePerson(KEY))
        with assert_refused(Denied, code):
            ask(kit, who, None, ExportPerson(KEY))
    with assert_refused(Denied, "privacy.sign_in_required"):
        do(kit, SYSTEM, None, ErasePerson())
    with assert_refused(NotFound, "privacy.person_not_found"):
        do(kit, SYSTEM, None, ErasePerson("user:nobody"))
    assert traces(kit) != []


def test_nothing_is_left_half_erased(kit: Kit, question: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise OSError("the disk is gone")

    before = traces(kit)
    monkeypatch.setattr(erasure, "person_columns", fails)
    with pytest.raises(Exception, match="the disk is gone"):
        do(kit, SYSTEM, None, ErasePerson(KEY))
    assert traces(kit) == before


def test_undelivered_facts_are_delivered_without_the_text(kit: Kit, question: Post) -> None:
    with kit.session(SYSTEM, "town") as session:
        mine = session.ask(ReadThread(question.id)).items
    reply = next(post for post in mine if post.body == f"Later {CANARY}.")
    do(kit, OWNER, "town", RemovePost(reply.id, reason=f"About {CANARY}"))
    do(kit, SYSTEM, None, ErasePerson(KEY))
    with kit.database.engine.connect() as connection:
        bodies = [body for (body,) in connection.execute(select(outbox.c.body))]
    assert not any(CANARY in body for body in bodies)
    assert kit.worker().drain().failed == 0
