"""Marks: seen by nobody else until they are final, on the scale, after those for calibration, without a conflict."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid, NotFound
from commkit.explaining import ExplainDecision
from commkit.members import AssignRole
from commkit_contests import (
    AddContestJudge,
    CloseContestMarks,
    ExplainContestPlace,
    ListContestEntries,
    ListContestMarks,
    ListContestPlaces,
    ReadContest,
    ReadContestEntry,
    RecuseFromContestEntry,
)

Town = Any
marks = st.tuples(st.integers(1, 10), st.integers(1, 10))
READERS = ("jon", "stew", "stan", "ada", None, SYSTEM)


def seen_by(town: Town, reader: Any, contest: Any, entry: Any) -> list[Any]:
    """Everything about a contest that a reader may ask for."""
    found = []
    for query in (
        ReadContest(contest.id),
        ListContestEntries(contest.id),
        ListContestPlaces(contest.id),
        ReadContestEntry(entry.id),
        ListContestMarks(entry.id),
        ExplainContestPlace(entry.id),
    ):
        try:
            found.append(town.ask(reader, query))
        except CommkitError as error:
            found.append(error.code)
    return found


def judged(town: Town, *judges: str, **more: Any) -> tuple[Any, Any]:
    contest = town.contest(*judges, **more)
    entry = town.enter(contest, "ada")
    town.begin(contest)
    return contest, entry


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(marks, marks)
def test_nobody_learns_what_a_judge_marks(sqlite_town: Town, one: Any, other: Any) -> None:
    """Whatever kim marks, everybody else sees the same; jon, who judges, too, and stan, a steward who judges."""
    town = sqlite_town
    contest, entry = judged(town, "jon", "kim", "stan")
    town.do(SYSTEM, AssignRole(town.member("stan"), "steward"))
    town.mark("jon", entry, 3, 3)
    seen = []
    for values in (one, other):
        town.mark("kim", entry, *values)
        seen.append([seen_by(town, reader, contest, entry) for reader in READERS])
        assert tuple(mark.value for mark in town.ask("kim", ListContestMarks(entry.id))) == values
        assert {mark.judge for mark in town.ask("jon", ListContestMarks(entry.id))} == {town.member("jon")}
    assert seen[0] == seen[1]
    town.do(SYSTEM, AssignRole(town.member("stan"), "member"))


def test_control_once_marks_are_final_judges_see_them(town: Town) -> None:
    contest, entry = judged(town, "jon", "kim")
    town.mark("kim", entry, 9, 9)
    town.do("stew", CloseContestMarks(contest.id))
    for reader in ("jon", "kim", "stew"):
        assert [mark.value for mark in town.ask(reader, ListContestMarks(entry.id))] == [9, 9]
    assert town.ask("ada", ListContestMarks(entry.id)) == (), "nor does who entered"


def test_marks_are_given_by_judges_on_the_scale_for_each_criterion(town: Town) -> None:
    _, entry = judged(town, "jon")
    with pytest.raises(NotFound):
        town.mark("bob", entry, 5, 5)
    with town.refused("contests.no_judge", Denied):
        town.mark("stew", entry, 5, 5)
    for wrong in ((5,), (5, 5, 5), (0, 5), (5, 11)):
        with pytest.raises(Invalid):
            town.mark("jon", entry, *wrong)
    town.mark("jon", entry, 5, 5)
    assert [mark.value for mark in town.mark("jon", entry, 6, 7)] == [6, 7]


def test_the_worker_has_not_come_and_the_time_is_over_all_the_same(sqlite_town: Town) -> None:
    town = sqlite_town
    contest, entry = judged(town, "jon")
    town.clock.advance(contest.mark_until - town.clock())
    with town.refused("contests.marks_over", Conflict):
        town.mark("jon", entry, 5, 5)


def test_entries_for_calibration_come_first_and_take_no_place(town: Town) -> None:
    contest = town.contest("jon", "kim")
    known = town.calibrate(contest)
    entry = town.enter(contest, "ada")
    town.begin(contest)
    for judge in ("jon", "kim"):
        with town.refused("contests.calibrate_first", Conflict):
            town.mark(judge, entry, 5, 5)
        town.mark(judge, known, 4, 4)
        town.mark(judge, entry, 5, 5)
    with town.refused("contests.calibration_entry", Conflict):
        town.do("jon", RecuseFromContestEntry(known.id))
    assert town.publish(contest) == [(1, "An owl")]
    with pytest.raises(NotFound):
        town.ask("ada", ReadContestEntry(known.id))


def test_an_entry_of_a_conflict_is_not_there_in_a_blind_contest(town: Town) -> None:
    """cid judges: bob is none of their friends, and clio would be; lea is a friend of nobody."""
    contest = town.contest("cid", "ada")
    own, bobs = town.enter(contest, "cid", "Mine"), town.enter(contest, "bob", "Bob's")
    town.begin(contest)
    assert town.seen("cid", contest) == [("Bob's", None), ("Mine", town.member("cid"))]
    with town.refused("contests.conflict_of_interest", Denied):
        town.mark("cid", own, 9, 9)
    town.mark("cid", bobs, 5, 5)


@pytest.mark.parametrize("blind", [True, False])
def test_friends_are_not_judged(sqlite_town: Town, blind: bool) -> None:
    town = sqlite_town
    contest = town.contest("stan", blind=blind)
    sten, ada = town.enter(contest, "sten", "Sten's"), town.enter(contest, "ada", "Ada's")
    town.begin(contest)
    town.mark("stan", ada, 5, 5)
    with pytest.raises(NotFound):
        town.mark("stan", sten, 9, 9)
    assert [title for title, _ in town.seen("stan", contest)] == ["Ada's"]


def test_who_becomes_a_judge_later_is_asked_for_conflicts_too(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest("jon")
    town.enter(contest, "sten", "Sten's")
    town.begin(contest)
    town.do("stew", AddContestJudge(contest.id, town.member("stan")))
    town.promote("stan")
    assert town.seen("stan", contest) == [], "a judge sees as a judge does, whatever their role"
    town.promote("ada")
    assert town.seen("ada", contest) == [("Sten's", town.member("sten"))]


def test_judges_say_themselves_that_they_are_too_close(town: Town) -> None:
    contest = town.contest("jon", "kim")
    entry = town.enter(contest, "ada")
    town.begin(contest)
    town.mark("jon", entry, 9, 9)
    town.do("jon", RecuseFromContestEntry(entry.id))
    assert town.seen("jon", contest) == []
    with pytest.raises(NotFound):
        town.mark("jon", entry, 9, 9)
    town.mark("kim", entry, 2, 2)
    assert town.publish(contest) == [], "one judge is left, and two are needed"
    explained = town.ask("ada", ExplainContestPlace(entry.id))
    assert [part.mark for part in explained.parts] == [2.0]
    assert "2 are needed" in explained.sentences[-1]


def test_the_explanation_says_why_somebody_may_not_mark(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest("jon")
    town.calibrate(contest)
    entry = town.enter(contest, "ada")
    town.begin(contest)
    trace = town.ask(
        "jon",
        ExplainDecision(town.member("jon"), "contests.mark_contest_entry", entry.id, record="ContestEntry"),
    )
    assert "entries for calibration" in str(trace)
