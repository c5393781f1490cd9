"""Writes what a replay of the results gives: one way for reports, drop-outs, late entries and corrections."""

from collections.abc import Mapping, Sequence

from attrs import asdict, evolve, frozen

from commkit import Conflict, Context, MemberId
from commkit_tournaments.brackets.policy import play
from commkit_tournaments.brackets.records import (
    NOBODY,
    Board,
    BracketMatch,
    BracketMatchState,
    Field,
    Format,
)
from commkit_tournaments.entries import statements as entry_sql
from commkit_tournaments.entries.queries import members_by_entrant
from commkit_tournaments.entries.records import Entrant
from commkit_tournaments.facts import MatchFinished, MatchReady, MatchReopened, TournamentFinished
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.policy import next_matches, outcome_of
from commkit_tournaments.matches.records import OPEN_STATES, PlayState, TournamentMatch, TournamentMatchId
from commkit_tournaments.setup import statements as setup_sql
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentId, TournamentState

_STATES = {
    BracketMatchState.WAITING: PlayState.WAITING,
    BracketMatchState.READY: PlayState.READY,
    BracketMatchState.DONE: PlayState.DONE,
    BracketMatchState.BYE: PlayState.BYE,
    BracketMatchState.SKIPPED: PlayState.SKIPPED,
}
Rows = Mapping[str, TournamentMatch]


@frozen
class _Table:
    """Who is which seed."""

    entrants: tuple[Entrant, ...]

    @property
    def by_seed(self) -> dict[int, EntrantId]:
        return {each.seed: each.id for each in self.entrants if each.seed is not None}

    @property
    def seeds(self) -> dict[EntrantId, int]:
        return {each.id: each.seed for each in self.entrants if each.seed is not None}


def _field(held: Tournament, table: _Table, rows: Rows) -> Field:
    seeds = table.seeds
    gone = sorted(
        (each.left_at, each.id, each.seed)
        for each in table.entrants
        if each.left_at is not None and each.seed is not None
    )
    rounds: dict[int, list[tuple[int, int]]] = {}
    if held.format is Format.SWISS:
        for row in rows.values():
            sides = (_seed(seeds, row.home), _seed(seeds, row.away))
            rounds.setdefault(row.round, []).append(sides)
    return Field(
        size=len(seeds),
        withdrawn=tuple(seed for _, _, seed in gone),
        late={
            each.seed: each.from_round
            for each in table.entrants
            if each.seed is not None and each.from_round > 1
        },
        pairings=tuple(tuple(rounds[number]) for number in sorted(rounds)),
    )


def _seed(seeds: Mapping[EntrantId, int], side: EntrantId | None) -> int:
    return NOBODY if side is None else seeds[side]


def _play(held: Tournament, table: _Table, rows: Rows) -> Board:
    seeds = table.seeds
    told = {key: outcome_of(row, seeds) for key, row in rows.items()}
    outcomes = {key: outcome for key, outcome in told.items() if outcome is not None}
    return play(held.rules, _field(held, table, rows), outcomes)


def board_from(held: Tournament, entrants: Sequence[Entrant], rows: Rows) -> Board:
    """What the engine makes of a tournament as it is stored.

    Args:
        held: The tournament.
        entrants: Its entrants.
        rows: Its matches by key, in their order.
    """
    return _play(held, _Table(tuple(entrants)), rows)


def replay_tournament(
    context: Context, held: Tournament, *, ended: TournamentMatch | None = None, voids: bool = True
) -> Tournament:
    """Replay a locked tournament, write what changed, and tell it.

    Args:
        context: The context.
        held: The tournament, locked.
        ended: A match that ends now; its row is still as it was.
        voids: Whether outcomes may come not to count; else that is refused.

    Raises:
        Conflict: Outcomes would not count any more, and that is not wanted.
    """
    table = _Table(tuple(context.rows(entry_sql.ALL, tournament=held.id)))
    rows = {row.key: row for row in context.rows(sql.ALL, tournament=held.id)}
    played = rows if ended is None else rows | {ended.key: ended}
    board = _play(held, table, played)
    if not voids and (board.voided or _redrawn(board, rows, table.by_seed)):
        raise Conflict(
            "tournaments.no_place_left",
            "no place of the bracket is left for a late entrant; they may enter the next tournament",
        )
    members = members_by_entrant(context, held.id)
    new = [
        _row(context, each, played.get(each.node.key), tournament=held.id, by_seed=table.by_seed, place=place)
        for place, each in enumerate(board.matches)
    ]
    _write(context, new, rows)
    for row in new:
        _tell_end(context, row, rows.get(row.key), members)
    _tell_next(context, new, rows, members)
    return _finished(context, held, board, table.by_seed, members)


def _write(context: Context, new: Sequence[TournamentMatch], rows: Rows) -> None:
    """Write the rows that changed; what was said and picked by others than who meet now is forgotten."""
    context.run_many(sql.ROWS.add, [asdict(row, recurse=False) for row in new if row.key not in rows])
    changed = [row for row in new if row.key in rows and row != rows[row.key]]
    context.run_many(sql.ROWS.update, [asdict(row, recurse=False) for row in changed])
    for row in changed:
        if rows[row.key].sides != row.sides and None not in rows[row.key].sides:
            context.run(sql.DELETE_REPORTS, match=row.id)
            context.run(sql.DELETE_CHOICES, match=row.id)


def _redrawn(board: Board, rows: Rows, by_seed: Mapping[int, EntrantId]) -> bool:
    """Whether somebody would meet another opponent than they were told."""
    sides = {
        each.node.key: tuple(by_seed.get(side) if side else None for side in each.sides)
        for each in board.matches
    }
    return any(
        row.sides != sides.get(key)
        for key, row in rows.items()
        if row.home is not None and row.away is not None
    )


def _row(
    context: Context,
    each: BracketMatch,
    old: TournamentMatch | None,
    *,
    tournament: TournamentId,
    by_seed: Mapping[int, EntrantId],
    place: int,
) -> TournamentMatch:
    """The row of a match as the engine has it; what is reported or disputed stays so while its sides do."""
    home, away = (by_seed.get(side) if side else None for side in each.sides)
    state = _STATES[each.state]
    same = old is not None and old.sides == (home, away)
    if state is PlayState.READY and same and old is not None and old.state in OPEN_STATES:
        state = old.state
    outcome = each.outcome
    ended = old.ended_at if old is not None and same and old.ended_at is not None else context.now
    ready = old.ready_at if old is not None and same and old.ready_at is not None else context.now
    winner = each.winner
    return TournamentMatch(
        id=old.id if old is not None else TournamentMatchId(context.new_id()),
        tournament=tournament,
        key=each.node.key,
        place=place,
        stage=each.node.stage,
        round=each.node.round,
        number=each.node.number,
        home=home,
        away=away,
        state=state,
        winner=by_seed.get(winner) if winner else None,
        home_score=outcome.scores[0] if outcome is not None else 0,
        away_score=outcome.scores[1] if outcome is not None else 0,
        how=outcome.how if outcome is not None else None,
        ready_at=ready if home is not None and away is not None else None,
        due_at=old.due_at if old is not None and state is PlayState.REPORTED else None,
        ended_at=ended if outcome is not None else None,
        station=old.station if old is not None else None,
        starts_at=old.starts_at if old is not None else None,
    )


_Members = Mapping[EntrantId, tuple[MemberId, ...]]


def _sides(row: TournamentMatch, members: _Members) -> tuple[tuple[MemberId, ...], ...]:
    return tuple(members.get(side, ()) if side is not None else () for side in row.sides)


def _tell_end(context: Context, new: TournamentMatch, old: TournamentMatch | None, members: _Members) -> None:
    """Tell that a match ended, or ends otherwise, or does not count any more."""
    was_done = old is not None and old.state is PlayState.DONE
    if new.state is not PlayState.DONE or new.how is None:
        if was_done:
            context.emit(MatchReopened(tournament=new.tournament, match=new.id))
    elif old is None or not was_done or _end(old) != _end(new):
        context.emit(
            MatchFinished(
                tournament=new.tournament,
                match=new.id,
                sides=_sides(new, members),
                ranks=_ranks(new),
                winners=members.get(new.winner, ()) if new.winner is not None else (),
                how=new.how,
                corrected=was_done,
            )
        )


def _tell_next(context: Context, new: Sequence[TournamentMatch], rows: Rows, members: _Members) -> None:
    """Tell whose turn it is now to play, and was not before."""
    before = next_matches(list(rows.values()))
    for row in next_matches(new):
        if not any(old.key == row.key and old.sides == row.sides for old in before):
            everybody = tuple(member for side in _sides(row, members) for member in side)
            context.emit(MatchReady(tournament=row.tournament, match=row.id, members=everybody))


def _end(row: TournamentMatch) -> tuple[object, ...]:
    return (row.sides, row.winner, row.home_score, row.away_score, row.how)


def _ranks(row: TournamentMatch) -> tuple[int, ...]:
    if row.winner is None:
        return (1, 1)
    return (1, 2) if row.winner == row.home else (2, 1)


def _finished(
    context: Context, held: Tournament, board: Board, by_seed: Mapping[int, EntrantId], members: _Members
) -> Tournament:
    winner = by_seed[board.winner] if board.finished and board.winner else None
    state = TournamentState.RUNNING if winner is None else TournamentState.FINISHED
    if (winner, state) == (held.winner, held.state):
        return held
    ended_at = None if winner is None else held.ended_at or context.now
    ended = evolve(held, state=state, winner=winner, ended_at=ended_at)
    context.run(setup_sql.ROWS.update, ended)
    if winner is not None:
        context.emit(TournamentFinished(tournament=held.id, winner=winner, members=members.get(winner, ())))
    return ended
