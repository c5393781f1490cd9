"""Eight processes at once: a party never has more members than places, and the last two who are ready make it ready."""

from typing import Any

import pytest

from commkit import SYSTEM
from commkit.members import AddMember
from commkit_gaming import (
    AskToJoinParty,
    CallReadyCheck,
    ListPartyMembers,
    PartyState,
    ReadParty,
)
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
from commkit_gaming import *
def kit_of(url, clock):
    return Kit(url, plugins=[Gaming()], clock=clock)
"""
LOOKED = "SELECT commkit_gaming_party_slot.places"
UNGUARDED = """
from sqlalchemy import bindparam, select, update
from commkit import Conflict
from commkit.storage import Id, statement
from commkit_gaming.looking_for_group import jobs, statements
from commkit_gaming.looking_for_group.joining import handlers
from commkit_gaming.looking_for_group.records import Party
from commkit_gaming.tables import party_slot
this = (
    (party_slot.c.community_id == bindparam("community_id", type_=Id))
    & (party_slot.c.party == bindparam("id", type_=Id))
    & (party_slot.c.role == bindparam("of_role"))
)
LOOK = statement(lambda: select(party_slot.c.taken, party_slot.c.places).where(this))
LOOKED = statement(lambda: select(party_slot.c.places).where(this))
statements.TAKE_PLACE = statement(lambda: update(party_slot).values(taken=party_slot.c.taken + 1).where(this))
def look_first(context, id):
    ((taken, places),) = context.rows(LOOK, id=id, of_role="flexible")
    context.rows(LOOKED, id=id, of_role="flexible")
    if taken >= places:
        raise Conflict("gaming.no_free_place", "full")
    return context.get(Party, id)
handlers.locked_party = look_first
"""


def inside_after_eight(town: Any, *, patch: str = "", hold: str = "") -> tuple[list[str], int]:
    """What the owner hears who accepts eight at once, and how many are in then; there are four places."""
    party = town.party(slots={"flexible": 4})
    ids = []
    for name in [f"player-{number}" for number in range(PROCESSES)]:
        town.do(SYSTEM, AddMember(name))
        ids.append(town.do(name, AskToJoinParty(party.id, "flexible")).id)
    works = [("ada", f"session.do(AcceptPartyRequest(ids[{number}])).role") for number in range(PROCESSES)]
    said = at_once_in_processes(town, PRELUDE, works, ids=ids, patch=patch, hold=hold)
    inside = len(town.ask("ada", ListPartyMembers(party.id)))
    (slot,) = town.ask("ada", ReadParty(party.id)).slots
    assert slot.taken == inside
    return said, inside


@pytest.mark.slow
def test_eight_processes_never_fill_a_party_over_its_places(town: Any) -> None:
    said, inside = inside_after_eight(town)
    assert inside == 4, said
    assert sorted(said) == ["flexible"] * 3 + ["gaming.no_free_place"] * 5


@pytest.mark.slow
@pytest.mark.postgres
def test_control_who_looks_before_and_takes_a_place_unguarded_fills_it_over(postgres_town: Any) -> None:
    said, inside = inside_after_eight(postgres_town, patch=UNGUARDED, hold=LOOKED)
    assert inside == 1 + PROCESSES, said


ANSWERS = [
    ("bob", "session.do(AnswerReadyCheck(ids[0], True)).state.value"),
    ("cid", "session.do(AnswerReadyCheck(ids[0], True)).state.value"),
]


def state_after_two(town: Any, *, patch: str = "", hold: str = "") -> tuple[list[str], PartyState]:
    """What the last two hear who say at once that they are ready, and what the party is at then."""
    party = town.party(slots={"flexible": 3})
    town.bring(party, "bob", "cid")
    town.do("ada", CallReadyCheck(party.id))
    said = at_once_in_processes(town, PRELUDE, ANSWERS, ids=[party.id], patch=patch, hold=hold)
    state: PartyState = town.ask("ada", ReadParty(party.id)).party.state
    return said, state


@pytest.mark.slow
def test_the_last_two_who_are_ready_make_the_party_ready(town: Any) -> None:
    said, state = state_after_two(town)
    assert (sorted(said), state) == (["open", "ready"], PartyState.READY)


NOT_HELD = """
from commkit_gaming.looking_for_group.ready_checks import handlers
from commkit_gaming.looking_for_group.records import Party
handlers.locked_party = lambda context, id: context.get(Party, id)
"""


@pytest.mark.slow
@pytest.mark.postgres
def test_control_where_the_party_is_not_held_neither_sees_the_other(postgres_town: Any) -> None:
    said, state = state_after_two(postgres_town, patch=NOT_HELD, hold="INSERT INTO commkit_audit")
    assert (sorted(said), state) == (["open", "open"], PartyState.OPEN)


NOBODY_LEFT = [("ada", "session.do(LeaveParty(ids[0]))"), ("bob", "session.do(LeaveParty(ids[0]))")]


@pytest.mark.slow
def test_where_the_last_two_leave_at_once_the_party_is_closed(town: Any) -> None:
    party = town.party()
    town.bring(party, "bob")
    said = at_once_in_processes(town, PRELUDE, NOBODY_LEFT, ids=[party.id])
    found = town.ask("cid", ReadParty(party.id))
    assert (found.party.state, found.free) == (PartyState.CLOSED, 3), said
