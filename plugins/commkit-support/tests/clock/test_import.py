"""Imported questions: clocks with their own times and without a promise, opened in bulk, whatever comes first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve, frozen
from sqlalchemy import bindparam, insert, update

from commkit import SYSTEM, Command, Context, Feature, hookimpl
from commkit.communities import CreateCommunity
from commkit.posts import MadeWith, PostId, PostsImported, post
from commkit.storage import statement
from commkit_qa import ListOrphans, ReopenQuestion
from commkit_support import (
    SUPPORT,
    CheckClocks,
    ListUnansweredQuestions,
    PromiseStatus,
    ReadClock,
    ReadSupportMetrics,
)

DAY = timedelta(days=1)
LONG_AGO = datetime.fromisoformat("2018-05-01T12:00:00+00:00")

old = Feature("old.posts", requires=("posts",))
ADD = statement(insert(post))
SOLVE = statement(
    update(post)
    .values(answer=bindparam("new_answer"), state="solved", closed_at=bindparam("new_closed_at"))
    .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("id"))
)


@frozen
class Old:
    """A post as it comes from elsewhere."""

    id: UUID
    thread: UUID
    kind: str
    at: datetime
    author: UUID | None
    author_name: str = "gone"
    solved_by: UUID | None = None


@frozen
class ImportOld(Command[None]):
    """Write posts as an importer does, and emit the fact."""

    permission = "old.take"
    personal = ()

    posts: tuple[Any, ...]


POSTS: list[Sequence[Old]] = []


@old.handles(ImportOld)
def import_old_posts(context: Context, command: ImportOld) -> None:
    batch = POSTS.pop()
    context.run_many(ADD, [_row(number, item) for number, item in enumerate(batch, start=1)])
    for item in batch:
        if item.solved_by is not None:
            context.run(SOLVE, id=item.id, new_answer=item.solved_by, new_closed_at=item.at + DAY)
    context.emit(PostsImported(posts=tuple(PostId(item.id) for item in batch)))


def _row(number: int, item: Old) -> dict[str, Any]:
    opens = item.id == item.thread
    return {
        "id": item.id,
        "thread": item.thread,
        "parent": None if opens else item.thread,
        "space": None,
        "audience": None,
        "number": 0 if opens else number,
        "path": b"" if opens else item.id.bytes[-4:],
        "kind": item.kind,
        "state": "open",
        "title": "Old one" if opens else "",
        "body": "It worked yesterday.",
        "markup": "html",
        "tags": (),
        "author": item.author,
        "author_name": item.author_name,
        "version": 1,
        "created_at": item.at,
        "edited_at": None,
        "activity_at": item.at if opens else None,
        "closed_at": None,
        "removed_at": None,
        "removed_by": None,
        "reply_count": 0,
        "answer_count": 0 if item.kind == "question" else None,
        "answer": None,
        "score": 0,
        "last_number": 0,
        "locked_at": None,
        "locked_by": None,
        "lock_reason": None,
        "made_with": MadeWith.NONE,
        "by_agent": False,
        "last_author": None,
        "last_author_from": None,
        "last_author_after": None,
        "last_shown": None,
    }


class OldPosts:
    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield old

    @hookimpl
    def commkit_types(self) -> Iterator[Any]:
        yield evolve(SUPPORT, name="archive", features=(*SUPPORT.features, "old.posts"))


@pytest.fixture
def archive(make_town: Any) -> Any:
    """A community of a type that can also take old posts, on the settings a type has for archives."""
    town = make_town(plugins=[OldPosts()])
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(
            CreateCommunity(
                "old",
                type="archive",
                title="Old",
                purpose="Read",
                care_hours=1,
                review_on=date(2100, 1, 1),
                settings=SUPPORT.archive_settings,
            )
        )
    return town


def take(town: Any, *batch: Old) -> None:
    POSTS.append(batch)
    with town.kit.session(SYSTEM, "old") as session:
        session.do(ImportOld(()))


def ask(town: Any, query: Any) -> Any:
    with town.kit.session(SYSTEM, "old", read_only=True) as session:
        return session.ask(query)


def new_id(town: Any) -> UUID:
    return town.kit._composition.ids.new(LONG_AGO)


def test_metrics_count_imported_questions_and_nobody_is_warned(archive: Any) -> None:
    asked, solved, alone = new_id(archive), new_id(archive), new_id(archive)
    reply, later, answer, own = (new_id(archive) for _ in range(4))
    take(
        archive,
        Old(asked, asked, "question", LONG_AGO, None, "ann"),
        Old(solved, solved, "question", LONG_AGO, None, "ann", solved_by=answer),
        Old(alone, alone, "question", LONG_AGO, None, "ann"),
        Old(later, asked, "answer", LONG_AGO + 3 * DAY, None, "bert"),
        Old(reply, asked, "comment", LONG_AGO + 2 * DAY, None, "bert"),
        Old(answer, solved, "answer", LONG_AGO + 4 * DAY, None, "bert"),
        Old(own, alone, "comment", LONG_AGO + DAY, None, "ann"),  # the asker's own, whose account is gone too
    )
    case = ask(archive, ReadClock(PostId(asked)))
    assert (case.opened_at, case.replied_at, case.reply) == (LONG_AGO, LONG_AGO + 2 * DAY, reply)
    assert ask(archive, ReadClock(PostId(solved))).paused_since == LONG_AGO + DAY
    assert ask(archive, ReadClock(PostId(alone))).replied_at is None

    with archive.kit.session(SYSTEM, "old") as session:
        report = session.do(CheckClocks())
        assert session.facts == []
    assert (report.warned, report.overdue, report.orphaned) == (0, 0, 0)
    numbers = ask(archive, ReadSupportMetrics())
    assert (numbers.questions, numbers.solved, numbers.replied) == (3, 1, 2)
    assert (numbers.promised, numbers.overdue_rate) == (0, None)
    assert numbers.median_first_reply == 3 * DAY
    assert alone in {question.id for question in ask(archive, ListOrphans()).items}
    assert {q.status for q in ask(archive, ListUnansweredQuestions()).items} == {PromiseStatus.NO_PROMISE}


def test_replies_may_come_long_after_their_questions(archive: Any) -> None:
    asked, reply, earlier = new_id(archive), new_id(archive), new_id(archive)
    take(archive, Old(asked, asked, "question", LONG_AGO, None, "ann"))
    assert ask(archive, ReadClock(PostId(asked))).reply is None
    take(archive, Old(reply, asked, "answer", LONG_AGO + 2 * DAY, None, "bert"))
    take(archive, Old(earlier, asked, "comment", LONG_AGO + DAY, None, "carl"))
    case = ask(archive, ReadClock(PostId(asked)))
    assert (case.reply, case.replied_at) == (earlier, LONG_AGO + DAY)


def test_a_reopened_imported_question_still_has_no_promise(archive: Any) -> None:
    asked, answer = new_id(archive), new_id(archive)
    take(
        archive,
        Old(asked, asked, "question", LONG_AGO, None, "ann", solved_by=answer),
        Old(answer, asked, "answer", LONG_AGO + DAY, None, "bert"),
    )
    with archive.kit.session(SYSTEM, "old") as session:
        session.do(ReopenQuestion(PostId(asked)))
        assert session.do(CheckClocks()).overdue == 0
    case = ask(archive, ReadClock(PostId(asked)))
    assert (case.first_reply.due_at, case.paused_since) == (None, None)


@pytest.mark.parametrize("size", [1, 1000])
def test_a_batch_costs_the_same_however_many_posts_it_holds(archive: Any, size: int) -> None:
    ids = [new_id(archive) for _ in range(size)]
    batch = [Old(id, id, "question", LONG_AGO, None, "ann") for id in ids]
    with archive.counted() as seen:
        take(archive, *batch)
    # Scope, posts, what they say, orphans and clocks, facts, audit; and for the search: the posts, and two tables.
    assert len(seen) == 11, seen
    assert ask(archive, ReadSupportMetrics()).questions == size
