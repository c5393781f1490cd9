"""How skills follow from games: a fold over them in the order of their time, which is the same however it is cut.

What a member's skill is at a moment depends on nothing but the games before it, the ends of seasons, and the rules. So
a game that is corrected or comes late changes what it should: the games from there on are counted again.

Source of the model: R. C. Weng, C.-J. Lin, A Bayesian Approximation Method for Online Ranking, Journal of Machine
Learning Research 12, 2011, 267-300; computed by the library openskill.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from math import sqrt
from typing import Any
from uuid import UUID

from attrs import evolve, frozen
from openskill.models import PlackettLuce

from commkit import MemberId
from commkit_ladders.skills.records import MU, SIGMA, DivisionMoves, LadderRules, TieRule

LEAST_SEASON_SIGMA = MU / 6
"""A new season makes every skill at least this unsure."""
WEEK = timedelta(days=7)
_DIGITS = 9
"""Skills are kept with so many digits, so that the last bits of one machine's logarithm make no difference."""
_SECONDS = 2**32


@frozen(kw_only=True)
class PlayerState:
    """What is known of a player at a moment.

    Attributes:
        mu: The mean of the skill.
        sigma: Its standard deviation.
        since: From when idle weeks are counted: the last game, or the beginning of a season after it.
        season: The season of that moment, from 1.
        games: Games that counted.
        season_games: Those of them in the season.
        wins: Games that they, or their side, won alone.
        draws: Games in which nobody was better, and somebody was as good.
        losses: The others.
        division: The name of the division; empty before they were placed.
    """

    mu: float
    sigma: float
    since: datetime
    season: int
    games: int = 0
    season_games: int = 0
    wins: int = 0
    draws: int = 0
    losses: int = 0
    division: str = ""


@frozen(kw_only=True)
class PlayedGame:
    """A game as skills see it.

    Attributes:
        id: Its id, which decides the order of games of one moment.
        at: When it was played.
        sides: The players of each side.
        ranks: The rank of each side: 1 is best, equal ranks are a draw.
    """

    id: UUID
    at: datetime
    sides: tuple[tuple[MemberId, ...], ...]
    ranks: tuple[int, ...]


@frozen(kw_only=True)
class Change:
    """What a game changed for one player.

    Attributes:
        before: The state just before the game, with idle weeks and ends of seasons.
        after: The state after it.
    """

    before: PlayerState
    after: PlayerState


@frozen(kw_only=True)
class Outcome:
    """What a game changed.

    Attributes:
        changes: By player.
        as_expected: Whether the favourite of two sides won; None for a draw, more sides, or no favourite.
    """

    changes: Mapping[MemberId, Change]
    as_expected: bool | None


@lru_cache(maxsize=64)
def _model(beta: float, tau: float) -> Any:
    return PlackettLuce(mu=MU, sigma=SIGMA, beta=beta, tau=tau)


def ordinal_of(mu: float, sigma: float) -> int:
    """The skill as it is shown, in hundredths: `mu - 3 sigma`, of which it is nearly sure that it is not less.

    Whole hundredths, so that what is shown as equal is equal on boards, and at cut-offs.
    """
    return round((mu - 3 * sigma) * 100)


def season_at(moment: datetime, ends: Sequence[datetime]) -> int:
    """The number of the season of a moment; the moment of an end is in the next one.

    Args:
        moment: The moment.
        ends: When seasons ended, the first one first.
    """
    return 1 + sum(end <= moment for end in ends)


def newcomer(moment: datetime, ends: Sequence[datetime]) -> PlayerState:
    """Somebody of whom nothing is known."""
    return PlayerState(mu=MU, sigma=SIGMA, since=moment, season=season_at(moment, ends))


def idle_weeks(state: PlayerState, moment: datetime) -> int:
    """Whole weeks without a game until a moment, in this season."""
    return max((moment - state.since) // WEEK, 0)


def carried(
    state: PlayerState, moment: datetime, ends: Sequence[datetime], rules: LadderRules
) -> PlayerState:
    """The state of a player who plays no game until a moment: seasons that end, then idle weeks.

    Args:
        state: The state after the last game.
        moment: The moment, not before that.
        ends: When seasons ended, the first one first.
        rules: The rules.
    """
    for end in ends[state.season - 1 :]:
        if end > moment:
            break
        state = _in_new_season(_idle(state, end, rules), end, rules)
    return _idle(state, moment, rules)


def at_end_of(
    state: PlayerState, number: int, ends: Sequence[datetime], rules: LadderRules
) -> PlayerState | None:
    """The state in which a player ended a season, before the next one began; None without a game in it.

    Args:
        state: The state after the last game before that end.
        number: The number of the season.
        ends: When seasons ended, the first one first.
        rules: The rules.
    """
    if state.season != number or not state.season_games:
        return None
    return _idle(state, ends[number - 1], rules)


def _idle(state: PlayerState, moment: datetime, rules: LadderRules) -> PlayerState:
    """Add what idle weeks add. `since` stays, so that it makes no difference at which moments somebody looked."""
    weeks = idle_weeks(state, moment)
    if not weeks or not state.games:
        return state
    sigma = round(min(sqrt(state.sigma**2 + weeks * rules.idle_variance), max(SIGMA, state.sigma)), _DIGITS)
    return _moved(evolve(state, sigma=sigma), rules)


def _in_new_season(state: PlayerState, end: datetime, rules: LadderRules) -> PlayerState:
    """A soft reset: half of the way back to the mean of all, and less sure."""
    division = state.division
    if rules.moves is DivisionMoves.SEASON_END and _is_placed(state, rules):
        division = division_of(division, ordinal_of(state.mu, state.sigma), rules)
    return evolve(
        state,
        mu=round((state.mu + MU) / 2, _DIGITS),
        sigma=max(state.sigma, round(LEAST_SEASON_SIGMA, _DIGITS)),
        since=end,
        season=state.season + 1,
        season_games=0,
        division=division,
    )


def _is_placed(state: PlayerState, rules: LadderRules) -> bool:
    return state.season_games >= max(rules.placement_games, 1)


def is_provisional(state: PlayerState, rules: LadderRules) -> bool:
    """Whether little is known yet: too few games of the season, or too unsure."""
    return not _is_placed(state, rules) or state.sigma > rules.provisional_sigma


def division_of(division: str, ordinal: int, rules: LadderRules) -> str:
    """Where a skill leads from a division: up at a cut-off, down only where it falls below it by the margin.

    So who stands near a cut-off does not move with every game. A skill that only falls comes to the same division,
    however often it was looked at on the way.

    Args:
        division: The name of the division; empty for somebody who is placed now.
        ordinal: The skill as it is shown, in hundredths.
        rules: The rules.
    """
    if not rules.divisions:
        return ""
    names = [each.name for each in rules.divisions]
    cuts = [round(each.at_least * 100) for each in rules.divisions]
    reached = max((place for place, cut in enumerate(cuts) if ordinal >= cut), default=0)
    if division not in names:
        return names[reached]
    place = max(names.index(division), reached)
    margin = round(rules.margin * 100)
    while place > 0 and ordinal < cuts[place] - margin:
        place -= 1
    return names[place]


def _moved(state: PlayerState, rules: LadderRules) -> PlayerState:
    """The division after a change of the skill, where members move at once, or are placed for the first time."""
    known = {each.name for each in rules.divisions}
    if not _is_placed(state, rules):
        return state
    if rules.moves is DivisionMoves.SEASON_END and state.division in known:
        return state
    return evolve(state, division=division_of(state.division, ordinal_of(state.mu, state.sigma), rules))


def play(
    states: Mapping[MemberId, PlayerState], game: PlayedGame, ends: Sequence[datetime], rules: LadderRules
) -> Outcome:
    """What a game changes.

    Args:
        states: The states of its players after their last games; who is not in it is new.
        game: The game.
        ends: When seasons ended, the first one first.
        rules: The rules.
    """
    before = {
        member: carried(states[member], game.at, ends, rules) if member in states else newcomer(game.at, ends)
        for side in game.sides
        for member in side
    }
    model = _model(rules.beta, rules.tau)
    teams = [
        [model.create_rating([before[member].mu, before[member].sigma]) for member in side]
        for side in game.sides
    ]
    rated = model.rate(teams, ranks=[float(rank) for rank in game.ranks])
    changes = {
        member: Change(
            before=before[member],
            after=_after(before[member], (new.mu, new.sigma), rank, game, rules),
        )
        for side, news, rank in zip(game.sides, rated, game.ranks, strict=True)
        for member, new in zip(side, news, strict=True)
    }
    return Outcome(changes=changes, as_expected=_as_expected(model.predict_win(teams), game.ranks))


def _after(
    state: PlayerState, skill: tuple[float, float], rank: int, game: PlayedGame, rules: LadderRules
) -> PlayerState:
    best, shared = min(game.ranks), game.ranks.count(rank) > 1
    return _moved(
        evolve(
            state,
            mu=round(skill[0], _DIGITS),
            sigma=round(skill[1], _DIGITS),
            since=game.at,
            games=state.games + 1,
            season_games=state.season_games + 1,
            wins=state.wins + (rank == best and not shared),
            draws=state.draws + (rank == best and shared),
            losses=state.losses + (rank != best),
        ),
        rules,
    )


def _as_expected(chances: Sequence[float], ranks: Sequence[int]) -> bool | None:
    """Of games without a favourite nothing can be said; so chances must differ by more than rounding."""
    if len(ranks) != 2 or ranks[0] == ranks[1] or abs(chances[0] - chances[1]) < 1e-9:
        return None
    return (chances[0] > chances[1]) == (ranks[0] < ranks[1])


def replay(
    games: Iterable[PlayedGame],
    ends: Sequence[datetime],
    rules: LadderRules,
    states: Mapping[MemberId, PlayerState] | None = None,
) -> dict[MemberId, PlayerState]:
    """The states after some games, whatever order they are given in: by their time, then by their ids.

    Args:
        games: The games.
        ends: When seasons ended, the first one first.
        rules: The rules.
        states: The states before them; nobody is known where it is left out.
    """
    known = dict(states or {})
    for game in sorted(games, key=lambda one: (one.at, one.id)):
        known |= {member: change.after for member, change in play(known, game, ends, rules).changes.items()}
    return known


def score_of(state: PlayerState, rules: LadderRules) -> int:
    """By what boards are sorted, the highest first: what is shown, then the rule of ties, in one number."""
    tie = 0
    if rules.ties is TieRule.MORE_GAMES:
        tie = min(state.games, _SECONDS - 1)
    elif rules.ties is TieRule.EARLIER:
        tie = _SECONDS - 1 - min(max(int(state.since.timestamp()), 0), _SECONDS - 1)
    return ordinal_of(state.mu, state.sigma) * _SECONDS + tie
