"""Who is which seed; no database."""

from collections.abc import Hashable, Sequence
from enum import StrEnum
from random import Random

from attrs import frozen


class Seeding(StrEnum):
    """How entrants become seeds."""

    ENTRY = "entry"
    """In the order in which they entered."""
    RATING = "rating"
    """By rating, the highest first; those without one behind, in the order in which they entered."""
    PROTECTED = "protected"
    """The best few by rating; all others by lot."""
    MANUAL = "manual"
    """As the organiser said; those whom nobody placed behind, in the order in which they entered."""


@frozen
class Entry:
    """An entrant before seeds are given.

    Attributes:
        entrant: Who.
        rating: The number to seed by; None where none is known.
        wanted: The seed that the organiser gave; None where none was given.
    """

    entrant: Hashable
    rating: float | None = None
    wanted: int | None = None


@frozen
class Seed:
    """The seed of an entrant, and why.

    Attributes:
        entrant: Who.
        number: The seed, from 1.
        reason: Why, a few words for people.
    """

    entrant: Hashable
    number: int
    reason: str


def give_seeds(entries: Sequence[Entry], method: Seeding, *, protected: int = 0, lot: int = 0) -> list[Seed]:
    """The seeds of all entrants.

    Args:
        entries: The entrants, in the order in which they entered.
        method: How they become seeds.
        protected: How many keep the seed of their rating, with `PROTECTED`.
        lot: What lots are drawn from: the same number, the same lots.
    """
    if method is Seeding.MANUAL:
        order = sorted(entries, key=lambda each: (each.wanted is None, each.wanted or 0))
        told = [
            "not placed: behind, in the order of entry" if each.wanted is None else "placed by the organiser"
            for each in order
        ]
    elif method is Seeding.ENTRY:
        order, told = list(entries), ["in the order of entry"] * len(entries)
    else:
        order = sorted(entries, key=lambda each: (each.rating is None, -(each.rating or 0.0)))
        told = [_by_rating(each) for each in order]
        if method is Seeding.PROTECTED:
            others = order[protected:]
            Random(lot).shuffle(others)  # noqa: S311  # a draw that everybody may repeat; nothing is kept secret by it
            order = [*order[:protected], *others]
            told = [f"protected, {words}" for words in told[:protected]] + ["drawn by lot"] * len(others)
    return [
        Seed(each.entrant, number, reason)
        for number, (each, reason) in enumerate(zip(order, told, strict=True), start=1)
    ]


def _by_rating(entry: Entry) -> str:
    if entry.rating is None:
        return "without a rating: behind, in the order of entry"
    return f"by rating {entry.rating:g}"
