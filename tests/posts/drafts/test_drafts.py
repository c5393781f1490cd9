"""Drafts: their author's alone, and published at their time if the author may then."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import ArchiveCommunity, ReopenCommunity
from commkit.members import RestrictMember
from commkit.posts import (
    CreateDraft,
    CreateThread,
    DeleteDraft,
    Draft,
    ListMyDrafts,
    ListMyScheduledDrafts,
    ListNewestThreads,
    LockThread,
    Post,
    PostCreated,
    PublishDraft,
    ReadDraft,
    ReadPost,
    ReadThread,
    ScheduledDraftFailed,
    ScheduleDraft,
    UnscheduleDraft,
    UpdateDraft,
)
from commkit.posts.drafts import handlers
from commkit.runtime.storage.tables import scheduled_command
from commkit.storage import statement
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community, new_kit

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with closing(new_kit(url, clock=clock)) as kit:
        create_community(kit, members=["ada", "bob"])
        yield kit


def begun(kit: Kit, **wishes: object) -> Draft:
    wish = {"kind": "question", "title": "Why?", "body": "So.", "tags": ("A",)} | wishes
    return do(kit, "ada", "town", CreateDraft(**wish))  # type: ignore[arg-type]  # any of its fields


def test_a_draft_is_kept_saved_and_published(town: Kit) -> None:
    draft = begun(town, body="", title="")
    saved = do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, title="Why?", body="So."))
    assert (saved.version, saved.title, saved.body, saved.tags) == (2, "Why?", "So.", ("A",))
    assert ask(town, "ada", "town", ReadDraft(draft.id)) == saved
    made = do(town, "ada", "town", PublishDraft(draft.id))
    assert (made.title, made.body, made.tags, made.kind) == ("Why?", "So.", ("a",), "question")
    assert made == ask(town, "bob", "town", ReadPost(made.id))
    assert ask(town, "ada", "town", ListMyDrafts()).items == ()
    assert_counters_hold(town, "town")


def test_a_draft_of_a_reply(town: Kit) -> None:
    opening = do(town, "bob", "town", CreateThread(kind="question", title="Why?", body="I wonder."))
    draft = begun(town, kind=None, parent=opening.id)
    assert do(town, "ada", "town", PublishDraft(draft.id)).parent == opening.id


def test_nobody_else_ever_sees_it(town: Kit) -> None:
    draft = begun(town)
    for somebody in ("bob", OWNER):
        assert ask(town, somebody, "town", ListMyDrafts()).items == ()
        assert ask(town, somebody, "town", ListNewestThreads()).items == ()
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, somebody, "town", ReadDraft(draft.id))
        for command in (
            UpdateDraft(draft=draft.id, version=1, body="Mine."),
            PublishDraft(draft.id),
            DeleteDraft(draft.id),
            ScheduleDraft(draft.id, START + HOUR),
        ):
            with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
                do(town, somebody, "town", command)
    with town.session(SYSTEM, "town") as session, assert_refused(NotFound, "runtime.not_found"):
        context_of(session).get(Draft, draft.id)


def test_nothing_is_told_or_counted_of_it(town: Kit) -> None:
    assert emitted_facts(town, "ada", "town", CreateDraft(kind="question", body="So.")) == []
    with town.session("ada", "town") as session:
        assert session.membership.post_count == 0


def test_several_are_listed_the_latest_first(town: Kit) -> None:
    made = [begun(town, title=str(n)) for n in range(5)]
    first = ask(town, "ada", "town", ListMyDrafts(limit=3))
    rest = ask(town, "ada", "town", ListMyDrafts(limit=3, after=first.next))
    assert [d.title for d in (*first.items, *rest.items)] == ["4", "3", "2", "1", "0"]
    do(town, "ada", "town", DeleteDraft(made[2].id))
    assert len(ask(town, "ada", "town", ListMyDrafts()).items) == 4


def test_a_stale_window_is_told(town: Kit) -> None:
    draft = begun(town)
    do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, body="Here."))
    with assert_unchanged(town), assert_refused(Conflict, "posts.stale"):
        do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, body="There."))


@pytest.mark.parametrize("wishes", [{"kind": None}, {"kind": "nonsense"}, {"title": ""}, {"body": " "}])
def test_what_is_no_post_yet_stays_a_draft(town: Kit, wishes: dict[str, object]) -> None:
    draft = begun(town, **wishes)
    with assert_unchanged(town), pytest.raises(Invalid):
        do(town, "ada", "town", PublishDraft(draft.id))
    assert ask(town, "ada", "town", ReadDraft(draft.id)) == draft


def test_of_several_who_publish_it_one_does(town: Kit) -> None:
    draft = begun(town)
    results = run_concurrently(6, lambda _: do(town, "ada", "town", PublishDraft(draft.id)))
    assert sum(isinstance(result, Post) for result in results) == 1
    assert len(ask(town, "bob", "town", ListNewestThreads()).items) == 1


def test_it_appears_at_its_time(town: Kit, clock: ManualClock) -> None:
    draft = begun(town)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    town.worker().drain()
    assert ask(town, "bob", "town", ListNewestThreads()).items == ()
    clock.advance(HOUR)
    town.worker().drain()
    (made,) = ask(town, "bob", "town", ListNewestThreads()).items
    assert (made.title, made.author_name, made.created_at) == ("Why?", "ada", START + HOUR)
    assert ask(town, "ada", "town", ListMyDrafts()).items == ()
    assert town.worker().drain().scheduled == 0
    assert_counters_hold(town, "town")


def test_scheduled_ones_are_listed_moved_and_left(town: Kit, clock: ManualClock) -> None:
    late, soon, never = begun(town, title="late"), begun(town, title="soon"), begun(town, title="never")
    for draft, hours in ((late, 3), (soon, 1), (never, 2)):
        do(town, "ada", "town", ScheduleDraft(draft.id, START + hours * HOUR))
    first = ask(town, "ada", "town", ListMyScheduledDrafts(limit=2))
    rest = ask(town, "ada", "town", ListMyScheduledDrafts(limit=2, after=first.next))
    assert [d.title for d in (*first.items, *rest.items)] == ["soon", "never", "late"]
    assert do(town, "ada", "town", UnscheduleDraft(never.id)).due_at is None
    with assert_unchanged(town), assert_refused(Conflict, "posts.not_scheduled"):
        do(town, "ada", "town", UnscheduleDraft(never.id))
    do(town, "ada", "town", ScheduleDraft(soon.id, START + 5 * HOUR))
    clock.advance(3 * HOUR)
    town.worker().drain()
    assert [p.title for p in ask(town, "bob", "town", ListNewestThreads()).items] == ["late"]
    clock.advance(2 * HOUR)
    town.worker().drain()
    assert [p.title for p in ask(town, "bob", "town", ListNewestThreads()).items] == ["soon", "late"]
    assert [d.title for d in ask(town, "ada", "town", ListMyDrafts()).items] == ["never"]


def test_the_last_words_count_and_a_discarded_one_never_appears(town: Kit, clock: ManualClock) -> None:
    draft, gone = begun(town), begun(town)
    for one in (draft, gone):
        do(town, "ada", "town", ScheduleDraft(one.id, START + HOUR))
    do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, body="Better."))
    do(town, "ada", "town", DeleteDraft(gone.id))
    clock.advance(HOUR)
    town.worker().drain()
    assert [p.body for p in ask(town, "bob", "town", ListNewestThreads()).items] == ["Better."]


def test_who_was_suspended_meanwhile_is_refused_and_told(town: Kit, clock: ManualClock) -> None:
    draft = begun(town)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    do(
        town,
        OWNER,
        "town",
        RestrictMember(draft.author, "suspended", "It had to be.", until=START + 2 * HOUR),
    )
    heard: list[ScheduledDraftFailed] = []
    town.on(ScheduledDraftFailed)(heard.append)
    clock.advance(HOUR)
    town.worker().drain()
    assert ask(town, OWNER, "town", ListNewestThreads()).items == ()
    assert heard == [ScheduledDraftFailed(draft=draft.id, author=draft.author, code="runtime.not_permitted")]
    clock.advance(HOUR)
    left = ask(town, "ada", "town", ReadDraft(draft.id))
    assert (left.failure_code, left.due_at, left.body) == ("runtime.not_permitted", None, "So.")
    do(town, "ada", "town", PublishDraft(draft.id))


def test_a_gate_of_that_time_refuses(town: Kit, clock: ManualClock) -> None:
    opening = do(town, "bob", "town", CreateThread(kind="question", title="Why?", body="I wonder."))
    draft = begun(town, kind=None, parent=opening.id)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    do(town, OWNER, "town", LockThread(opening.id))
    clock.advance(HOUR)
    town.worker().drain()
    assert len(ask(town, "bob", "town", ReadThread(opening.id)).items) == 1
    assert ask(town, "ada", "town", ReadDraft(draft.id)).failure_code == "posts.locked"


def test_a_time_that_has_passed_is_refused(town: Kit) -> None:
    draft = begun(town)
    with assert_unchanged(town), assert_invalid(at="too_early"):
        do(town, "ada", "town", ScheduleDraft(draft.id, START))


def test_who_is_no_member_has_no_drafts(town: Kit) -> None:
    for somebody in (None, "stranger"):
        with assert_refused(Denied, "runtime.not_permitted"):
            do(town, somebody, "town", CreateDraft(body="So."))


def test_publishing_tells_what_publishing_tells(town: Kit) -> None:
    draft = begun(town)
    facts = emitted_facts(town, "ada", "town", PublishDraft(draft.id))
    assert isinstance(facts[0], PostCreated)


def test_a_reply_to_what_nobody_sees_is_not_begun(town: Kit) -> None:
    draft = begun(town)
    with assert_refused(NotFound, "runtime.not_found"):
        begun(town, to=draft.id)


def test_scheduled_in_two_windows_at_once_it_appears_at_the_time_that_is_told(
    town: Kit, clock: ManualClock
) -> None:
    draft = begun(town)
    run_concurrently(8, lambda n: do(town, "ada", "town", ScheduleDraft(draft.id, START + (n + 1) * HOUR)))
    (scheduled,) = ask(town, "ada", "town", ListMyScheduledDrafts()).items
    with town.session(SYSTEM, "town", read_only=True) as session:
        waiting = context_of(session).rows(
            statement(
                select(scheduled_command.c.id, scheduled_command.c.due_at).where(
                    scheduled_command.c.done_at.is_(None)
                )
            )
        )
    assert dict(waiting) == dict.fromkeys((scheduled.scheduled, scheduled.scheduled_check), scheduled.due_at)


@pytest.mark.parametrize("version", [-(2**63), 2**31, 2**63 - 1])
def test_a_version_that_no_column_holds_is_stale(town: Kit, version: int) -> None:
    draft = begun(town)
    with assert_unchanged(town), assert_refused(Conflict, "posts.stale"):
        do(town, "ada", "town", UpdateDraft(draft=draft.id, version=version, body="So?"))


def test_nobody_has_drafts_without_end(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "MAX_DRAFTS", 2)
    first, _ = begun(town), begun(town)
    with assert_unchanged(town), assert_refused(Conflict, "posts.too_many_drafts"):
        begun(town)
    do(town, "bob", "town", CreateDraft(kind="question"))
    do(town, "ada", "town", DeleteDraft(first.id))
    begun(town)


def test_what_was_due_while_the_community_was_archived_is_told(town: Kit, clock: ManualClock) -> None:
    draft = begun(town)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    do(town, OWNER, "town", ArchiveCommunity("A pause."))
    clock.advance(2 * HOUR)
    town.worker().drain()
    left = ask(town, "ada", "town", ReadDraft(draft.id))
    assert (left.due_at, left.failure_code) == (None, "communities.archived")
    do(town, OWNER, "town", ReopenCommunity())
    do(town, "ada", "town", PublishDraft(draft.id))
