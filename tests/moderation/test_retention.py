"""What a decision rests on is kept as long as the decision can be reversed."""

from typing import Any

import pytest

from commkit import SYSTEM, Kit
from commkit.moderation import AppealDecision, DecideAppeal, ModerationAction, moderation
from commkit.posts import EditPost, ReadPost
from commkit.posts.revisions.tables import revision
from commkit.runtime.storage.tables import audit
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.moderation.fixtures import DAY, case_of, decide, report, set_settings, write
from tests.retained import keep
from tests.runtime.purging.purges import count


def edited(kit: Kit, post: Any) -> None:
    version = ask(kit, SYSTEM, "town", ReadPost(post.id)).version
    do(kit, "ada", "town", EditPost(post=post.id, version=version, body="Buy nothing."))


def decisions_logged(kit: Kit) -> int:
    return count(kit, audit, audit.c.command == "moderation.decide_case")


def purge(kit: Kit, **words: Any) -> None:
    keep(kit, audit=DAY, revisions=DAY, **words)
    kit.purge()


def test_evidence_of_an_open_case_stays(lite: Kit, clock: ManualClock) -> None:
    judged, other = write(lite), write(lite, body="Another one.")
    edited(lite, judged)
    edited(lite, other)
    report(lite, judged.id)
    clock.advance(30 * DAY)
    purge(lite)
    assert count(lite, revision) == count(lite, revision, revision.c.post == judged.id) == 1
    purge(lite, but=(moderation.name,))
    assert count(lite, revision) == 0, "the control: nothing else keeps it"


def test_a_decision_is_logged_until_nobody_can_reverse_it(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, appeal_window="P10D")
    post = write(lite)
    edited(lite, post)
    report(lite, post.id)
    decision = decide(lite, case_of(lite, post.id), ModerationAction.REMOVE)
    clock.advance(9 * DAY)
    purge(lite)
    assert (decisions_logged(lite), count(lite, revision)) == (1, 1), "it can be appealed for one day more"
    with lite.session("ada") as lobby:
        lobby.do(AppealDecision(decision.id, text="They were sweets."))
    clock.advance(30 * DAY)
    purge(lite)
    assert (decisions_logged(lite), count(lite, revision)) == (1, 1), "the appeal waits"
    do(lite, "max", "town", DecideAppeal(decision=decision.id, grant=False, answer="No."))
    purge(lite)
    assert (decisions_logged(lite), count(lite, revision)) == (0, 0)


@pytest.mark.parametrize("days", [300, 400])
def test_what_checks_count_goes_behind_the_longest_window(lite: Kit, clock: ManualClock, days: int) -> None:
    set_settings(lite, repeat="hold", slow_mode="PT1M")
    write(lite)
    clock.advance(days * DAY)
    assert (lite.purge().purged.keys() >= {"post_fingerprints", "slow_mode"}) is (days > 366)
