"""Strikes: when they count, and when they suspend."""

from typing import Any

from commkit import Kit
from commkit.members import (
    LeaveCommunity,
    MembershipStatus,
    ReadMember,
)
from commkit.moderation import (
    DecideCase,
    Decision,
    ModerationAction,
    ReadCase,
    StrikeGiven,
)
from commkit.moderation.strikes import statements as strikes
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.moderation.fixtures import (
    DAY,
    START,
    case_of,
    decide,
    member,
    membership,
    report,
    reported,
    set_settings,
    town_of,
    write,
)
from tests.sample import OWNER


def test_enough_strikes_suspend_once_and_are_spent(town: Kit, clock: ManualClock) -> None:
    set_settings(town, strikes_to_suspend=2, suspension_duration="P1D")
    facts = emitted_facts(
        town,
        "eve",
        "town",
        DecideCase(case=reported(town), action=ModerationAction.STRIKE, rule="Be kind", facts="Rude."),
    )
    given = next(fact for fact in facts if isinstance(fact, StrikeGiven))
    assert (given.counting, given.suspended, given.member) == (1, False, member(town, "ada"))
    assert membership(town, "ada").status is MembershipStatus.ACTIVE
    second = decide(town, reported(town), ModerationAction.STRIKE)
    assert (second.consequences, second.until) == (("suspended",), START + DAY)
    assert membership(town, "ada").status is MembershipStatus.SUSPENDED
    clock.advance(DAY)
    third = decide(town, reported(town), ModerationAction.STRIKE)  # the first two are used up
    assert third.consequences == ()
    assert len(ask(town, "max", "town", ReadCase(case_of_any(town))).strikes) == 1


def case_of_any(kit: Kit) -> Any:
    posted = write(kit)
    report(kit, posted.id, by="cat")
    return case_of(kit, posted.id)


def test_strikes_expire(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, strikes_to_suspend=2, strike_duration="P10D")
    decide(lite, reported(lite), ModerationAction.STRIKE)
    clock.advance(10 * DAY)
    assert decide(lite, reported(lite), ModerationAction.STRIKE).consequences == ()
    clock.advance(9 * DAY)
    assert decide(lite, reported(lite), ModerationAction.STRIKE).consequences == ("suspended",)


def test_strikes_suspend_nobody_where_that_is_off_or_who_left(lite: Kit) -> None:
    set_settings(lite, strikes_to_suspend=0)
    for _ in range(4):
        decide(lite, reported(lite), ModerationAction.STRIKE)
    set_settings(lite, strikes_to_suspend=1)
    case, ada = reported(lite), member(lite, "ada")
    do(lite, "ada", "town", LeaveCommunity())
    assert decide(lite, case, ModerationAction.STRIKE).consequences == ()
    assert ask(lite, OWNER, "town", ReadMember(ada)).status is MembershipStatus.LEFT


def test_simultaneous_strikes_suspend_once(town: Kit) -> None:
    set_settings(town, strikes_to_suspend=3)
    cases = [reported(town) for _ in range(5)]
    decided = run_concurrently(
        5, lambda n: decide(town, cases[n], ModerationAction.STRIKE, by=["eve", "max"][n % 2])
    )
    assert all(isinstance(one, Decision) for one in decided), decided
    assert sum("suspended" in one.consequences for one in decided if isinstance(one, Decision)) == 1
    assert membership(town, "ada").status is MembershipStatus.SUSPENDED


def test_control_strikes_counted_without_the_lock_miss_each_other(
    migrated_postgres_url: str, clock: ManualClock
) -> None:
    """Two strikes that do not wait for each other both count themselves only."""
    with town_of(migrated_postgres_url, clock) as town:
        ada = member(town, "ada")
        decided = [decide(town, reported(town), ModerationAction.WARN).id for _ in range(2)]
        with town.session("eve", "town") as one, town.session("max", "town") as other:
            for session, decision in ((one, decided[0]), (other, decided[1])):
                naive_strike(session, ada, decision)
            counted = [len(context_of(s).rows(strikes.COUNTING, member=ada, now=START)) for s in (one, other)]
        assert counted == [1, 1]


def naive_strike(session: Any, whose: Any, decision: Any) -> None:
    context_of(session).run(
        strikes.ADD,
        id=context_of(session).new_id(),
        member=whose,
        decision=decision,
        at=START,
        expires_at=START + DAY,
        ended_at=None,
        spent_by=None,
    )
