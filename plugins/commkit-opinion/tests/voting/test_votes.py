"""One vote for each member and statement, which may be changed; totals, and what few people may not be told of."""

from typing import Any

from commkit import SYSTEM
from commkit.explaining import ExplainDecision
from commkit_opinion import (
    CloseConsultation,
    DecideStatement,
    ListStatementTotals,
    StatementTotals,
    VoteOnStatement,
)


def numbers(totals: StatementTotals) -> tuple[Any, ...]:
    return totals.voters, totals.agrees, totals.disagrees, totals.passes


def ballots(totals: StatementTotals) -> tuple[Any, ...]:
    return totals.agree_ballots, totals.disagree_ballots, totals.pass_ballots


def test_a_vote_counts_once_and_may_be_changed(town: Any) -> None:
    consultation = town.consultation()
    (statement,) = town.seeded(consultation)
    voters = town.crowd(5)
    town.ballots(voters, [statement], "+")
    (totals,) = town.totals(consultation, by="ada")
    assert (numbers(totals), ballots(totals), totals.mine) == ((5, 5, 0, 0), (5, 0, 0), None)
    changed = town.vote("p0", statement, "disagree")
    assert (changed.choice, changed.ballots) == ("disagree", 2)
    town.vote("p1", statement, "pass")
    assert town.vote("p1", statement, "pass").ballots == 2, "the same again is no ballot"
    (totals,) = town.totals(consultation, by="p0")
    assert numbers(totals) == (5, 3, 1, 1)
    assert ballots(totals) == (5, 1, 1)
    assert totals.mine == "disagree"
    assert totals.agreement is not None
    assert (totals.agreement.n, totals.agreement.value) == (5, 0.6)


def test_no_number_is_about_fewer_than_five(town: Any) -> None:
    consultation = town.consultation()
    statements = town.seeded(consultation, 3)
    town.ballots(town.crowd(4), statements, "+0 ")
    for totals in town.totals(consultation):
        assert (numbers(totals), ballots(totals)) == ((None,) * 4, (None,) * 3)
        assert totals.agreement is None
    exact = town.ask(SYSTEM, ListStatementTotals(consultation.id)).items
    assert [numbers(one) for one in exact] == [(4, 4, 0, 0), (4, 0, 0, 4), (0, 0, 0, 0)]
    town.vote("ada", statements[0])
    assert [numbers(one)[0] for one in town.totals(consultation)] == [5, None, None]


def test_rejected_statements_are_in_no_total_but_the_hosts(sqlite_town: Any) -> None:
    town = sqlite_town
    consultation = town.consultation()
    first, second = town.seeded(consultation, 2)
    town.ballots(town.crowd(5), [first, second], "++")
    town.do("stew", DecideStatement(first.id, accept=False))
    assert [one.statement.id for one in town.totals(consultation)] == [second.id]
    assert len(town.ask(SYSTEM, ListStatementTotals(consultation.id)).items) == 2


def test_no_fact_tells_who_voted_or_for_what(sqlite_town: Any) -> None:
    town = sqlite_town
    consultation = town.consultation()
    (statement,) = town.seeded(consultation)
    with town.kit.session("ada", "forum") as session:
        session.do(VoteOnStatement(statement.id, "agree"))
        (fact,) = session.facts
    assert fact.actor is None
    assert fact.consultation == consultation.id
    assert not {"statement", "choice", "member"} & set(type(fact).__annotations__)


def test_it_is_explained_why_nobody_votes_any_more(sqlite_town: Any) -> None:
    town = sqlite_town
    consultation = town.consultation()
    (statement,) = town.seeded(consultation)
    town.do("stew", CloseConsultation(consultation.id))
    asked = ExplainDecision(town.member("ada"), "opinion.vote", statement.id, record="OpinionStatement")
    told = town.ask("ada", asked)
    assert any("closed" in step.because for step in told.steps), told


def test_pages_go_by_number(sqlite_town: Any) -> None:
    town = sqlite_town
    consultation = town.consultation()
    made = town.seeded(consultation, 5)
    first = town.ask(None, ListStatementTotals(consultation.id, limit=2))
    rest = town.ask(None, ListStatementTotals(consultation.id, limit=10, after=first.next))
    assert [one.statement.id for one in (*first.items, *rest.items)] == [one.id for one in made]


def test_a_page_of_totals_takes_as_many_statements_however_long_it_is(sqlite_town: Any) -> None:
    town = sqlite_town
    counts = []
    for size in (2, 20):
        consultation = town.consultation()
        town.seeded(consultation, size)
        with town.counted() as seen:
            town.totals(consultation)
        counts.append(len(seen))
    assert counts[0] == counts[1]
