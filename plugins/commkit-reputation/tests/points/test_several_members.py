"""Evidence that is about several members, about each of them apart, or only where a fact says so."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from attrs import frozen

from commkit import Fact, Invalid, MemberId
from commkit_reputation import Evidence
from commkit_reputation.points.policy import Told, told_by

ADA, BOB, CID = (MemberId(UUID(int=number)) for number in (1, 2, 3))


@frozen
class MatchEnded(Fact):
    """A match ended."""

    name = "test.match_ended"
    match: UUID
    sides: tuple[tuple[MemberId, ...], ...]
    winners: tuple[MemberId, ...]
    best: MemberId | None
    how: str


@frozen
class MatchUndone(Fact):
    """A match does not count."""

    name = "test.match_undone"
    match: UUID
    best: MemberId | None


def evidence(to: str, **more: Any) -> Evidence:
    return Evidence(
        name="won",
        summary="matches",
        fact=MatchEnded,
        to=to,
        about="match",
        **{"by": None, "taken_back_by": (MatchUndone,), **more},
    )


MATCH = uuid4()
ENDED = MatchEnded(match=MATCH, sides=((ADA, BOB), (CID, ADA)), winners=(ADA,), best=BOB, how="played")
DRAWN = MatchEnded(match=MATCH, sides=((ADA,), (BOB,)), winners=(), best=None, how="forfeit")
UNDONE = MatchUndone(match=MATCH, best=BOB)


def told(members: tuple[MemberId, ...], *, given: bool = True) -> Told:
    return Told(MATCH, members, None, given)


@pytest.mark.parametrize(
    ("declared", "fact", "expected"),
    [
        (evidence("sides"), ENDED, told((ADA, BOB, CID))),
        (evidence("winners"), ENDED, told((ADA,))),
        (evidence("best"), ENDED, told((BOB,))),
        (evidence("best"), DRAWN, None),
        (evidence("winners"), DRAWN, told(())),
        (evidence("sides", where={"how": ("played",)}), ENDED, told((ADA, BOB, CID))),
        (evidence("sides", where={"how": ("played",)}), DRAWN, told((), given=False)),
        (evidence("sides"), UNDONE, told((), given=False)),
        (evidence("best", per_member=True), UNDONE, told((BOB,), given=False)),
        (evidence("best", per_member=True), MatchUndone(match=MATCH, best=None), None),
    ],
)
def test_whom_a_fact_is_about(declared: Evidence, fact: Fact, expected: Told | None) -> None:
    assert told_by(declared, fact) == expected


def test_nobody_of_several_gives_it_to_themselves() -> None:
    declared = evidence("sides", by="best")
    assert told_by(declared, ENDED) == Told(MATCH, (ADA, CID), BOB, given=True)


def test_fields_that_are_not_there_are_refused() -> None:
    with pytest.raises(Invalid) as caught:
        evidence("winners", per_member=True, where={"mood": ("good",)})
    assert [error.message for error in caught.value.errors] == [
        "MatchEnded has no field 'mood'",
        "MatchUndone has no field 'winners'",
    ]
