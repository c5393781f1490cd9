"""A contest from the call for entries to the result, and back."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.members import BlockMember, LeaveCommunity
from commkit_contests import (
    AddContestJudge,
    CancelContest,
    CloseContestMarks,
    ContestCriterionDraft,
    ContestSettings,
    ContestState,
    EndContestEntries,
    ExplainContestPlace,
    ListContestEntries,
    ListContests,
    ListJudgeProgress,
    PublishContestResult,
    ReadContest,
    ReopenContest,
)

Town = Any


def state(town: Town, contest: Any) -> ContestState:
    return town.ask(None, ReadContest(contest.id)).contest.state


def test_the_worker_goes_on_at_the_times_and_asks_judges(town: Town) -> None:
    contest = town.contest("jon", "kim")
    entry = town.enter(contest, "ada")
    town.pass_time(days=7)
    assert state(town, contest) is ContestState.JUDGING
    assert town.inbox("jon") == town.inbox("kim") == [("contests.to_judge", contest.id)]
    with town.refused("contests.entries_over", Conflict):
        town.enter(contest, "bob")
    for judge in ("jon", "kim"):
        town.mark(judge, entry, 8, 5)
    town.pass_time(days=7)
    assert state(town, contest) is ContestState.CLOSED
    with town.refused("contests.state", Conflict):
        town.mark("jon", entry, 1, 1)
    town.do("stew", PublishContestResult(contest.id))
    assert town.places(contest) == [(1, "An owl")]
    assert town.inbox("ada") == [("contests.published", contest.id)]
    assert [its.id for its in town.ask(None, ListContests()).items] == [contest.id]


def test_a_worker_that_was_late_goes_on_twice(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest("jon")
    town.pass_time(days=20)
    assert state(town, contest) is ContestState.CLOSED


def test_a_result_is_taken_back_with_its_reason_and_worked_out_anew(town: Town) -> None:
    contest = town.contest("jon", "kim")
    owl, bat = town.enter(contest, "ada", "Owl"), town.enter(contest, "bob", "Bat")
    town.begin(contest)
    for judge in ("jon", "kim"):
        town.mark(judge, owl, 8, 8)
        town.mark(judge, bat, 2, 2)
    assert town.publish(contest) == [(1, "Owl"), (2, "Bat")]
    until = town.after(days=2)
    town.do("stew", ReopenContest(contest.id, until, "The owl was traced."))
    assert town.places(contest) == []
    with town.refused("contests.no_result", Conflict):
        town.ask("ada", ExplainContestPlace(owl.id))
    with pytest.raises(NotFound):
        town.ask(None, ExplainContestPlace(owl.id))
    (why,) = town.ask(None, ReadContest(contest.id)).reopenings
    assert (why.number, why.by, why.reason, why.published) == (
        1,
        town.member("stew"),
        "The owl was traced.",
        True,
    )
    assert ("contests.reopened", contest.id) in town.inbox("ada")
    for judge in ("jon", "kim"):
        town.mark(judge, owl, 1, 1)
    assert town.publish(contest) == [(1, "Bat"), (2, "Owl")]


def test_states_follow_each_other_in_order(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest()
    with town.refused("contests.no_judges", Conflict):
        town.begin(contest)
    town.do("stew", AddContestJudge(contest.id, town.member("jon")))
    assert town.do("stew", AddContestJudge(contest.id, town.member("jon"))).member == town.member("jon")
    for command in (CloseContestMarks, PublishContestResult):
        with town.refused("contests.state", Conflict):
            town.do("stew", command(contest.id))
    with town.refused("contests.state", Conflict):
        town.do("stew", ReopenContest(contest.id, town.after(days=1), "Why not?"))
    town.begin(contest)
    with town.refused("contests.state", Conflict):
        town.do("stew", EndContestEntries(contest.id))
    town.do("stew", CancelContest(contest.id))
    with town.refused("contests.state", Conflict):
        town.do("stew", CancelContest(contest.id))
    with town.refused("contests.state", Conflict):
        town.do("stew", AddContestJudge(contest.id, town.member("kim")))


def test_who_opened_a_contest_runs_it_and_nobody_else_but_stewards(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest("jon")
    with pytest.raises(Denied):
        town.contest(by="ada")
    for name in ("ada", "jon"):
        with pytest.raises(Denied):
            town.do(name, EndContestEntries(contest.id))
    town.do("sten", EndContestEntries(contest.id))
    mine = town.contest("jon", by="lea")
    town.do("lea", EndContestEntries(mine.id))
    with pytest.raises(Denied):
        town.do("lea", CloseContestMarks(contest.id))
    with pytest.raises(Denied):
        town.ask("ada", ListJudgeProgress(contest.id))


def test_judges_are_members_who_do_not_block_and_do_not_run_a_blind_contest(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest()
    for name in ("stew", "sten"):
        with town.refused("contests.organiser_judges", Conflict):
            town.do("stew", AddContestJudge(contest.id, town.member(name)))
    mine = town.contest(by="lea")
    with town.refused("contests.organiser_judges", Conflict):
        town.do("lea", AddContestJudge(mine.id, town.member("lea")))
    town.do("kim", BlockMember(town.member("lea")))
    with pytest.raises(Denied):
        town.do("lea", AddContestJudge(mine.id, town.member("kim")))
    jon = town.member("jon")
    town.do("jon", LeaveCommunity())
    with pytest.raises((NotFound, Conflict)):
        town.do("stew", AddContestJudge(contest.id, jon))
    seen = town.contest(blind=False)
    town.do("stew", AddContestJudge(seen.id, town.member("stew")))


def test_progress_is_for_who_runs_it_and_no_judge(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest("jon", "ada", "stan")
    entries = [town.enter(contest, name, name) for name in ("ada", "bob", "cid")]
    town.promote("stan")
    town.begin(contest)
    town.mark("jon", entries[0], 5, 5)
    progress = {
        its.member: (its.marked, its.entries) for its in town.ask("stew", ListJudgeProgress(contest.id))
    }
    assert progress == {town.member("jon"): (1, 3), town.member("ada"): (0, 2), town.member("stan"): (0, 3)}
    with town.refused("contests.judges_it", Denied):
        town.ask("stan", ListJudgeProgress(contest.id))


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": ()},
        {"criteria": (ContestCriterionDraft("a"), ContestCriterionDraft(" A"))},
        {"criteria": (ContestCriterionDraft("a", 0),)},
        {"entries_each": 0},
    ],
)
def test_what_is_called_for_wrongly_is_refused(sqlite_town: Town, changes: Any) -> None:
    with pytest.raises(Invalid):
        sqlite_town.contest(**changes)


def test_times_come_one_after_the_other(sqlite_town: Town) -> None:
    town = sqlite_town
    now = town.clock()
    for times in ((0, 1), (1, 1), (400, 401), (1, 400)):
        enter, mark = (now + timedelta(days=days) for days in times)
        with pytest.raises(Invalid):
            town.contest(enter_until=enter, mark_until=mark)


@pytest.mark.parametrize("wrong", [{"scale": 1}, {"scale": 101}, {"marks_needed": 0}, {"marks_needed": 31}])
def test_settings_that_do_not_fit_are_refused(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        ContestSettings(**wrong)
    assert caught.value.code == "contests.bad_settings"


def test_a_page_takes_as_many_statements_as_one_entry(sqlite_town: Town) -> None:
    town = sqlite_town
    contest = town.contest("jon", entries_each=5)
    counts = []
    for _ in range(2):
        town.enter(contest, "ada")
        with town.counted() as seen:
            town.ask("stew", ListContestEntries(contest.id))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert town.ask(SYSTEM, ReadContest(contest.id)).entries == 2
