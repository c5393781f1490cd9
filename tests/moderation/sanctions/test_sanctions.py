"""What decisions do to posts and members."""

from typing import Any

import pytest

from commkit import Conflict, Denied, Kit, NotFound
from commkit.members import (
    MembershipStatus,
)
from commkit.moderation import (
    Decision,
    ModerationAction,
)
from commkit.posts import Post, ReadPost
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    run_concurrently,
)
from tests.moderation.fixtures import (
    DAY,
    START,
    case_of,
    decide,
    membership,
    report,
    reported,
    write,
)
from tests.sample import OWNER


def object_of(kit: Kit, decision: Decision) -> Post:
    return ask(kit, OWNER, "town", ReadPost(decision.object))  # type: ignore[arg-type]


def test_remove_and_restore_change_the_post(town: Kit) -> None:
    removed = decide(town, reported(town), ModerationAction.REMOVE)
    assert object_of(town, removed).removed_at == START
    assert membership(town, "ada").removed_count == 1
    with assert_refused(NotFound, "runtime.not_found"):
        report(town, removed.object, by="cat")  # nobody sees it any more
    report(town, removed.object, by="max")
    decide(town, case_of(town, removed.object), ModerationAction.RESTORE, rule="", facts="")
    assert object_of(town, removed).removed_at is None
    assert_counters_hold(town, "town")


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (ModerationAction.SILENCE, MembershipStatus.SILENCED),
        (ModerationAction.SUSPEND, MembershipStatus.SUSPENDED),
        (ModerationAction.BAN, MembershipStatus.BANNED),
    ],
)
def test_actions_restrict_the_member(lite: Kit, action: ModerationAction, status: MembershipStatus) -> None:
    until = START + 3 * DAY
    decided = decide(lite, reported(lite), action, until=until)
    now = membership(lite, "ada")
    assert (now.status, now.restricted_until, now.restriction_reason) == (status, until, "Be kind")
    assert decided.until == until
    assert_counters_hold(lite, "town")


def test_deciding_needs_the_right_to_restrict_the_member(lite: Kit) -> None:
    about_owner, about_max = reported(lite, OWNER), reported(lite, "max")
    with assert_unchanged(lite), assert_refused(Conflict, "members.is_owner"):
        decide(lite, about_owner, ModerationAction.BAN)
    with assert_unchanged(lite), assert_refused(Denied, "members.owner_only"):
        decide(lite, about_max, ModerationAction.SUSPEND)
    decide(lite, about_max, ModerationAction.WARN)
    with assert_unchanged(lite), assert_refused(Denied, "runtime.not_permitted"):
        decide(lite, about_owner, ModerationAction.DISMISS, by="ada")


def test_no_post_is_accepted_after_a_simultaneous_ban(town: Kit) -> None:
    """Whichever commits first: no post is accepted after the ban."""
    case = reported(town)

    def command(number: int) -> Any:
        if number == 3:
            return decide(town, case, ModerationAction.BAN)
        return write(town, "ada", str(number))

    answers = run_concurrently(8, command)
    assert isinstance(answers[3], Decision)
    refusals = {e.code for e in answers if isinstance(e, Exception)}
    assert refusals <= {"members.membership_changed", "runtime.not_permitted"}
    posts = [a for a in answers if isinstance(a, Post)]
    assert membership(town, "ada").post_count == len(posts) + 1
    assert_counters_hold(town, "town")
