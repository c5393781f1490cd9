"""Charter: rules that nobody overwrites unseen, and an end that is announced, kept and thanked for."""

from datetime import UTC, datetime, timedelta

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit
from commkit.communities import (
    AnnounceClosing,
    ArchiveCommunity,
    CancelClosing,
    Charter,
    ClosingAnnounced,
    CommunityArchived,
    CommunityClosed,
    ReadCharter,
    ReadCommunity,
    RulesUpdated,
    UpdateRules,
)
from commkit.communities.jobs import CloseCommunity
from commkit.testing.clock import ManualClock
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.sample import OWNER, create_community

START = datetime(2026, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def kit(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=("ada",))
    return clocked_kit


def announce(kit: Kit) -> Charter:
    return do(kit, OWNER, "town", AnnounceClosing(START + MONTH, reason="Done.", farewell="Thank you all."))


def test_rules(kit: Kit) -> None:
    assert ask(kit, None, "town", ReadCharter()) == Charter()
    assert emitted_facts(kit, OWNER, "town", UpdateRules("Be kind.")) == [RulesUpdated(version=1)]
    assert ask(kit, None, "town", ReadCharter()).rules == "Be kind."
    with assert_unchanged(kit), assert_refused(Conflict, "communities.stale"):
        do(kit, OWNER, "town", UpdateRules("Shout.", version=0))
    assert do(kit, OWNER, "town", UpdateRules("Be kinder.", version=1)).version == 2


def test_of_many_writers_one_is_first(kit: Kit) -> None:
    results = run_concurrently(6, lambda number: do(kit, OWNER, "town", UpdateRules(f"Rule {number}")))
    assert sum(isinstance(result, Charter) for result in results) == 1


def test_an_announced_closing_is_carried_out(kit: Kit, clock: ManualClock) -> None:
    ended: list[CommunityClosed] = []
    kit.on(CommunityClosed)(ended.append)
    assert [
        type(fact)
        for fact in emitted_facts(kit, OWNER, "town", AnnounceClosing(START + MONTH, "Done.", "Thanks."))
    ] == [ClosingAnnounced]
    clock.advance(MONTH - timedelta(seconds=1))
    kit.worker().drain()
    assert ask(kit, "ada", "town", ReadCommunity()).archived_at is None
    clock.advance(timedelta(seconds=1))
    kit.worker().drain()
    assert ask(kit, "ada", "town", ReadCommunity()).archived_at == START + MONTH
    assert len(ended) == 1
    assert ask(kit, "ada", "town", ReadCharter()).farewell == "Thanks."
    with assert_unchanged(kit), assert_refused(Conflict, "communities.no_closing"):
        do(kit, SYSTEM, "town", CloseCommunity(START + MONTH))


def test_a_closing_is_announced_a_week_ahead(kit: Kit) -> None:
    with assert_unchanged(kit), assert_invalid(closes_at="too_soon"):
        do(kit, OWNER, "town", AnnounceClosing(START + timedelta(days=6), "x", "y"))


def test_another_announcement_takes_the_place_of_the_first(kit: Kit, clock: ManualClock) -> None:
    announce(kit)
    later = AnnounceClosing(START + 2 * MONTH, reason="Later.", farewell="Thanks.")
    assert do(kit, OWNER, "town", later).reason == "Later."
    clock.advance(MONTH)
    kit.worker().drain()
    assert ask(kit, "ada", "town", ReadCommunity()).archived_at is None
    with assert_unchanged(kit), assert_refused(Conflict, "communities.no_closing"):
        do(kit, SYSTEM, "town", CloseCommunity(START + MONTH))
    clock.advance(MONTH)
    kit.worker().drain()
    assert ask(kit, "ada", "town", ReadCommunity()).archived_at is not None


def test_a_cancelled_closing_does_not_happen(kit: Kit, clock: ManualClock) -> None:
    announce(kit)
    assert do(kit, OWNER, "town", CancelClosing(START + MONTH)).closes_at is None
    clock.advance(MONTH)
    kit.worker().drain()
    assert ask(kit, "ada", "town", ReadCommunity()).archived_at is None
    with assert_unchanged(kit), assert_refused(Conflict, "communities.no_closing"):
        do(kit, OWNER, "town", CancelClosing(START + MONTH))


def test_a_community_archived_earlier_still_emits_the_fact_on_the_day(kit: Kit, clock: ManualClock) -> None:
    announce(kit)
    do(kit, OWNER, "town", ArchiveCommunity("Earlier."))
    clock.advance(MONTH)
    with kit.session(SYSTEM, "town") as session:
        session.do(CloseCommunity(START + MONTH))
        kinds = [type(fact) for fact in session.facts]
    assert kinds == [CommunityClosed]
    assert CommunityArchived not in kinds


def test_only_owners_end_a_community(kit: Kit) -> None:
    with assert_unchanged(kit), assert_refused(Denied, "runtime.not_permitted"):
        do(kit, "ada", "town", AnnounceClosing(START + MONTH, "x", "y"))
