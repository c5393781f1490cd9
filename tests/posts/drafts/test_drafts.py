"""Drafts: visible to their author only, and published at their time if the author may publish then."""

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
    ListThreads,
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
from tests.sample import OWNER, create_community

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=["ada", "bob"])
    return clocked_kit


def create_draft(kit: Kit, **fields: object) -> Draft:
    values = {"kind": "question", "title": "Why?", "body": "So.", "tags": ("A",)} | fields
    return do(kit, "ada", "town", CreateDraft(**values))  # type: ignore[arg-type]  # any of its fields


def test_a_draft_is_created_saved_and_published(town: Kit) -> None:
    draft = create_draft(town, body="", title="")
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
    draft = create_draft(town, kind=None, parent=opening.id)
    assert do(town, "ada", "town", PublishDraft(draft.id)).parent == opening.id


def test_a_draft_is_visible_to_its_author_only(town: Kit) -> None:
    draft = create_draft(town)
    for somebody in ("bob", OWNER):
        assert ask(town, somebody, "town", ListMyDrafts()).items == ()
        assert ask(town, somebody, "town", ListThreads()).items == ()
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


def test_a_draft_emits_no_fact_and_changes_no_counter(town: Kit) -> None:
    assert emitted_facts(town, "ada", "town", CreateDraft(kind="question", body="So.")) == []
    with town.session("ada", "town") as session:
        assert session.membership.post_count == 0


def test_drafts_are_listed_the_latest_first(town: Kit) -> None:
    made = [create_draft(town, title=str(n)) for n in range(5)]
    first = ask(town, "ada", "town", ListMyDrafts(limit=3))
    rest = ask(town, "ada", "town", ListMyDrafts(limit=3, after=first.next))
    assert [d.title for d in (*first.items, *rest.items)] == ["4", "3", "2", "1", "0"]
    do(town, "ada", "town", DeleteDraft(made[2].id))
    assert len(ask(town, "ada", "town", ListMyDrafts()).items) == 4


def test_saving_a_stale_version_is_refused(town: Kit) -> None:
    draft = create_draft(town)
    do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, body="Here."))
    with assert_unchanged(town), assert_refused(Conflict, "posts.stale"):
        do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, body="There."))


@pytest.mark.parametrize("fields", [{"kind": None}, {"kind": "nonsense"}, {"title": ""}, {"body": " "}])
def test_an_invalid_draft_is_not_published(town: Kit, fields: dict[str, object]) -> None:
    draft = create_draft(town, **fields)
    with assert_unchanged(town), pytest.raises(Invalid):
        do(town, "ada", "town", PublishDraft(draft.id))
    assert ask(town, "ada", "town", ReadDraft(draft.id)) == draft


def test_a_draft_is_published_once(town: Kit) -> None:
    draft = create_draft(town)
    results = run_concurrently(6, lambda _: do(town, "ada", "town", PublishDraft(draft.id)))
    assert sum(isinstance(result, Post) for result in results) == 1
    assert len(ask(town, "bob", "town", ListThreads()).items) == 1


def test_a_scheduled_draft_is_published_at_its_time(town: Kit, clock: ManualClock) -> None:
    draft = create_draft(town)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    town.worker().drain()
    assert ask(town, "bob", "town", ListThreads()).items == ()
    clock.advance(HOUR)
    town.worker().drain()
    (made,) = ask(town, "bob", "town", ListThreads()).items
    assert (made.title, made.author_name, made.created_at) == ("Why?", "ada", START + HOUR)
    assert ask(town, "ada", "town", ListMyDrafts()).items == ()
    assert town.worker().drain().scheduled == 0
    assert_counters_hold(town, "town")


def test_scheduled_drafts_are_listed_rescheduled_and_unscheduled(town: Kit, clock: ManualClock) -> None:
    late, soon, never = (
        create_draft(town, title="late"),
        create_draft(town, title="soon"),
        create_draft(town, title="never"),
    )
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
    assert [p.title for p in ask(town, "bob", "town", ListThreads()).items] == ["late"]
    clock.advance(2 * HOUR)
    town.worker().drain()
    assert [p.title for p in ask(town, "bob", "town", ListThreads()).items] == ["soon", "late"]
    assert [d.title for d in ask(town, "ada", "town", ListMyDrafts()).items] == ["never"]


def test_the_latest_text_is_published_and_a_deleted_draft_never(town: Kit, clock: ManualClock) -> None:
    draft, gone = create_draft(town), create_draft(town)
    for one in (draft, gone):
        do(town, "ada", "town", ScheduleDraft(one.id, START + HOUR))
    do(town, "ada", "town", UpdateDraft(draft=draft.id, version=1, body="Better."))
    do(town, "ada", "town", DeleteDraft(gone.id))
    clock.advance(HOUR)
    town.worker().drain()
    assert [p.body for p in ask(town, "bob", "town", ListThreads()).items] == ["Better."]


def test_a_suspended_authors_draft_is_refused_and_reported(town: Kit, clock: ManualClock) -> None:
    draft = create_draft(town)
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
    assert ask(town, OWNER, "town", ListThreads()).items == ()
    assert heard == [ScheduledDraftFailed(draft=draft.id, author=draft.author, code="runtime.not_permitted")]
    clock.advance(HOUR)
    left = ask(town, "ada", "town", ReadDraft(draft.id))
    assert (left.failure_code, left.due_at, left.body) == ("runtime.not_permitted", None, "So.")
    do(town, "ada", "town", PublishDraft(draft.id))


def test_gates_are_passed_at_the_time_of_publication(town: Kit, clock: ManualClock) -> None:
    opening = do(town, "bob", "town", CreateThread(kind="question", title="Why?", body="I wonder."))
    draft = create_draft(town, kind=None, parent=opening.id)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    do(town, OWNER, "town", LockThread(opening.id))
    clock.advance(HOUR)
    town.worker().drain()
    assert len(ask(town, "bob", "town", ReadThread(opening.id)).items) == 1
    assert ask(town, "ada", "town", ReadDraft(draft.id)).failure_code == "posts.locked"


def test_a_past_time_is_refused(town: Kit) -> None:
    draft = create_draft(town)
    with assert_unchanged(town), assert_invalid(at="too_early"):
        do(town, "ada", "town", ScheduleDraft(draft.id, START))


def test_only_members_have_drafts(town: Kit) -> None:
    for somebody in (None, "stranger"):
        with assert_refused(Denied, "runtime.not_permitted"):
            do(town, somebody, "town", CreateDraft(body="So."))


def test_publishing_a_draft_emits_the_facts_of_the_post(town: Kit) -> None:
    draft = create_draft(town)
    facts = emitted_facts(town, "ada", "town", PublishDraft(draft.id))
    assert isinstance(facts[0], PostCreated)


def test_a_draft_of_a_reply_needs_a_visible_parent(town: Kit) -> None:
    draft = create_draft(town)
    with assert_refused(NotFound, "runtime.not_found"):
        create_draft(town, parent=draft.id)


def test_of_two_concurrent_schedules_the_stored_one_holds(town: Kit, clock: ManualClock) -> None:
    draft = create_draft(town)
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
    draft = create_draft(town)
    with assert_unchanged(town), assert_refused(Conflict, "posts.stale"):
        do(town, "ada", "town", UpdateDraft(draft=draft.id, version=version, body="So?"))


def test_drafts_are_limited(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handlers, "MAX_DRAFTS", 2)
    first, _ = create_draft(town), create_draft(town)
    with assert_unchanged(town), assert_refused(Conflict, "posts.too_many_drafts"):
        create_draft(town)
    do(town, "bob", "town", CreateDraft(kind="question"))
    do(town, "ada", "town", DeleteDraft(first.id))
    create_draft(town)


def test_a_draft_due_in_an_archived_community_is_reported(town: Kit, clock: ManualClock) -> None:
    draft = create_draft(town)
    do(town, "ada", "town", ScheduleDraft(draft.id, START + HOUR))
    do(town, OWNER, "town", ArchiveCommunity("A pause."))
    clock.advance(2 * HOUR)
    town.worker().drain()
    left = ask(town, "ada", "town", ReadDraft(draft.id))
    assert (left.due_at, left.failure_code) == (None, "communities.archived")
    do(town, OWNER, "town", ReopenCommunity())
    do(town, "ada", "town", PublishDraft(draft.id))
