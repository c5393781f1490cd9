"""The deflection of a month: an interval with its sample, nothing of few people, and nothing of what is not seen."""

from datetime import date, timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, NotFound
from commkit.communities import UpdateSettings
from commkit.members import AddGroupMember, CreateGroup, JoinCommunity
from commkit.posts import CreateThread
from commkit.statistics import share_of
from commkit_qa import AcceptAnswer, ConfirmAnswer
from commkit_support import (
    Deflection,
    DeflectionSettings,
    Evidence,
    ExplainBooking,
    ListLedgerEntries,
    ReadDeflection,
    RecordTicket,
)
from commkit_support.deflection.policy import deflection_of
from commkit_support.numbers.policy import NEIGHBOUR, TOO_FEW

DAY = timedelta(days=1)


def read(town: Any, by: Any = "amy") -> Deflection:
    told: Deflection = town.ask(by, ReadDeflection(date(2026, 3, 20)))
    return told


def helped(town: Any, readers: int) -> Any:
    """An answer that so many new readers say helped them."""
    answer = town.answer(town.question().id, by="cid")
    for number in range(readers):
        town.do(f"reader{number}", JoinCommunity())
        town.do(f"reader{number}", ConfirmAnswer(answer.id))
    return answer


def test_it_is_an_interval_from_what_is_proved_to_what_may_be(town: Any) -> None:
    helped(town, 7)
    told = read(town)
    assert (told.people, told.low, told.high, told.held) == (7, 0, 7, None)
    town.clock.advance(DAY)
    town.do(SYSTEM, RecordTicket(town.member("reader0"), "T-1", town.clock.now))
    assert (read(town).low, read(town).high) == (0, 6)
    town.clock.advance(13 * DAY)
    told = read(town)
    assert (told.low, told.high, told.held) == (6, 6, share_of(6, 7))
    assert (told.all.booked, told.all.proved, told.all.open, told.all.reversed) == (7, 6, 0, 1)
    assert told.by_evidence[Evidence.READER_CONFIRMED] == told.all
    assert town.ask("amy", ReadDeflection(date(2026, 4, 1))).all.booked == 0


def test_nothing_is_told_of_four_people(town: Any) -> None:
    helped(town, 4)
    told = read(town)
    assert (told.people, told.low, told.high, told.held, told.all.booked) == (None,) * 5
    assert told.all.withheld == TOO_FEW


def test_a_small_group_takes_its_neighbour_along() -> None:
    groups = {Evidence.ACCEPTED: (3, 3, 1, 1, 1), Evidence.CONFIRMED: (9, 9, 9, 0, 0)}
    told = deflection_of(date(2026, 3, 1), (12, 12, 10, 1, 1), groups, DeflectionSettings())
    assert (told.low, told.high) == (10, 11)
    assert told.by_evidence[Evidence.ACCEPTED].withheld == TOO_FEW
    assert told.by_evidence[Evidence.CONFIRMED].withheld == NEIGHBOUR
    assert told.by_evidence[Evidence.READER_CONFIRMED].booked == 0


def test_it_is_money_only_where_the_host_says_what_a_ticket_costs(sqlite_town: Any) -> None:
    town = sqlite_town
    helped(town, 5)
    assert (read(town).cost_low, read(town).cost_high, read(town).currency) == (None, None, "")
    town.do("owner", UpdateSettings("support.deflection", {"ticket_cost": 1250, "currency": "EUR"}))
    assert (read(town).cost_low, read(town).cost_high, read(town).currency) == (0, 6250, "EUR")
    with town.refused("support.bad_settings"):
        DeflectionSettings(ticket_cost=0)
    with town.refused("support.bad_settings"):
        DeflectionSettings(window=timedelta())


def test_what_others_do_not_see_is_not_counted_for_them(town: Any) -> None:
    group = town.do("stew", CreateGroup("circle", "Circle"))
    for name in ("ada", "bob"):
        town.do("stew", AddGroupMember(group.id, town.member(name)))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", audience=group.id)
    hidden = town.do("ada", inside)
    town.do("ada", AcceptAnswer(hidden.id, town.answer(hidden.id).id))
    (entry,) = town.ask(SYSTEM, ListLedgerEntries()).items  # the control
    assert town.ask("amy", ListLedgerEntries()).items == ()
    with pytest.raises(NotFound):
        town.ask("amy", ExplainBooking(entry.id))
    helped(town, 5)
    assert (read(town, by=SYSTEM).high, read(town).high) == (6, 5)


def test_staff_reads_it(sqlite_town: Any) -> None:
    for actor in (None, "ada"):
        for query in (ReadDeflection(date(2026, 3, 1)), ListLedgerEntries()):
            with pytest.raises(Denied):
                sqlite_town.ask(actor, query)


@pytest.mark.parametrize("readers", [5, 12])
def test_numbers_and_pages_take_the_same_statements_at_any_size(sqlite_town: Any, readers: int) -> None:
    helped(sqlite_town, readers)
    for query, statements in ((ReadDeflection(date(2026, 3, 1)), 3), (ListLedgerEntries(limit=2), 2)):
        with sqlite_town.counted() as seen:
            sqlite_town.ask("amy", query)
        assert len(seen) == statements, seen
