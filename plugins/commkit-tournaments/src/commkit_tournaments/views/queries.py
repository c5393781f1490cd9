"""How tournaments, brackets and their numbers are read."""

from collections.abc import Mapping

from commkit import Context, MemberId, Page, offered_commands
from commkit.members import authors_of
from commkit.statistics import share_of
from commkit.storage import EARLIEST
from commkit_tournaments.brackets.drawing.policy import draw
from commkit_tournaments.brackets.records import BracketMatch, Feed, Placed, Source, Stage
from commkit_tournaments.entries import statements as entry_sql
from commkit_tournaments.entries.queries import lines_of, members_by_entrant
from commkit_tournaments.entries.records import Entrant
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.matches import statements as match_sql
from commkit_tournaments.matches.records import TournamentMatch
from commkit_tournaments.matches.replaying.handlers import board_from
from commkit_tournaments.setup import statements as setup_sql
from commkit_tournaments.setup.records import Tournament
from commkit_tournaments.views import statements as sql
from commkit_tournaments.views.messages import (
    DrawBracket,
    ListTournaments,
    ReadBracket,
    ReadTournament,
    ReadTournamentNumbers,
)
from commkit_tournaments.views.records import (
    Bracket,
    DrawnMatch,
    SideSource,
    StandingLine,
    TournamentNumbers,
)


@tournament_feature.handles(ReadTournament)
def read_tournament(context: Context, query: ReadTournament) -> Tournament:
    """Load it."""
    return context.get(Tournament, query.tournament)


@tournament_feature.handles(ListTournaments)
def list_tournaments(context: Context, query: ListTournaments) -> Page[Tournament]:
    """A page in one statement."""
    return setup_sql.ROWS.read_page(context, after=query.after, limit=query.limit)


def _seeded(context: Context, held: Tournament) -> list[Entrant]:
    found = [each for each in context.rows(entry_sql.ALL, tournament=held.id) if each.seed is not None]
    return sorted(found, key=lambda each: each.seed or 0)


def _rows(context: Context, held: Tournament) -> dict[str, TournamentMatch]:
    return {row.key: row for row in context.rows(match_sql.ALL, tournament=held.id)}


@tournament_feature.handles(ReadBracket)
def read_bracket(context: Context, query: ReadBracket) -> Bracket:
    """Load it with entrants, their members and matches in three statements; the engine says who stands where.

    What is offered about it and its entrants takes two more.
    """
    held = context.get(Tournament, query.tournament)
    (may,) = offered_commands(context, Tournament, [held])
    entrants, rows = _seeded(context, held), _rows(context, held)
    if not rows and len(entrants) != 1:
        return Bracket(held, lines_of(context, entrants, {}), (), (), (), may)
    board = board_from(held, entrants, rows)
    by_seed = {each.seed: each.id for each in entrants if each.seed is not None}
    return Bracket(
        tournament=held,
        entrants=lines_of(context, entrants, members_by_entrant(context, held.id)),
        matches=tuple(_drawn(each, rows[each.node.key]) for each in board.matches if each.node.key in rows),
        standings=tuple(
            StandingLine(
                place=line.place,
                entrant=by_seed[line.seed],
                group=line.group,
                played=line.played,
                wins=line.wins,
                draws=line.draws,
                losses=line.losses,
                points=line.points,
                head_to_head=line.head_to_head,
                buchholz=line.buchholz,
                median=line.median,
                opponents_wins=line.opponents_wins,
                difference=line.difference,
            )
            for line in board.standings
        ),
        stages=tuple(stage for stage in Stage if any(each.node.stage is stage for each in board.matches)),
        may=may,
    )


def _drawn(each: BracketMatch, row: TournamentMatch) -> DrawnMatch:
    return DrawnMatch(row, (source_of(each.node.feeds[0]), source_of(each.node.feeds[1])), each.node.group)


def source_of(feed: Feed) -> SideSource:
    """Where a side of a match comes from, as data."""
    if isinstance(feed, Source):
        return SideSource(feed.match, feed.winner, 0, 0, 0)
    if isinstance(feed, Placed):
        return SideSource("", True, feed.group, feed.place, 0)  # a record's fields, in order
    return SideSource("", True, 0, 0, feed)


@tournament_feature.handles(DrawBracket)
def draw_bracket(context: Context, query: DrawBracket) -> str:
    """Load it, its entrants, matches and names in four statements; empty before the start."""
    held = context.get(Tournament, query.tournament)
    entrants, rows = _seeded(context, held), _rows(context, held)
    if not entrants:
        return ""
    names = {each.seed: each.name for each in entrants if each.seed is not None and each.name}
    singles = [each for each in entrants if not each.name]
    people = _names(context, [each.captain for each in singles])
    names |= {each.seed: people[each.captain] for each in singles if each.seed and each.captain in people}
    return draw(board_from(held, entrants, rows), names)


def _names(context: Context, members: list[MemberId]) -> Mapping[MemberId, str]:
    return {id: author.name for id, author in authors_of(context, members).items() if author.name}


@tournament_feature.handles(ReadTournamentNumbers)
def read_tournament_numbers(context: Context, query: ReadTournamentNumbers) -> TournamentNumbers:
    """Count in three statements."""
    since = query.since or EARLIEST
    ((tournaments, finished, cancelled),) = context.rows(sql.TOURNAMENTS, since=since)
    ((entrants, started, no_shows, drop_outs),) = context.rows(sql.ENTRANTS, since=since)
    ((matches, played, decided),) = context.rows(sql.MATCHES, since=since)
    return TournamentNumbers(
        since=query.since,
        tournaments=tournaments,
        finished=finished,
        cancelled=cancelled,
        entrants=entrants,
        started=started,
        no_shows=no_shows,
        no_show_share=share_of(no_shows, started),
        drop_outs=drop_outs,
        matches=matches,
        played=played,
        decided=decided,
        decided_share=share_of(decided, matches),
    )
