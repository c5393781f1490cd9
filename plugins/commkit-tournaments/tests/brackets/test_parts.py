"""The parts of the engine by themselves: crossing over, groups, seeds, tables, vetoes, times."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit_tournaments.brackets.double.policy import crossing, losers_bracket
from commkit_tournaments.brackets.drawing.policy import draw
from commkit_tournaments.brackets.elimination.policy import seed_order
from commkit_tournaments.brackets.groups.policy import draw_groups, playoff_feeds
from commkit_tournaments.brackets.policy import play
from commkit_tournaments.brackets.records import BracketMatchState, Field, Format, Rules, Source, Stage
from commkit_tournaments.brackets.round_robin.policy import circle
from commkit_tournaments.brackets.scheduling.policy import Slot, plan
from commkit_tournaments.brackets.seeding.policy import Entry, Seeding, give_seeds
from commkit_tournaments.brackets.vetoes.policy import VetoAction, played_maps, turns
from tests.played_tournaments import clashes, favourites, pairings_of, play_out

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def test_the_best_seeds_meet_as_late_as_possible() -> None:
    assert seed_order(8) == [1, 8, 4, 5, 2, 7, 3, 6]
    assert [sum(pair) for pair in zip(*[iter(seed_order(64))] * 2, strict=True)] == [65] * 32


@pytest.mark.parametrize("places", [2, 4, 8])
def test_no_other_crossing_keeps_those_who_met_apart_for_longer(places: int) -> None:
    """Compared with each way to send the losers down, after the first round of the losers' bracket."""

    def earliest(order: tuple[int, ...]) -> int:
        return min((place ^ block).bit_length() for place, block in enumerate(order))

    number = crossing(places, {0})
    best = max(earliest(order) for order in permutations(range(places)))
    assert earliest(tuple(place ^ number for place in range(places))) == best


@pytest.mark.parametrize("size", [4, 8, 16, 32, 64, 256, 512])
def test_nobody_meets_again_in_the_round_they_come_down_in_while_there_is_room(size: int) -> None:
    """Where each may have come from, told by the blocks of the winners' bracket."""
    blocks: dict[Source, set[int]] = {}
    again: dict[int, bool] = {}
    for number in range(1, size // 2 + 1):
        blocks[Source(f"W1-{number}", winner=False)] = {2 * number - 2, 2 * number - 1}
    for above in range(2, size.bit_length()):
        width = 2**above
        for number in range(1, size // width + 1):
            block = set(range((number - 1) * width, number * width))
            blocks[Source(f"W{above}-{number}", winner=False)] = block
    for node in losers_bracket(size):
        first, second = node.feeds
        assert isinstance(first, Source)
        assert isinstance(second, Source)
        if node.round % 2 == 0:
            again[node.round] = again.get(node.round, False) or bool(blocks[first] & blocks[second])
        blocks[Source(node.key)] = blocks[first] | blocks[second]
    rounds = len(again)
    crossed = [round for round, meets in again.items() if not meets]
    assert len(crossed) >= rounds // 2, again


def test_control_without_crossing_they_meet_again_at_once() -> None:
    assert crossing(8, {0}) != 0
    assert min((place ^ 0 ^ place).bit_length() for place in range(8)) == 0


@given(size=st.integers(0, 60))
@settings(max_examples=30, deadline=None)
def test_everybody_meets_everybody_once_and_nobody_twice_in_a_round(size: int) -> None:
    rounds = circle(range(1, size + 1))
    assert sorted(tuple(sorted(pair)) for pairs in rounds for pair in pairs) == list(
        combinations(range(1, size + 1), 2)
    )
    for pairs in rounds:
        sides = [side for pair in pairs for side in pair]
        assert len(sides) == len(set(sides))


@given(groups=st.sampled_from([2, 4, 8]), each=st.integers(2, 5))
@settings(max_examples=20, deadline=None)
def test_the_two_best_of_a_group_meet_again_in_the_final_at_the_earliest(groups: int, each: int) -> None:
    feeds = playoff_feeds(draw_groups(groups * each, groups), 2)
    slot = {seed: index for index, seed in enumerate(seed_order(len(feeds)))}
    where: dict[int, list[int]] = {}
    for seed, feed in enumerate(feeds, start=1):
        where.setdefault(feed.group, []).append(slot[seed])
    rounds = [(a ^ b).bit_length() for a, b in where.values()]
    assert min(rounds) == len(feeds).bit_length() - 1


def test_groups_are_about_as_strong() -> None:
    assert draw_groups(8, 2) == [[1, 4, 5, 8], [2, 3, 6, 7]]


def test_seeds_say_why() -> None:
    entries = [Entry("ada", 1200.0), Entry("bob", None, 1), Entry("cid", 1500.5), Entry("dan", None)]

    def seeds(method: Seeding, **options: int) -> list[tuple[object, str]]:
        return [(seed.entrant, seed.reason) for seed in give_seeds(entries, method, **options)]

    behind = "without a rating: behind, in the order of entry"
    assert seeds(Seeding.RATING) == [
        ("cid", "by rating 1500.5"), ("ada", "by rating 1200"), ("bob", behind), ("dan", behind),
    ]  # fmt: skip
    assert [who for who, _ in seeds(Seeding.ENTRY)] == ["ada", "bob", "cid", "dan"]
    assert seeds(Seeding.MANUAL)[:2] == [
        ("bob", "placed by the organiser"),
        ("ada", "not placed: behind, in the order of entry"),
    ]
    drawn = seeds(Seeding.PROTECTED, protected=1, lot=7)
    assert drawn[0] == ("cid", "protected, by rating 1500.5")
    assert {why for _, why in drawn[1:]} == {"drawn by lot"}
    assert drawn == seeds(Seeding.PROTECTED, protected=1, lot=7), "the same lots each time"
    lots = {tuple(who for who, _ in seeds(Seeding.PROTECTED, protected=1, lot=lot)) for lot in range(40)}
    assert len(lots) == 6


def test_buchholz_tells_those_with_as_many_points_apart() -> None:
    """Four entrants, two rounds, the better seed always wins: computed by hand."""
    board, _ = favourites(Rules(format=Format.SWISS), 4)
    assert [(line.seed, line.points, line.buchholz, line.opponents_wins) for line in board.standings] == [
        (1, 4, 4, 2),
        (2, 2, 4, 2),
        (3, 2, 4, 2),
        (4, 0, 4, 2),
    ]


def test_who_won_against_whom_tells_those_with_as_many_points_apart() -> None:
    rules = Rules(format=Format.ROUND_ROBIN)
    _, outcomes = favourites(rules, 4)
    key = next(key for key, outcome in outcomes.items() if set(outcome.sides) == {1, 2})
    sides = outcomes[key].sides
    outcomes[key] = outcomes[key].__class__(sides=sides, winner=2, scores=(2, 1))
    other = next(key for key, outcome in outcomes.items() if set(outcome.sides) == {2, 4})
    outcomes[other] = outcomes[other].__class__(sides=outcomes[other].sides, winner=4, scores=(2, 1))
    lines = play(rules, Field(size=4), outcomes).standings
    assert [(line.seed, line.points, line.head_to_head) for line in lines[:2]] == [(2, 4, 2), (1, 4, 0)]


@pytest.mark.parametrize(
    ("maps", "best_of", "told"),
    [(7, 1, "b0 b1 b0 b1 b0 b1"), (7, 3, "b0 b1 p0 p1 b0 b1"), (7, 5, "b0 b1 p0 p1 p0 p1"), (3, 3, "p0 p1")],
)
def test_sides_take_turns_with_maps(maps: int, best_of: int, told: str) -> None:
    found = turns(maps, best_of)
    assert " ".join(f"{turn.action[0]}{turn.side}" for turn in found) == told
    names = tuple("ABCDEFG"[:maps])
    chosen = [(turn.action, name) for turn, name in zip(found, names, strict=False)]
    assert len(played_maps(names, best_of, chosen)) == best_of
    assert played_maps(names, best_of, chosen)[-1] == names[-1]


def test_maps_are_not_known_before_they_are_picked() -> None:
    assert played_maps("ABC", 1, [(VetoAction.BAN, "A")]) == ()


@given(
    format=st.sampled_from([each for each in Format if each is not Format.ROUND_ROBIN]),
    size=st.integers(0, 40),
    stations=st.integers(1, 6),
    pause=st.integers(0, 20),
    chance=st.integers(0, 1000).map(Random),
)
@settings(max_examples=40, deadline=None)
def test_nobody_is_at_two_stations_at_once(
    format: Format, size: int, stations: int, pause: int, chance: Random
) -> None:
    rules = Rules(format=format)
    start = play(rules, Field(size=size), {})
    slots = plan(
        start.matches, start=NOON, length=HALF_HOUR, stations=stations, pause=timedelta(minutes=pause)
    )
    assert set(slots) == {
        match.node.key
        for match in start.matches
        if match.state in (BracketMatchState.READY, BracketMatchState.WAITING)
    }
    if format is Format.SWISS:
        assert clashes(start.matches, slots, HALF_HOUR) == []
        return
    board, _, _ = play_out(rules, size, chance)  # whoever wins: the times were given before
    assert clashes(board.matches, slots, HALF_HOUR) == []


def test_swiss_rounds_and_all_of_a_round_robin_are_timed() -> None:
    board = play(Rules(format=Format.ROUND_ROBIN), Field(size=5), {})
    slots = plan(board.matches, start=NOON, length=HALF_HOUR, stations=2)
    assert len(slots) == 10
    assert max(slot.at for slot in slots.values()) == NOON + 4 * HALF_HOUR, "two at a time, nobody idle"
    assert clashes(board.matches, slots, HALF_HOUR) == []


def test_control_one_time_for_all_would_clash() -> None:
    board = play(Rules(format=Format.ROUND_ROBIN), Field(size=3), {})
    slots = {match.node.key: Slot(number, NOON) for number, match in enumerate(board.matches)}
    assert len(clashes(board.matches, slots, HALF_HOUR)) == 3


def test_a_tree_is_drawn() -> None:
    board, _ = favourites(Rules(), 3)
    drawn = draw(board, {1: "Ada", 2: "Bob", 3: "Cid"})
    assert [line.split() for line in drawn.splitlines()] == [
        ["Winners'", "bracket"],
        ["Ada", "┐"],
        ["├Ada", "2", "┐"],
        ["-", "┘", "│"],
        ["├Ada"],
        ["Bob", "2", "┐", "│"],
        ["├Bob", "1", "┘"],
        ["Cid", "1", "┘"],
        [],
        ["Winner:", "Ada"],
    ]


def test_what_is_open_is_drawn_as_where_it_comes_from() -> None:
    drawn = draw(play(Rules(format=Format.DOUBLE), Field(size=4), {}), {})
    assert "loser of W1-1 - loser of W1-2" in drawn
    assert "winner of W2-1 - winner of L2-1" in drawn
    groups = draw(play(Rules(format=Format.GROUPS, groups=2), Field(size=8), {}), {})
    assert "G1R1-1" in groups
    assert list(play(Rules(), Field(size=1), {}).matches) == []


def test_swiss_rounds_are_as_they_were_paired() -> None:
    rules = Rules(format=Format.SWISS, rounds=2)
    board, _, outcomes = play_out(rules, 6, Random(1))
    paired = pairings_of(board, rules)
    key = "S1-1"
    old = outcomes[key]
    other = old.sides[0] if old.winner == old.sides[1] else old.sides[1]
    corrected = play(
        rules, Field(size=6, pairings=paired), outcomes | {key: old.__class__(sides=old.sides, winner=other)}
    )
    assert pairings_of(corrected, rules) == paired
    assert corrected.voided == ()
    assert corrected.finished
    assert all(match.node.stage is Stage.TABLE for match in corrected.matches)
