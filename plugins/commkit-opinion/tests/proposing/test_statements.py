"""Statements are seeded by stewards, proposed by members, and decided about before others see them."""

from typing import Any

from commkit import Conflict, NotFound
from commkit.moderation import FileReport
from commkit_opinion import (
    ConsultationSettings,
    DecideStatement,
    ListStatements,
    ProposeStatement,
    ReadNextStatement,
    ReadOpinionNumbers,
    ReadStatement,
    SeedStatement,
)


def bodies(town: Any, actor: str, consultation: Any, state: str = "accepted") -> list[str]:
    return [one.body for one in town.ask(actor, ListStatements(consultation.id, state=state)).items]


def test_a_proposal_is_for_its_author_and_moderators_until_it_is_accepted(town: Any) -> None:
    consultation = town.consultation()
    proposed = town.do("ada", ProposeStatement(consultation.id, "By the river."))
    assert (proposed.state, proposed.number, proposed.seed) == ("pending", 1, False)
    for actor, seen in (("ada", ["By the river."]), ("stew", ["By the river."]), ("bob", [])):
        assert bodies(town, actor, consultation, "pending") == seen
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadStatement(proposed.id))
    with town.refused("runtime.not_found", NotFound):
        town.vote("bob", proposed)
    with town.refused("opinion.not_votable", Conflict):
        town.vote("ada", proposed)
    accepted = town.do("stew", DecideStatement(proposed.id, accept=True, reason="A good one."))
    assert (accepted.state, accepted.reason) == ("accepted", "A good one.")
    assert bodies(town, "bob", consultation) == ["By the river."]
    assert town.inbox("ada") == [("opinion.statement_decided", proposed.id)]


def test_a_rejected_one_is_seen_by_nobody_else_and_can_be_accepted_later(town: Any) -> None:
    consultation = town.consultation()
    proposed = town.do("ada", ProposeStatement(consultation.id, "By the river."))
    town.do("stew", DecideStatement(proposed.id, accept=False, reason="It is flooded."))
    assert bodies(town, "bob", consultation, "rejected") == []
    assert bodies(town, "ada", consultation, "rejected") == ["By the river."]
    with town.refused("opinion.decided", Conflict):
        town.do("sten", DecideStatement(proposed.id, accept=False))
    town.do("sten", DecideStatement(proposed.id, accept=True))
    assert bodies(town, "bob", consultation) == ["By the river."]
    numbers = town.ask("stew", ReadOpinionNumbers())
    assert (numbers.accepted, numbers.rejected, numbers.accepted_share.n) == (1, 0, 1)


def test_without_moderation_a_proposal_is_accepted_at_once(sqlite_town: Any) -> None:
    consultation = sqlite_town.consultation(moderated=False)
    proposed = sqlite_town.do("ada", ProposeStatement(consultation.id, "By the river."))
    assert proposed.state == "accepted"
    assert proposed.decided_by is None
    assert sqlite_town.ask("bob", ReadNextStatement(consultation.id)).statement == proposed


def test_numbers_go_on_and_limits_hold(make_town: Any) -> None:
    town = make_town(consultations=ConsultationSettings(max_statements=3, max_proposals=1))
    consultation = town.consultation()
    assert [one.number for one in town.seeded(consultation, 2)] == [1, 2]
    assert town.do("ada", ProposeStatement(consultation.id, "By the river.")).number == 3
    with town.refused("opinion.too_many_statements", Conflict):
        town.do("stew", SeedStatement(consultation.id, "One more."))
    other = town.consultation()
    town.do("ada", ProposeStatement(other.id, "By the river."))
    with town.refused("opinion.too_many_pending", Conflict):
        town.do("ada", ProposeStatement(other.id, "By the lake."))


def test_a_statement_can_be_reported(sqlite_town: Any) -> None:
    town = sqlite_town
    (statement,) = town.seeded(town.consultation())
    reported = town.do("ada", FileReport("OpinionStatement", statement.id, "spam"))
    assert reported


def test_pages_are_by_number(sqlite_town: Any) -> None:
    consultation = sqlite_town.consultation()
    made = sqlite_town.seeded(consultation, 5)
    first = sqlite_town.ask(None, ListStatements(consultation.id, limit=3))
    rest = sqlite_town.ask(None, ListStatements(consultation.id, limit=3, after=first.next))
    assert [*first.items, *rest.items] == made
