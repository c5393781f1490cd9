"""Expiry: of an old thread nothing that was written is left, and nothing else is touched."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from sqlalchemy import select, text

from commkit import SYSTEM, Command, CommunityType, Conflict, Context, Feature, Kit, NotFound, TextField
from commkit.members import ReadMember
from commkit.posts import (
    AttachFile,
    AttachmentPort,
    CreateDraft,
    CreateReply,
    CreateThread,
    CreateUpload,
    EditPost,
    FileSystemAttachmentStore,
    ListMyDrafts,
    ListThreads,
    Post,
    PostId,
    ReadPost,
    RemovePost,
    RestorePost,
    ScheduleDraft,
    attachment_key,
    expire_threads,
    post,
    store_upload,
)
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.storage.tables import scheduled_command
from commkit.search import SearchContent
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from commkit.testing.counters import recount
from tests.helpers import ask, do, member_id
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, create_community, new_kit

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SECRET = "xgeheimnisx"


@frozen
class ExpireThreads(Command[int]):
    """Let threads expire."""

    permission = "club.expire"
    personal = ()
    threads: tuple[PostId, ...]


expiring = Feature("club.expiry", requires=("posts",), grants={SYSTEM_ROLE: {"club.expire"}})


@expiring.handles(ExpireThreads)
def expire_them(context: Context, command: ExpireThreads) -> int:
    return expire_threads(context, command.threads)


CLUB = CommunityType(
    "club",
    features=("posts", "club.expiry"),
    post_kinds=(evolve(FORUM.post_kinds[0], fields=(TextField("device"),)), *FORUM.post_kinds[1:]),
    reactions=FORUM.reactions,
)


@pytest.fixture
def store(tmp_path: Path) -> FileSystemAttachmentStore:
    return FileSystemAttachmentStore(tmp_path / "files")


@pytest.fixture
def town(url: str, store: FileSystemAttachmentStore) -> Iterator[Kit]:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    with closing(new_kit(url, Plugin([expiring], [CLUB]), clock=clock, ports={AttachmentPort: store})) as kit:
        create_community(kit, type="club", members=["ada", "bob"])
        yield kit


def thread(town: Kit, by: str = "ada", word: str = SECRET, **fields: Any) -> Post:
    given = {"title": f"Why {word}?", "body": f"So {word}.", "tags": (word,)} | fields
    return do(town, by, "town", CreateThread(kind="question", **given))


def expire(town: Kit, *threads: Post) -> int:
    """Let threads expire; gives how many posts were visible."""
    hidden: int = do(town, SYSTEM, "town", ExpireThreads(tuple(each.id for each in threads)))
    town.worker().drain()
    return hidden


def rows_with(town: Kit, word: str) -> list[str]:
    """The tables and columns in which there is a word."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not town.database.is_sqlite:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with town.database.engine.connect() as connection:
        return sorted({
            f"{table}.{column}"
            for table in connection.scalars(text(names)).all()
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings()  # its own names
            for column, value in row.items()
            if word in repr(value)
        })  # fmt: skip


def test_nothing_that_was_written_is_left_but_the_name_of_a_tag(
    town: Kit, store: FileSystemAttachmentStore
) -> None:
    gone = thread(town, fields={"device": SECRET})
    do(town, "ada", "town", EditPost(post=gone.id, version=1, title=f"{SECRET}!", reason=SECRET))
    reply = do(town, "bob", "town", CreateReply(gone.id, f"No {SECRET}.", kind="answer"))
    removed = do(town, "bob", "town", CreateReply(gone.id, f"Never {SECRET}.", kind="answer"))
    do(town, "bob", "town", RemovePost(removed.id))
    draft = do(town, "bob", "town", CreateDraft(kind="comment", parent=reply.id, body=SECRET))
    do(town, "bob", "town", ScheduleDraft(draft.id, datetime(2026, 2, 1, tzinfo=UTC)))
    ticket = do(town, "ada", "town", CreateUpload(f"{SECRET}.png", len(PNG)))
    file = do(town, SYSTEM, "town", store_upload(store, ticket, PNG))
    do(town, "ada", "town", AttachFile(file.id, gone.id))
    assert len(rows_with(town, SECRET)) > 8, "the control: it is everywhere"
    with town.session("ada", "town") as session:
        key = attachment_key(session.community.id, file.id, file.attempt)
    assert expire(town, gone) == 2, "one was removed before"
    assert town.scrub()
    assert rows_with(town, SECRET) == ["commkit_tag.name"]
    assert store.get(key) is None
    assert ask(town, "bob", "town", ListMyDrafts()).items == ()
    with town.database.engine.connect() as connection:
        waiting = select(scheduled_command.c.type).where(scheduled_command.c.done_at.is_(None))
        assert [each for each in connection.scalars(waiting) if "draft" in each] == []
    with town.session(SYSTEM, "town") as session:
        assert not list(recount(session))


def test_others_stay_as_they_are(town: Kit) -> None:
    gone, kept = thread(town), thread(town, by="bob", word="xbleibtx", fields={"device": "xbleibtx"})
    draft = do(town, "bob", "town", CreateDraft(kind="answer", parent=kept.id, body="xbleibtx"))
    alone = do(town, "bob", "town", CreateDraft(kind="question", body="xbleibtx"))
    before = rows_with(town, "xbleibtx")
    expire(town, gone)
    assert rows_with(town, "xbleibtx") == before
    assert ask(town, "ada", "town", ReadPost(kept.id)) == kept
    assert {each.id for each in ask(town, "bob", "town", ListMyDrafts()).items} == {draft.id, alone.id}
    assert [each.id for each in ask(town, None, "town", ListThreads()).items] == [kept.id]
    assert len(ask(town, None, "town", SearchContent("xbleibtx")).hits) == 1


def test_nobody_loses_trust_and_nobody_brings_it_back(town: Kit) -> None:
    gone = thread(town)
    reply = do(town, "bob", "town", CreateReply(gone.id, "No.", kind="answer"))
    expire(town, gone)
    author = ask(town, "ada", "town", ReadMember(member_id(town, "ada")))
    assert (author.post_count, author.removed_count) == (0, 0)
    for reader in ("ada", "bob", None):
        with pytest.raises(NotFound):
            ask(town, reader, "town", ReadPost(gone.id))
    for expired in (gone, reply):
        with pytest.raises(Conflict, match="expired"):
            do(town, "owner", "town", RestorePost(expired.id))


def test_again_and_of_nothing_it_changes_nothing(town: Kit) -> None:
    gone = thread(town)
    assert expire(town) == 0
    assert expire(town, gone) == 1
    with town.database.engine.connect() as connection:
        before = connection.execute(select(post)).all()
    assert expire(town, gone) == 0
    with town.database.engine.connect() as connection:
        assert connection.execute(select(post)).all() == before


def test_it_takes_as_many_statements_however_many_threads_there_are(town: Kit) -> None:
    counts = []
    for number in (2, 8):
        seen: list[str] = []
        threads = [thread(town) for _ in range(number)]
        with town.session(SYSTEM, "town") as session:
            observer, town.database.observer = town.database.observer, seen.append
            try:
                expire_threads(context_of(session), [each.id for each in threads])
            finally:
                town.database.observer = observer
        counts.append(len([sql for sql in seen if "search" not in sql]))
    assert counts[0] == counts[1]
