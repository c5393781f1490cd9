"""Skills are a fold over games in the order of their time: cut anywhere, and given in any order, it is the same."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openskill.models import PlackettLuce

from commkit import MemberId
from commkit_ladders import Division, DivisionMoves, LadderRules, TieRule
from commkit_ladders.skills.policy import (
    PlayedGame,
    PlayerState,
    at_end_of,
    carried,
    division_of,
    idle_weeks,
    is_provisional,
    newcomer,
    ordinal_of,
    play,
    replay,
    score_of,
)

START = datetime(2026, 1, 5, tzinfo=UTC)
PLAYERS = [MemberId(UUID(int=number)) for number in range(1, 6)]
DIVISIONS = (Division("bronze", "Bronze", 0), Division("silver", "Silver", 5), Division("gold", "Gold", 12))
RULES = [
    LadderRules(name="a", summary="a", divisions=DIVISIONS, placement_games=2),
    LadderRules(
        name="b", summary="b", divisions=DIVISIONS, placement_games=1, moves=DivisionMoves.SEASON_END
    ),
    LadderRules(name="c", summary="c", idle_variance=0, tau=0),
]


@st.composite
def games_of_teams(draw: st.DrawFn) -> list[PlayedGame]:
    """Some games, of which several may be of one moment."""
    found = []
    for number in range(draw(st.integers(1, 10))):
        order = draw(st.permutations(PLAYERS))
        cut = draw(st.sampled_from([(1, 2), (2, 4), (1, 2, 3), (1, 3, 4)]))
        sides = tuple(tuple(order[low:high]) for low, high in zip((0, *cut), cut, strict=False))
        ranks = tuple(draw(st.integers(1, 3)) for _ in sides)
        at = START + timedelta(hours=draw(st.integers(0, 2_000)))
        found.append(
            PlayedGame(id=UUID(int=draw(st.integers(0, 2**100)) + number), at=at, sides=sides, ranks=ranks)
        )
    return found


ENDS = st.lists(st.integers(0, 2_000), max_size=3, unique=True).map(
    lambda hours: [START + timedelta(hours=hour) for hour in sorted(hours)]
)


@settings(max_examples=60, deadline=None)
@given(games_of_teams(), ENDS, st.sampled_from(RULES), st.randoms(), st.integers(0, 10))
def test_a_replay_is_the_same_in_parts_and_in_any_order(
    games: list[PlayedGame], ends: list[datetime], rules: LadderRules, random: Random, cut: int
) -> None:
    whole = replay(games, ends, rules)
    shuffled = list(games)
    random.shuffle(shuffled)
    assert replay(shuffled, ends, rules) == whole
    ordered = sorted(games, key=lambda game: (game.at, game.id))
    assert replay(ordered[cut:], ends, rules, replay(ordered[:cut], ends, rules)) == whole
    one_by_one: dict[MemberId, PlayerState] = {}
    for game in ordered:
        one_by_one = replay([game], ends, rules, one_by_one)
    assert one_by_one == whole


def test_control_games_of_one_moment_without_an_order_of_their_own_differ() -> None:
    """Were games counted as they come, two ladders with the same games would differ."""
    sides = ((PLAYERS[0],), (PLAYERS[1],))
    first = PlayedGame(id=UUID(int=1), at=START, sides=sides, ranks=(1, 2))
    second = PlayedGame(id=UUID(int=2), at=START, sides=sides, ranks=(2, 1))
    rules = RULES[2]
    there = replay([second], [], rules, replay([first], [], rules))
    back = replay([first], [], rules, replay([second], [], rules))
    assert there != back
    assert replay([second, first], [], rules) == there


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.floats(0, 50), st.floats(0.5, 8)),
    st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)),
    ENDS,
    st.sampled_from(RULES),
    st.sampled_from(["", "bronze", "silver", "gold"]),
)
def test_it_makes_no_difference_how_often_somebody_looks(
    skill: tuple[float, float],
    hours: tuple[int, int],
    ends: list[datetime],
    rules: LadderRules,
    division: str,
) -> None:
    """What is shown after idle weeks comes from the last game, and never from what was shown before.

    And a skill that only falls comes to the same division, whether somebody looked on the way or not.
    """
    mu, sigma = skill[0], round(skill[1], 9)  # as it is kept
    first, more = hours
    kept = division_of(division, ordinal_of(mu, sigma), rules)  # as it is after a game
    state = PlayerState(mu=mu, sigma=sigma, since=START, season=1, games=5, season_games=5, division=kept)
    later = carried(state, START + timedelta(hours=first + more), ends, rules)
    assert later.sigma >= state.sigma
    assert later.games == 5
    seen = carried(state, START + timedelta(hours=first), ends, rules)
    if seen.season == later.season and rules.moves is DivisionMoves.AT_ONCE and rules.divisions:
        looked = division_of(seen.division, ordinal_of(later.mu, later.sigma), rules)
        assert looked == later.division or not later.season_games


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-1_000, 3_000), min_size=1, max_size=30))
def test_who_moves_down_has_fallen_by_the_margin_and_who_moves_up_has_reached_the_cut_off(
    skills: list[int],
) -> None:
    rules = RULES[0]
    names, cuts = [each.name for each in DIVISIONS], [round(each.at_least * 100) for each in DIVISIONS]
    division = division_of("", skills[0], rules)
    for ordinal in skills[1:]:
        after = division_of(division, ordinal, rules)
        old, new = names.index(division), names.index(after)
        if new > old:
            assert ordinal >= cuts[new]
        if new < old:
            assert ordinal < cuts[old] - 100
        assert new == 0 or ordinal >= cuts[new] - 100
        division = after


def test_the_numbers_are_those_of_the_library() -> None:
    """Two newcomers, as openskill counts them; shown is `mu - 3 sigma`."""
    rules = LadderRules(name="a", summary="a")
    ada, bob = PLAYERS[:2]
    game = PlayedGame(id=UUID(int=1), at=START, sides=((ada,), (bob,)), ranks=(1, 2))
    model = PlackettLuce()
    ((winner,), (loser,)) = model.rate([[model.rating()], [model.rating()]], ranks=[1, 2])
    states = replay([game], [], rules)
    assert states[ada].mu == pytest.approx(winner.mu, abs=1e-8)
    assert states[bob].mu == pytest.approx(loser.mu, abs=1e-8)
    assert states[ada].sigma == pytest.approx(winner.sigma, abs=1e-8)
    assert ordinal_of(states[ada].mu, states[ada].sigma) / 100 == pytest.approx(winner.ordinal(), abs=0.005)
    assert (states[ada].wins, states[ada].losses, states[bob].wins, states[bob].losses) == (1, 0, 0, 1)
    assert ordinal_of(25, 25 / 3) == 0


def test_idle_weeks_add_variance_and_a_season_moves_half_way_back() -> None:
    rules = LadderRules(name="a", summary="a", idle_variance=0.5)
    state = PlayerState(mu=35.0, sigma=2.0, since=START, season=1, games=9, season_games=9)
    week = timedelta(weeks=1)
    assert carried(state, START + week - timedelta(seconds=1), [], rules) == state
    later = carried(state, START + 4 * week, [], rules)
    assert (later.mu, later.sigma) == (35.0, pytest.approx(6**0.5, abs=1e-8))
    assert carried(state, START + 5_000 * week, [], rules).sigma == pytest.approx(25 / 3)
    end = START + 2 * week
    anew = carried(state, end, [end], rules)
    assert (anew.mu, anew.sigma, anew.season, anew.season_games) == (30.0, pytest.approx(25 / 6), 2, 0)
    assert is_provisional(anew, rules)
    assert anew.games == 9
    unsure = evolve(state, sigma=7.0)
    assert carried(unsure, end, [end], rules).sigma == pytest.approx(50**0.5)  # two weeks, and no less sure
    last = at_end_of(state, 1, [end], rules)
    assert last is not None
    assert (last.mu, last.season_games) == (35.0, 9)
    assert at_end_of(state, 2, [end, end + week], rules) is None
    assert idle_weeks(anew, end + week) == 1


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.integers(-500, 500))
def test_the_rule_of_ties_decides_only_between_equal_skills(games: int, others: int, apart: int) -> None:
    early = PlayerState(mu=25.0, sigma=2.0, since=START, season=1, games=games)
    late = PlayerState(
        mu=25.0 + apart / 100, sigma=2.0, since=START + timedelta(hours=1), season=1, games=others
    )
    for ties in TieRule:
        rules = LadderRules(name="a", summary="a", ties=ties)
        first, second = score_of(early, rules), score_of(late, rules)
        if apart:
            assert (first > second) == (apart < 0)
        elif ties is TieRule.SHARED:
            assert first == second
        elif ties is TieRule.EARLIER:
            assert first > second
        else:
            assert (first > second, first < second) == (games > others, games < others)


def test_teams_draws_and_more_sides_count() -> None:
    rules = LadderRules(name="a", summary="a")
    ada, bob, cid, dan, eve = PLAYERS
    teams = PlayedGame(id=UUID(int=1), at=START, sides=((ada, bob), (cid,), (dan, eve)), ranks=(2, 1, 1))
    outcome = play({}, teams, [], rules)
    after = {member: change.after for member, change in outcome.changes.items()}
    assert outcome.as_expected is None
    assert [(after[member].wins, after[member].draws, after[member].losses) for member in PLAYERS] == [
        (0, 0, 1), (0, 0, 1), (0, 1, 0), (0, 1, 0), (0, 1, 0),
    ]  # fmt: skip
    assert after[ada].mu == after[bob].mu < 25 < after[cid].mu
    strong = {ada: evolve(newcomer(START, []), mu=35.0, games=1)}
    duel = PlayedGame(id=UUID(int=2), at=START, sides=((ada,), (bob,)), ranks=(1, 2))
    assert play(strong, duel, [], rules).as_expected is True
    assert play(strong, evolve(duel, ranks=(2, 1)), [], rules).as_expected is False
    assert play({}, duel, [], rules).as_expected is None
