"""Absences: one's own, with a beginning and an end."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Invalid
from commkit_absences import Absence, EndAbsence, ReadMyAbsence, SetAbsence

DAY = timedelta(days=1)


def test_it_is_set_changed_ended_and_over(town: Any) -> None:
    now = town.clock.now
    assert town.ask("ada", ReadMyAbsence()) is None
    said = town.do("ada", SetAbsence(now + 2 * DAY))
    assert (said.since, said.until) == (now, now + 2 * DAY)
    town.do("ada", SetAbsence(now + 5 * DAY, since=now + DAY))
    found = town.ask("ada", ReadMyAbsence())
    assert found == Absence(said.member, now + DAY, now + 5 * DAY, None, "")
    assert town.ask("bob", ReadMyAbsence()) is None
    town.clock.advance(5 * DAY)
    assert town.ask("ada", ReadMyAbsence()) is None
    town.do("ada", SetAbsence(town.clock.now + DAY))
    town.do("ada", EndAbsence())
    town.do("ada", EndAbsence())
    assert town.ask("ada", ReadMyAbsence()) is None


def test_one_that_ends_before_it_begins_is_refused(sqlite_town: Any) -> None:
    now = sqlite_town.clock.now
    for wrong in (
        SetAbsence(now),
        SetAbsence(now + DAY, since=now + DAY),
        SetAbsence(now - DAY, since=now - 9 * DAY),
    ):
        with pytest.raises(Invalid):
            sqlite_town.do("ada", wrong)
