"""How parts of a list become pages, whatever has moved and wherever the looking ends."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commkit_ranking.listing.policy import Found, Position, behind, merged

POSITIONS = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 40).map(lambda number: UUID(int=number))),
    unique_by=lambda position: position[1],
    max_size=25,
)
START = (2**63 - 1, UUID(int=2**128 - 1))


def page(
    standing: list[tuple[Position, bool]], moved: list[Position], start: Position, *, limit: int, far: int
) -> Found:
    """A page as the queries read it: looking through so many of those that stand, and asking for all that moved."""
    next_ones = sorted((each for each in standing if each[0] < start), reverse=True)
    looked = next_ones[:far]
    past = sorted((each for each in moved if each < start), reverse=True)[: limit + 1]
    until = looked[-1][0] if len(looked) < len(next_ones) else None
    return merged([position for position, fits in looked if fits], past, limit, seen_until=until)


@given(
    POSITIONS, st.sets(st.integers(0, 24)), st.sets(st.integers(0, 24)), st.integers(1, 5), st.integers(1, 30)
)
def test_the_pages_of_a_list_are_the_list(
    positions: list[Position], have_moved: set[int], fit_not: set[int], limit: int, far: int
) -> None:
    numbered = list(enumerate(positions))
    standing = [(each, number not in fit_not) for number, each in numbered if number not in have_moved]
    moved = [each for number, each in numbered if number in have_moved]
    read: list[Position] = []
    start: Position | None = START
    while start is not None:
        found = page(standing, moved, start, limit=limit, far=far)
        assert len(found.positions) <= limit
        read += found.positions
        start = found.end
    assert read == sorted([*(each for each, fits in standing if fits), *moved], reverse=True)


def test_what_is_behind_a_position_is_told_by_key_and_id() -> None:
    low, high = UUID(int=1), UUID(int=2)
    assert behind((5, high), [(low, 5), (high, 5), (low, 6), (high, 4)]) == [(5, low), (4, high)]
