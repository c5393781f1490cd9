"""A help desk that answers twice, late, never, or with HTML: nothing is published twice, and nothing harms a reader."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict
from commkit.posts import ReadThread, ViewThread
from commkit_support import (
    CheckClocks,
    HandoffState,
    OfferHandoff,
    ReadClock,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
)

HOUR = timedelta(hours=1)
HTML = '<p onclick="alert(1)">Install <b>3.14</b></p><script>alert(1)</script><a href="javascript:alert(1)">here</a>'


def bodies(town: Any, question: Any) -> list[str]:
    town.kit.worker().drain()
    return [post.body for post in town.ask("ada", ReadThread(question)).items[1:]]


def test_twice_the_same_is_once_and_another_one_is_refused(town: Any) -> None:
    handoff = town.offer()
    for _ in range(2):
        town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))
    with town.refused("support.other_answer", Conflict):
        town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Do not restart it."))
    assert bodies(town, handoff.question) == ["Restart it."]
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))  # after it was published
    assert bodies(town, handoff.question) == ["Restart it."]


@pytest.mark.parametrize("end", [RecordHandoffDeclined, RecordHandoffFailed])
def test_late_is_refused_and_the_next_handoff_is_another_one(town: Any, end: Any) -> None:
    handoff = town.offer()
    town.do(SYSTEM, end(handoff.id, "Not ours."))
    with town.refused("support.invalid_handoff_transition", Conflict):
        town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))
    again = town.do("ada", OfferHandoff(handoff.question, "Really nobody."))
    with town.refused("support.invalid_handoff_transition", Conflict):
        town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))
    town.do(SYSTEM, RecordHandoffAnswered(again.id, "Install 3.14."))
    assert bodies(town, handoff.question) == ["Install 3.14."]


def test_never_the_clock_runs_on_and_staff_hears_of_it(town: Any) -> None:
    handoff = town.offer()
    town.kit.worker().drain()
    town.do(SYSTEM, RecordHandoffAccepted(handoff.id))
    town.clock.advance(9 * HOUR)
    assert town.emitted(SYSTEM, CheckClocks()) == ["support.first_reply_overdue"]
    town.clock.advance(1_000 * HOUR)
    assert town.emitted(SYSTEM, CheckClocks()) == []
    assert town.where(handoff) is HandoffState.ACCEPTED
    assert town.ask("ada", ReadClock(handoff.question)).paused_since is None
    assert town.do(SYSTEM, RecordHandoffFailed(handoff.id, "They went home.")).state is HandoffState.FAILED
    assert town.emitted(SYSTEM, CheckClocks()) == ["qa.question_orphaned"], "the community's again"


def test_html_is_kept_as_it_came_and_shown_without_what_runs(town: Any) -> None:
    handoff = town.offer()
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, HTML))
    assert bodies(town, handoff.question) == [HTML]
    shown = town.ask("ada", ViewThread(handoff.question))
    html = str(shown.items[-1].html)
    for harm in ("<script", "<p onclick", "<a "):
        assert harm not in html, html
    assert "3.14" in html
