"""Consultations are opened and closed by stewards, and seen by whoever sees their space."""

from datetime import timedelta
from typing import Any

from commkit import Conflict, Denied, Invalid, NotFound
from commkit_opinion import (
    CloseConsultation,
    ListConsultations,
    OpenConsultation,
    ProposeStatement,
    ReadConsultation,
    ReadNextStatement,
    ReadOpinionNumbers,
    SeedStatement,
)
from tests.audiences import add_space


def test_a_steward_opens_one_and_members_read_it(town: Any) -> None:
    opened = town.consultation(body="A room for *twelve*.")
    assert town.ask("ada", ReadConsultation(opened.id)) == opened
    assert town.ask("ada", ListConsultations()).items == (opened,)
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", OpenConsultation(title="Mine?"))


def test_pages_are_the_newest_first(sqlite_town: Any) -> None:
    made = [sqlite_town.consultation() for _ in range(5)]
    first = sqlite_town.ask("ada", ListConsultations(limit=3))
    rest = sqlite_town.ask("ada", ListConsultations(limit=3, after=first.next))
    assert [one.id for one in (*first.items, *rest.items)] == [one.id for one in reversed(made)]
    assert rest.next is None


def test_after_the_close_nobody_votes_or_proposes(town: Any) -> None:
    consultation = town.consultation()
    (statement,) = town.seeded(consultation)
    town.vote("ada", statement)
    closed = town.do("stew", CloseConsultation(consultation.id))
    assert closed.closed_at is not None
    with town.refused("opinion.closed", Conflict):
        town.vote("bob", statement)
    with town.refused("opinion.closed", Conflict):
        town.do("bob", ProposeStatement(consultation.id, "Too late."))
    with town.refused("opinion.closed", Conflict):
        town.do("stew", SeedStatement(consultation.id, "Too late."))
    with town.refused("opinion.closed", Conflict):
        town.do("stew", CloseConsultation(consultation.id))
    assert town.ask("bob", ReadNextStatement(consultation.id)) is None


def test_it_closes_at_its_time_by_itself(town: Any) -> None:
    consultation = town.consultation(closes_at=town.after(hours=1))
    (statement,) = town.seeded(consultation)
    town.clock.advance(timedelta(hours=1))
    with town.refused("opinion.closed", Conflict):  # the worker has not come by yet
        town.vote("bob", statement)
    town.pass_time(minutes=1)
    assert town.ask("ada", ReadConsultation(consultation.id)).closed_at == consultation.closes_at


def test_an_end_in_the_past_is_refused(sqlite_town: Any) -> None:
    with sqlite_town.refused("runtime.invalid", Invalid):
        sqlite_town.consultation(closes_at=sqlite_town.clock())


def test_what_stands_in_a_space_is_for_its_audience(town: Any) -> None:
    space = add_space(town.kit, "den", ("ada", "stew"), town="forum")
    inside = town.consultation(space=space)
    outside = town.consultation()
    assert town.ask("ada", ListConsultations()).items == (outside, inside)
    assert town.ask("ada", ListConsultations(space=space)).items == (inside,)
    assert town.ask("bob", ListConsultations()).items == (outside,)
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadConsultation(inside.id))


def test_numbers_tell_how_statements_of_members_were_decided(sqlite_town: Any) -> None:
    town = sqlite_town
    consultation = town.consultation()
    town.seeded(consultation)
    town.do("ada", ProposeStatement(consultation.id, "By the river."))
    numbers = town.ask("stew", ReadOpinionNumbers())
    assert (numbers.statements, numbers.by_members, numbers.pending, numbers.accepted_share) == (
        2,
        1,
        1,
        None,
    )
    assert town.ask("stew", ReadOpinionNumbers(since=town.after(hours=1))).statements == 0
