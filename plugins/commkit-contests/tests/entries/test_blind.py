"""Who entered is in nothing that a judge of a blind contest gets: no query, loader, export, notice or fact."""

from typing import Any

import pytest

from commkit import SYSTEM, CommkitError, Conflict, NotFound
from commkit.explaining import ExplainDecision
from commkit.members import AssignRole
from commkit.notifications import ListInbox
from commkit.privacy import ErasePerson, ExportPerson
from commkit_contests import (
    CloseContestMarks,
    ExplainContestPlace,
    ListContestEntries,
    ListContestMarks,
    ListContestPlaces,
    ReadContest,
    ReadContestEntry,
    ReopenContest,
    WithdrawContestEntry,
)

Town = Any


def told(town: Town, judge: str, contest: Any, entry: Any) -> str:
    """All that a judge gets, in words, without the ids and moments that each entry has of its own."""
    town.kit.worker().drain()
    parts: list[Any] = []
    for query in (
        ReadContest(contest.id),
        ListContestEntries(contest.id),
        ListContestPlaces(contest.id),
        ReadContestEntry(entry.id),
        ListContestMarks(entry.id),
        ExplainContestPlace(entry.id),
        ExplainDecision(town.member(judge), "contests.mark_contest_entry", entry.id, record="ContestEntry"),
        ListInbox(limit=100),
    ):
        try:
            parts.append(town.ask(judge, query))
        except CommkitError as error:
            parts.append(error.code)
    with town.kit.session(judge, read_only=True) as lobby:
        parts.append(lobby.ask(ExportPerson(judge)))
    return str(parts)


def judging(town: Town, author: str, *judges: str, blind: bool = True) -> tuple[Any, Any]:
    contest = town.contest(*judges, blind=blind)
    entry = town.enter(contest, author)
    town.begin(contest)
    town.mark(judges[0], entry, 5, 5)
    return contest, entry


@pytest.mark.parametrize("judge", ["jon", "stan"])
def test_a_judge_learns_nothing_of_who_entered(town: Town, judge: str) -> None:
    """stan becomes a steward, who would see it without judging."""
    for author in ("ada", "bob"):
        contest, entry = judging(town, author, judge, "kim")
        town.do(SYSTEM, AssignRole(town.member(judge), "steward" if judge == "stan" else "member"))
        assert str(town.member(author)) not in told(town, judge, contest, entry)
        town.do("stew", CloseContestMarks(contest.id))
        assert str(town.member(author)) not in told(town, judge, contest, entry), "nor once marks are final"
        town.do(SYSTEM, AssignRole(town.member(judge), "member"))


def test_control_a_contest_that_is_not_blind_tells(sqlite_town: Town) -> None:
    town = sqlite_town
    contest, entry = judging(town, "ada", "jon", blind=False)
    assert str(town.member("ada")) in told(town, "jon", contest, entry)


def test_who_runs_it_knows_and_everybody_once_it_is_published(town: Town) -> None:
    contest, entry = judging(town, "ada", "jon", "kim")
    town.mark("kim", entry, 5, 5)
    ada = town.member("ada")
    assert town.seen("stew", contest) == town.seen("sten", contest) == [("An owl", ada)]
    assert town.seen("ada", contest) == [("An owl", ada)]
    assert town.seen("bob", contest) == town.seen(None, contest) == []
    town.publish(contest)
    for reader in ("jon", "bob", None):
        assert town.seen(reader, contest) == [("An owl", ada)]
    town.do("stew", ReopenContest(contest.id, town.after(days=1), "Again."))
    assert town.seen("bob", contest) == []


def test_what_entries_do_is_told_to_the_host_alone(sqlite_town: Town) -> None:
    town = sqlite_town
    facts = town.kit.registry.facts
    for name in ("entry_submitted", "entry_withdrawn", "entry_marked", "judge_recused"):
        assert facts[f"contests.{name}"].visible_to == "contests.see_entries"


def test_entries_of_each_are_as_many_as_the_contest_says_and_are_withdrawn(town: Town) -> None:
    contest = town.contest("jon", entries_each=2)
    first = town.enter(contest, "ada", "One")
    town.enter(contest, "ada", "Two")
    with town.refused("contests.too_many_entries", Conflict):
        town.enter(contest, "ada", "Three")
    with pytest.raises(NotFound):
        town.do("bob", WithdrawContestEntry(first.id))
    town.do("ada", WithdrawContestEntry(first.id))
    with pytest.raises(NotFound):
        town.ask("ada", ReadContestEntry(first.id))
    town.enter(contest, "ada", "Three")
    town.begin(contest)
    with town.refused("contests.entries_over", Conflict):
        town.do("ada", WithdrawContestEntry(town.ask("ada", ListContestEntries(contest.id)).items[0].id))


def test_what_somebody_has_in_contests_is_exported_and_erased(town: Town) -> None:
    contest, entry = judging(town, "ada", "jon", "kim")
    with town.kit.session("ada", read_only=True) as lobby:
        assert "https://example.org/owl.png" in str(lobby.ask(ExportPerson("ada")))
    with town.kit.session("jon", read_only=True) as lobby:
        assert str(entry.id) in str(lobby.ask(ExportPerson("jon"))), "their marks"
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
        lobby.do(ErasePerson("jon"))
    (left,) = town.ask("stew", ListContestEntries(contest.id)).items
    assert (left.title, left.body) == ("", "")
    assert town.ask("stew", ListContestMarks(entry.id)) == ()
    assert town.ask("stew", ReadContest(contest.id)).judges == (
        town.ask("stew", ReadContest(contest.id)).judges[-1],
    )
