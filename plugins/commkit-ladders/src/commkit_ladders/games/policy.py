"""What a result must be like, and who still has to confirm it; no database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from commkit import FieldError, MemberId
from commkit_ladders.games.records import MAX_PLAYERS, MAX_SIDES, GameSide, ResultSource

MAX_RANK = 1_000


def side_faults(sides: Sequence[GameSide]) -> list[FieldError]:
    """What is wrong with the sides of a game."""
    faults = []
    players = players_of(sides)
    if not 2 <= len(sides) <= MAX_SIDES:
        faults.append(FieldError("sides", "out_of_range", f"name 2 to {MAX_SIDES} sides"))
    if any(not side.members for side in sides):
        faults.append(FieldError("sides", "empty_side", "name the players of each side"))
    if len(set(players)) < len(players):
        faults.append(FieldError("sides", "twice", "name each player once, on one side"))
    if len(players) > MAX_PLAYERS:
        faults.append(FieldError("sides", "too_many", f"name at most {MAX_PLAYERS} players"))
    if any(not 1 <= side.rank <= MAX_RANK for side in sides):
        faults.append(FieldError("sides", "bad_rank", f"give each side a rank of 1 to {MAX_RANK}; 1 is best"))
    return faults


def players_of(sides: Iterable[GameSide]) -> tuple[MemberId, ...]:
    """All players, by their sides."""
    return tuple(member for side in sides for member in side.members)


def winners_of(sides: Sequence[GameSide]) -> tuple[MemberId, ...]:
    """The players of the side that was best alone; nobody where sides share the best rank."""
    best = min(side.rank for side in sides)
    first = [side for side in sides if side.rank == best]
    return first[0].members if len(first) == 1 else ()


def side_of(sides: Sequence[GameSide], member: MemberId | None) -> int | None:
    """The number of a member's side, from 0; None where they did not play."""
    return next((number for number, side in enumerate(sides) if member in side.members), None)


def is_confirmed(sides: Sequence[GameSide], confirmed: Iterable[MemberId]) -> bool:
    """Whether a player of every side says that the result is right."""
    said = set(confirmed)
    return all(said.intersection(side.members) for side in sides)


def ordered(sides: Iterable[GameSide]) -> tuple[GameSide, ...]:
    """Sides as they are kept: players by their ids, so that the order in which they were named says nothing."""
    return tuple(GameSide(tuple(sorted(side.members)), side.rank) for side in sides)


def told_sides(source: ResultSource, fact: Any) -> tuple[GameSide, ...] | None:
    """The sides that a fact of a source tells of: () where the thing does not count, None where it tells of none."""
    if not isinstance(fact, source.fact):
        return ()
    if any(str(getattr(fact, name)) not in values for name, values in source.where.items()):
        return ()
    members, ranks = getattr(fact, source.sides), getattr(fact, source.ranks)
    if len(members) != len(ranks):
        return None
    sides = tuple(GameSide(tuple(its), rank) for its, rank in zip(members, ranks, strict=True))
    return None if side_faults(sides) else sides


def told_at(source: ResultSource, fact: Any) -> datetime | None:
    """When the game was played that a fact tells of; None where the fact says nothing."""
    at: datetime | None = getattr(fact, source.at) if source.at and isinstance(fact, source.fact) else None
    return at or fact.at
