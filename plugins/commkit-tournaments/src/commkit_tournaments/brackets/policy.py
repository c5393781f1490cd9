"""A tournament from its rules, its field and its results: the same in, the same out; no database.

A correction is another result: the replay voids what was played by entrants who would not have met.
"""

from collections.abc import Mapping, Sequence

from attrs import evolve

from commkit_tournaments.brackets.double.policy import double_elimination
from commkit_tournaments.brackets.elimination.policy import replay, single_elimination
from commkit_tournaments.brackets.groups.policy import draw_groups, group_count, playoff, playoff_feeds
from commkit_tournaments.brackets.records import (
    Board,
    BracketMatch,
    Field,
    Format,
    Node,
    Outcome,
    Placed,
    Rules,
    Stage,
    Standing,
)
from commkit_tournaments.brackets.round_robin.policy import round_robin, table_match
from commkit_tournaments.brackets.standings.policy import knock_out_table, swiss_table, table
from commkit_tournaments.brackets.swiss.policy import pair_round, round_count, swiss_round


def play(rules: Rules, field: Field, outcomes: Mapping[str, Outcome]) -> Board:
    """A tournament as some results have it.

    Args:
        rules: What it is played by.
        field: Who takes part.
        outcomes: The outcomes by the keys of matches.
    """
    if field.size == 0:
        return Board(matches=(), standings=(), winner=None, finished=True)
    if rules.format is Format.ROUND_ROBIN:
        return _play_round_robin(rules, field, outcomes)
    if rules.format is Format.SWISS:
        return _play_swiss(rules, field, outcomes)
    if rules.format is Format.GROUPS:
        return _play_groups(rules, field, outcomes)
    seeds = list(range(1, field.size + 1))
    if rules.format is Format.DOUBLE:
        nodes = double_elimination(seeds, reset=rules.reset)
    else:
        nodes = single_elimination(seeds, third_place=rules.third_place)
    matches, voided = replay(nodes, outcomes, withdrawn=field.withdrawn)
    unknown = outcomes.keys() - {node.key for node in nodes}
    winner = _knock_out_winner(matches, alone=1)
    return Board(
        matches=tuple(matches),
        standings=tuple(knock_out_table(seeds, matches, winner=winner)),
        winner=winner,
        finished=all(match.is_over for match in matches),
        voided=tuple(sorted({*voided, *unknown})),
    )


def _knock_out_winner(matches: Sequence[BracketMatch], *, alone: int | None) -> int | None:
    """Who has won the last match that is played; the only entrant where there is no match."""
    deciding = [match for match in matches if match.node.decides]
    if not deciding:
        return alone
    if not all(match.is_over for match in deciding):
        return None
    played = [match for match in deciding if match.winner]
    return played[-1].winner if played else None


def _play_round_robin(rules: Rules, field: Field, outcomes: Mapping[str, Outcome]) -> Board:
    seeds = list(range(1, field.size + 1))
    matches, voided = _table_matches(round_robin(seeds, legs=rules.legs), field, outcomes)
    standings = table(seeds, matches)
    finished = all(match.is_over for match in matches)
    return Board(
        matches=tuple(matches),
        standings=tuple(standings),
        winner=standings[0].seed if finished else None,
        finished=finished,
        voided=_voided(matches, voided, outcomes),
    )


def _table_matches(
    nodes: Sequence[Node], field: Field, outcomes: Mapping[str, Outcome]
) -> tuple[list[BracketMatch], list[str]]:
    found = [table_match(node, outcomes, field.withdrawn) for node in nodes]
    return [match for match, _ in found], [match.node.key for match, is_void in found if is_void]


def _voided(
    matches: Sequence[BracketMatch], voided: Sequence[str], outcomes: Mapping[str, Outcome]
) -> tuple[str, ...]:
    known = {match.node.key for match in matches}
    return tuple(sorted({*voided, *(outcomes.keys() - known)}))


def _play_swiss(rules: Rules, field: Field, outcomes: Mapping[str, Outcome]) -> Board:
    seeds = range(1, field.size + 1)
    rounds = round_count(field.size, rules.rounds)
    matches: list[BracketMatch] = []
    voided: list[str] = []
    finished, number = rounds == 0, 0
    while not finished:
        number += 1
        active = {seed for seed in seeds if seed not in field.withdrawn and field.late.get(seed, 1) <= number}
        pairs = (
            field.pairings[number - 1]
            if number <= len(field.pairings)
            else pair_round(swiss_table(seeds, matches), matches, active=active)
        )
        played, wrong = _table_matches(swiss_round(number, pairs), field, outcomes)
        matches += played
        voided += wrong
        if not all(match.is_over for match in played):
            break
        finished = not pairs or number >= rounds
    standings = swiss_table(seeds, matches)
    return Board(
        matches=tuple(matches),
        standings=tuple(standings),
        winner=standings[0].seed if finished else None,
        finished=finished,
        voided=_voided(matches, voided, outcomes),
    )


def _play_groups(rules: Rules, field: Field, outcomes: Mapping[str, Outcome]) -> Board:
    groups = draw_groups(field.size, group_count(field.size, rules))
    matches: list[BracketMatch] = []
    voided: list[str] = []
    places: dict[Placed, int] = {}
    tables: list[Standing] = []
    for number, seeds in enumerate(groups, start=1):
        nodes = round_robin(seeds, legs=rules.legs, stage=Stage.GROUP, prefix=f"G{number}R", group=number)
        played, wrong = _table_matches(nodes, field, outcomes)
        lines = table(seeds, played, group=number)
        matches += played
        voided += wrong
        tables += lines
        if all(match.is_over for match in played):
            places |= {Placed(number, line.place): line.seed for line in lines}
    feeds = playoff_feeds(groups, rules.advance)
    nodes = playoff(feeds, rules)
    knock_out, wrong = replay(nodes, outcomes, withdrawn=field.withdrawn, places=places)
    winner = _knock_out_winner(knock_out, alone=places.get(feeds[0]))
    matches += knock_out
    return Board(
        matches=tuple(matches),
        standings=tuple(_after_groups(tables, feeds, places, knock_out, winner)),
        winner=winner,
        finished=winner is not None and all(match.is_over for match in matches),
        voided=_voided(matches, [*voided, *wrong], outcomes),
    )


def _after_groups(
    tables: Sequence[Standing],
    feeds: Sequence[Placed],
    places: Mapping[Placed, int],
    knock_out: Sequence[BracketMatch],
    winner: int | None,
) -> list[Standing]:
    """While groups are played, their tables; then those who went on before all others, by how far they came."""
    on = [places[feed] for feed in feeds if feed in places]
    if len(on) < len(feeds):
        return sorted(tables, key=lambda line: (line.group, line.place))
    by_seed = {line.seed: line for line in tables}
    first = [
        _placed(by_seed[line.seed], line.place) for line in knock_out_table(on, knock_out, winner=winner)
    ]
    out = sorted(
        (line for line in tables if line.seed not in set(on)),
        key=lambda line: (line.place, -line.points, -line.difference, line.seed),
    )
    return [*first, *(_placed(line, len(on) + index) for index, line in enumerate(out, start=1))]


def _placed(line: Standing, place: int) -> Standing:
    return evolve(line, place=place)
