"""Candidates and markets for tests of the engine, drawn by Hypothesis."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from commkit import MemberId
from commkit_matching import Candidate, Limit, Market, MatchKind, Method, Preference, Side

FIRST, SECOND = "mentee", "mentor"


def kind_of(method: Method = Method.GREEDY, **fields: Any) -> MatchKind:
    """A kind whose members like whom their values name, and keep apart whom their values shun."""
    two = fields.pop("two_sided", method is Method.STABLE)
    names = (FIRST, SECOND) if two else (FIRST,)
    sides = tuple(
        Side(name=name, title=name, places=100 if method is not Method.GROUPS else 1) for name in names
    )
    likes = Preference(
        name="likes",
        title="Likes",
        score=lambda one, another: float(str(one.values["likes"])[another.member.int % 12]) / 9,
    )
    bands = Limit(
        name="band", title="Band", allows=lambda one, another: one.values["band"] == another.values["band"]
    )
    return MatchKind(
        name="pairs",
        title="Pairs",
        summary="Pairs.",
        sides=sides,
        method=method,
        preferences=(likes,),
        limits=(bands,),
        **fields,
    )


def candidate(number: int, side: str = FIRST, **fields: Any) -> Candidate:
    """One with some values; the number is their id."""
    values = {"likes": "5" * 12, "band": "a"} | fields.pop("values", {})
    return Candidate(
        member=MemberId(UUID(int=number)), side=side, request=UUID(int=number), values=values, **fields
    )


@st.composite
def markets(draw: st.DrawFn, kind: MatchKind, most: int = 9, most_places: int = 3) -> Market:
    """A market of the kind: any likes, bands, places, exposure and waiting, and some pairs that are kept apart."""
    numbers = range(1, draw(st.integers(0, most)) + 1)
    sides = [side.name for side in kind.sides]
    found = tuple(
        candidate(
            number,
            draw(st.sampled_from(sides)),
            places=draw(st.integers(0, most_places)),
            left_out=draw(st.integers(0, 2)),
            exposure=draw(st.integers(0, 3)),
            values={
                "likes": draw(st.text("0123456789", min_size=12, max_size=12)),
                "band": draw(st.sampled_from("aab")),
                "rating": draw(st.integers(0, 50)),
            },
        )
        for number in numbers
    )
    pairs = st.tuples(st.integers(1, most), st.integers(1, most)).filter(lambda pair: pair[0] != pair[1])
    shut = draw(
        st.frozensets(pairs.map(lambda pair: frozenset(MemberId(UUID(int=n)) for n in pair)), max_size=6)
    )
    return Market(kind=kind, candidates=found, apart={"": shut}, seed=draw(st.binary(max_size=2)))
