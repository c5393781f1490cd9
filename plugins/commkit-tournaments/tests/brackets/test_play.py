"""Whatever happens: one winner, everybody plays as the format says, and the same results make the same tournament."""

from collections import Counter
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import Invalid
from commkit_tournaments.brackets.drawing.policy import draw
from commkit_tournaments.brackets.policy import play
from commkit_tournaments.brackets.records import (
    Board,
    BracketMatchState,
    Field,
    Format,
    How,
    Outcome,
    Rules,
    Source,
    Stage,
)
from tests.played_tournaments import favourites, play_out, won

SIZES = st.one_of(st.sampled_from([0, 1, 2, 3, 5]), st.integers(0, 24))
RULES = st.one_of(
    st.builds(Rules, format=st.just(Format.SINGLE), third_place=st.booleans()),
    st.builds(Rules, format=st.just(Format.DOUBLE), reset=st.booleans()),
    st.builds(Rules, format=st.just(Format.ROUND_ROBIN), legs=st.integers(1, 2)),
    st.builds(Rules, format=st.just(Format.SWISS), rounds=st.integers(0, 7)),
    st.builds(
        Rules,
        format=st.just(Format.GROUPS),
        groups=st.integers(0, 6),
        advance=st.integers(1, 4),
        playoff=st.sampled_from([Format.SINGLE, Format.DOUBLE]),
    ),
)
CHANCE = st.integers(0, 2**32).map(Random)
QUICK = settings(max_examples=25, deadline=None)


def size_for(rules: Rules, size: int) -> int:
    """Everybody against everybody is many matches; fewer do."""
    return min(size, 13) if rules.format is Format.ROUND_ROBIN else size


def losses(board: Board) -> Counter[int]:
    return Counter(match.loser for match in board.matches if match.loser and match.outcome)


@QUICK
@given(rules=RULES, size=SIZES, chance=CHANCE)
def test_there_is_exactly_one_winner_whatever_happens(rules: Rules, size: int, chance: Random) -> None:
    size = size_for(rules, size)
    board, field, outcomes = play_out(rules, size, chance, draws=0.2, drop_outs=0.3)
    assert board.finished
    assert board.voided == ()
    assert (board.winner is None) == (size == 0)
    assert [line.place for line in board.standings[:1]] == [1] * min(size, 1)
    assert sorted(line.seed for line in board.standings) == list(range(1, size + 1))
    assert not size or board.standings[0].seed == board.winner
    assert sum(line.place == 1 for line in board.standings) == min(size, 1)
    shuffled = list(outcomes.items())
    chance.shuffle(shuffled)
    assert play(rules, field, dict(shuffled)) == board


@QUICK
@given(rules=RULES, size=SIZES, chance=CHANCE)
def test_everybody_plays_as_the_format_says(rules: Rules, size: int, chance: Random) -> None:
    size = size_for(rules, size)
    board, _, _ = play_out(rules, size, chance, draws=0.2)
    lost, seeds = losses(board), range(1, size + 1)
    met = Counter(frozenset(match.sides) for match in board.matches if match.outcome is not None)
    if rules.format is Format.SINGLE:
        last = [match for match in board.matches if match.node.stage is Stage.THIRD_PLACE]
        thirds = {side for match in last if match.outcome for side in match.sides}
        for seed in seeds:
            allowed = {0} if seed == board.winner else {1, 2} if seed in thirds else {1}
            assert lost[seed] in allowed
    elif rules.format is Format.DOUBLE:
        for seed in seeds:
            if seed != board.winner:
                upset = not rules.reset and board.standings[1].seed == seed
                assert lost[seed] == 2 or (upset and lost[seed] == 1)
        assert not rules.reset or lost[board.winner or 0] <= 1
    elif rules.format is Format.ROUND_ROBIN:
        assert all(met[frozenset(pair)] == rules.legs for pair in combinations(seeds, 2))
    else:
        in_tables = Counter(
            side for match in board.matches if match.node.stage in (Stage.GROUP, Stage.TABLE)
            for side in match.sides if side
        )  # fmt: skip
        assert rules.format is Format.GROUPS or len({in_tables[seed] for seed in seeds}) <= 1


@QUICK
@given(size=SIZES, rounds=st.integers(0, 6), chance=CHANCE)
def test_swiss_entrants_meet_once_and_rest_once(size: int, rounds: int, chance: Random) -> None:
    board, _, _ = play_out(Rules(format=Format.SWISS, rounds=rounds), size, chance, draws=0.2)
    met = Counter(
        frozenset(match.sides) for match in board.matches if match.state is not BracketMatchState.BYE
    )
    byes = Counter(match.winner for match in board.matches if match.state is BracketMatchState.BYE)
    assert all(times == 1 for times in byes.values())
    assert not met or max(met.values()) == 1 or rounds_are_tight(size, board)


@pytest.mark.parametrize("size", [3, 5, 7])
def test_everybody_rests_once_where_there_are_as_many_rounds_as_entrants(size: int) -> None:
    """Whom it leaves no other opponent meets one again rather than rest twice."""
    for seed in range(20):
        board, _, _ = play_out(Rules(format=Format.SWISS, rounds=size), size, Random(seed), draws=0.2)
        byes = [match.winner for match in board.matches if match.state is BracketMatchState.BYE]
        assert sorted(map(int, filter(None, byes))) == list(range(1, size + 1))


def rounds_are_tight(size: int, board: Board) -> bool:
    """Whether so many rounds are played that there may be no round without a rematch."""
    return 2 * max(match.node.round for match in board.matches) > size


@QUICK
@given(rules=RULES, size=SIZES, chance=CHANCE)
def test_nobody_is_in_two_matches_of_a_round(rules: Rules, size: int, chance: Random) -> None:
    board, _, _ = play_out(rules, size_for(rules, size), chance)
    there = Counter(
        (match.node.stage, match.node.round, side)
        for match in board.matches
        for side in match.sides
        if side and match.state is not BracketMatchState.SKIPPED
    )
    assert not there or max(there.values()) == 1


@QUICK
@given(rules=RULES, size=SIZES, chance=CHANCE)
def test_a_bracket_is_drawn_from_its_data_alone(rules: Rules, size: int, chance: Random) -> None:
    size = size_for(rules, min(size, 30))
    board, _, _ = play_out(rules, size, chance)
    keys = [match.node.key for match in board.matches]
    assert len(set(keys)) == len(keys)
    for index, match in enumerate(board.matches):
        feeds = [feed.match for feed in match.node.feeds if isinstance(feed, Source)]
        assert set(feeds) <= set(keys[:index]), "each stands behind those it takes its sides from"
    text = draw(board, {seed: f"name-{seed}-" for seed in range(1, size + 1)})
    if size > 1:
        assert all(f"name-{seed}-" in text for seed in range(1, size + 1))
        assert text.endswith(f"Winner: name-{board.winner}-")


@pytest.mark.parametrize("format", [Format.SINGLE, Format.DOUBLE, Format.GROUPS])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 127])
def test_sizes_that_fill_no_bracket_are_played_to_the_end(format: Format, size: int) -> None:
    board, _, _ = play_out(Rules(format=format), size, Random(size), drop_outs=0.3)
    assert (board.finished, board.winner is None) == (True, size == 0)


@pytest.mark.slow
@pytest.mark.parametrize("format", [each for each in Format if each is not Format.ROUND_ROBIN])
@settings(max_examples=4, deadline=None)
@given(size=st.integers(128, 300), chance=CHANCE)
def test_so_it_is_with_hundreds(format: Format, size: int, chance: Random) -> None:
    board, _, _ = play_out(Rules(format=format), size, chance, drop_outs=0.3)
    assert board.finished
    assert board.winner


@pytest.mark.slow
@pytest.mark.parametrize("size", [127, 128, 299, 300])
def test_so_it_is_with_round_robins_of_hundreds(size: int) -> None:
    board, _, _ = play_out(Rules(format=Format.ROUND_ROBIN), size, Random(size))
    assert len(board.matches) == size * (size - 1) // 2
    assert board.winner


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 16])
def test_the_best_seed_wins_where_the_better_one_always_does(format: Format, size: int) -> None:
    board, _ = favourites(Rules(format=format), size)
    assert board.winner == 1
    assert size == 1 or format is Format.SWISS or board.standings[1].seed == 2


@pytest.mark.parametrize("format", Format)
def test_who_alone_is_left_has_won(format: Format) -> None:
    board = play(Rules(format=format), Field(size=8, withdrawn=tuple(range(2, 9))), {})
    assert (board.winner, board.finished) == (1, True)


def test_a_no_show_in_the_final_gives_the_other_one_the_title() -> None:
    _, outcomes = favourites(Rules(), 4)
    final = outcomes["W2-1"]
    outcomes["W2-1"] = won(final.sides, 2, How.NO_SHOW)
    assert play(Rules(), Field(size=4), outcomes).winner == 2
    del outcomes["W2-1"]
    assert play(Rules(), Field(size=4, withdrawn=(1,)), outcomes).winner == 2


@pytest.mark.parametrize(("format", "key"), [(Format.SINGLE, "W2-1"), (Format.DOUBLE, "F1-1")])
def test_where_both_finalists_are_gone_a_judge_decides(format: Format, key: str) -> None:
    _, outcomes = favourites(Rules(format=format), 4)
    del outcomes[key]
    gone = Field(size=4, withdrawn=(1, 2))
    board = play(Rules(format=format), gone, outcomes)
    assert (board.winner, board.finished) == (None, False)
    outcomes[key] = won((1, 2), 1, How.DECISION)
    assert play(Rules(format=format), gone, outcomes).winner == 1


def test_a_correction_voids_what_others_would_have_played() -> None:
    _, outcomes = favourites(Rules(), 8)
    outcomes["W1-1"] = won((1, 8), 8)
    board = play(Rules(), Field(size=8), outcomes)
    assert board.voided == ("W2-1", "W3-1")
    assert board.winner is None
    ready = [match.sides for match in board.matches if match.state is BracketMatchState.READY]
    assert ready == [(8, 4)]


def test_a_correction_that_changes_no_sides_voids_nothing() -> None:
    _, outcomes = favourites(Rules(), 8)
    outcomes["W1-1"] = Outcome(sides=(8, 1), winner=1, scores=(0, 2))
    board = play(Rules(), Field(size=8), outcomes)
    assert (board.voided, board.winner) == ((), 1)
    first = next(match.outcome for match in board.matches if match.node.key == "W1-1")
    assert first == Outcome(sides=(1, 8), winner=1, scores=(2, 0)), "in the order of the match"


def test_a_late_entrant_takes_the_place_of_a_bye() -> None:
    before = play(Rules(), Field(size=7), {})
    after = play(Rules(), Field(size=8), {})
    assert [match.node.key for match in before.matches] == [match.node.key for match in after.matches]
    changed = [
        (old.sides, new.sides)
        for old, new in zip(before.matches, after.matches, strict=True)
        if old.sides != new.sides
    ]
    assert changed == [((1, 0), (1, 8)), ((1, None), (None, None))]


def test_who_enters_swiss_rounds_late_starts_at_nothing() -> None:
    rules = Rules(format=Format.SWISS, rounds=3)
    board, field, outcomes = play_out(rules, 4, Random(3))
    first = {key: outcome for key, outcome in outcomes.items() if key.startswith("S1-")}
    late = Field(size=5, late={5: 2}, pairings=field.pairings[:1])
    now = play(rules, late, first)
    assert {match.node.round for match in now.matches if 5 in match.sides} == {2}
    assert board.finished


def test_a_reset_is_played_only_after_an_upset() -> None:
    rules = Rules(format=Format.DOUBLE)
    board, outcomes = favourites(rules, 4)
    again = {match.node.key: match for match in board.matches}["F2-1"]
    assert again.state is BracketMatchState.SKIPPED
    outcomes["F1-1"] = won((1, 2), 2)
    board = play(rules, Field(size=4), outcomes)
    assert [match.sides for match in board.matches if match.state is BracketMatchState.READY] == [(1, 2)]
    assert board.winner is None
    at_once = play(Rules(format=Format.DOUBLE, reset=False), Field(size=4), outcomes)
    assert (at_once.winner, [line.seed for line in at_once.standings[:2]]) == (2, [2, 1])


def test_a_third_place_is_played_for() -> None:
    board, outcomes = favourites(Rules(third_place=True), 4)
    assert [(line.place, line.seed) for line in board.standings] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    outcomes["T1-1"] = won((4, 3), 4)
    upset = play(Rules(third_place=True), Field(size=4), outcomes)
    assert [line.seed for line in upset.standings] == [1, 2, 4, 3]
    shared = play(Rules(), Field(size=4), {k: v for k, v in outcomes.items() if k != "T1-1"})
    assert [line.place for line in shared.standings] == [1, 2, 3, 3]


def test_elimination_takes_no_draws() -> None:
    board = play(Rules(), Field(size=2), {"W1-1": Outcome(sides=(1, 2), winner=None)})
    assert (board.winner, board.voided) == (None, ("W1-1",))


@pytest.mark.parametrize(
    "wrong",
    [{"rounds": 31}, {"legs": 3}, {"advance": 0}, {"playoff": Format.SWISS},
     {"format": Format.DOUBLE, "third_place": True}],
)  # fmt: skip
def test_rules_that_mean_nothing_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        Rules(**wrong)
    assert caught.value.code == "tournaments.bad_rules"
