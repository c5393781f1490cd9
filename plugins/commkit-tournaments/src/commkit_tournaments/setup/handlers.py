"""How tournaments are made, seeded, started, planned and cancelled."""

from math import isfinite

from attrs import evolve

from commkit import Conflict, Context, Invalid, MemberId
from commkit_tournaments.brackets.records import Format
from commkit_tournaments.brackets.scheduling.policy import plan
from commkit_tournaments.brackets.seeding.policy import Entry, Seeding, give_seeds
from commkit_tournaments.brackets.swiss.policy import round_count
from commkit_tournaments.entries import statements as entry_sql
from commkit_tournaments.entries.queries import members_by_entrant
from commkit_tournaments.entries.records import TAKING_PART, Entrant, EntrantState
from commkit_tournaments.facts import (
    CheckInOpened,
    EntrantsSeeded,
    MatchesPlanned,
    TournamentCancelled,
    TournamentCreated,
    TournamentStarted,
)
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.matches import statements as match_sql
from commkit_tournaments.matches.replaying.handlers import board_from, replay_tournament
from commkit_tournaments.ports import RatingSource
from commkit_tournaments.setup import statements as sql
from commkit_tournaments.setup.messages import (
    CancelTournament,
    CreateTournament,
    OpenCheckIn,
    PlanMatches,
    SetSeeds,
    StartTournament,
)
from commkit_tournaments.setup.policy import BEFORE_START, check_plan, check_state, rules_of
from commkit_tournaments.setup.queries import lock_tournament
from commkit_tournaments.setup.records import Tournament, TournamentId, TournamentState
from commkit_tournaments.tables import tournament


@tournament_feature.loads(Tournament, owner=lambda held: held.organiser, table=tournament)
def fetch_tournament(context: Context, id: TournamentId) -> Tournament | None:
    """Load a tournament that the actor may see."""
    return context.one(sql.ONE, id=id)


@tournament_feature.handles(CreateTournament)
def create_tournament(context: Context, command: CreateTournament) -> Tournament:
    """Check the rules, which are kept as columns."""
    rules = rules_of(command)
    made = Tournament(
        id=TournamentId(context.new_id()),
        organiser=context.member,
        title=command.title,
        note=command.note,
        format=rules.format,
        third_place=rules.third_place,
        reset=rules.reset,
        rounds=rules.rounds,
        legs=rules.legs,
        groups=rules.groups,
        advance=rules.advance,
        playoff=rules.playoff,
        team_size=command.team_size,
        capacity=command.capacity,
        needs_check_in=command.needs_check_in,
        seeding=command.seeding,
        protected=command.protected,
        best_of=command.best_of,
        draws=command.draws,
        maps=command.maps,
        report_within=command.report_within,
        late_until=command.late_until,
        state=TournamentState.OPEN,
        created_at=context.now,
        started_at=None,
        ended_at=None,
        winner=None,
    )
    context.run(sql.ROWS.add, made)
    context.emit(TournamentCreated(tournament=made.id))
    return made


@tournament_feature.handles(OpenCheckIn)
def open_check_in(context: Context, command: OpenCheckIn) -> Tournament:
    """Change the state, and tell all captains."""
    held = lock_tournament(context, command.tournament, need="tournaments.run")
    check_state(held, TournamentState.OPEN)
    if not held.needs_check_in:
        raise Conflict("tournaments.no_check_in", "this tournament needs no check-in; start it")
    opened = evolve(held, state=TournamentState.CHECK_IN)
    context.run(sql.ROWS.update, opened)
    entrants = context.rows(entry_sql.ALL, tournament=held.id)
    captains = tuple(each.captain for each in entrants if each.state in TAKING_PART)
    context.emit(CheckInOpened(tournament=held.id, captains=captains))
    return opened


@tournament_feature.handles(SetSeeds)
def set_seeds(context: Context, command: SetSeeds) -> Tournament:
    """Number those who are named, and seed by these numbers from now on."""
    held = lock_tournament(context, command.tournament, need="tournaments.run")
    check_state(held, *BEFORE_START)
    entrants = {each.id: each for each in _taking_part(context, held)}
    if len(set(command.entrants)) < len(command.entrants):
        raise Invalid.field("entrants", "twice", "name each entrant once")
    if not set(command.entrants) <= entrants.keys():
        raise Invalid.field("entrants", "not_entered", "name entrants of this tournament; list them again")
    order = {id: number for number, id in enumerate(command.entrants, start=1)}
    for each in entrants.values():
        context.run(entry_sql.ROWS.update, evolve(each, wanted=order.get(each.id)))
    seeded = evolve(held, seeding=Seeding.MANUAL, protected=0)
    context.run(sql.ROWS.update, seeded)
    context.emit(EntrantsSeeded(tournament=held.id))
    return seeded


@tournament_feature.handles(StartTournament)
def start_tournament(context: Context, command: StartTournament) -> Tournament:
    """Leave out who did not check in, give the seeds, and make the bracket."""
    held = lock_tournament(context, command.tournament, need="tournaments.run")
    check_state(held, *BEFORE_START)
    if held.needs_check_in and held.state is TournamentState.OPEN:
        raise Conflict("tournaments.check_in_first", "open the check-in first, then start it")
    there = _taking_part(context, held)
    absent = [each for each in there if held.needs_check_in and each.state is EntrantState.ENTERED]
    there = [each for each in there if each not in absent]
    if not there:
        raise Conflict("tournaments.nobody", "nobody takes part; wait for entrants, or cancel it")
    for each in absent:
        context.run(entry_sql.ROWS.update, evolve(each, state=EntrantState.NO_SHOW))
    for each in _seeded(context, held, there):
        context.run(entry_sql.ROWS.update, each)
    rounds = round_count(len(there), held.rounds) if held.format is Format.SWISS else held.rounds
    started = evolve(held, state=TournamentState.RUNNING, started_at=context.now, rounds=rounds)
    context.run(sql.ROWS.update, started)
    context.emit(TournamentStarted(tournament=held.id, entrants=len(there), no_shows=len(absent)))
    return replay_tournament(context, started)


def _taking_part(context: Context, held: Tournament) -> list[Entrant]:
    entrants = context.rows(entry_sql.ALL, tournament=held.id)
    return [each for each in entrants if each.state in TAKING_PART]


def _seeded(context: Context, held: Tournament, there: list[Entrant]) -> list[Entrant]:
    ratings: dict[object, float | None] = {}
    if held.seeding in (Seeding.RATING, Seeding.PROTECTED):
        members = members_by_entrant(context, held.id)
        ratings = {each.id: rating_of(context, members.get(each.id, ())) for each in there}
    entries = [Entry(each.id, ratings.get(each.id), each.wanted) for each in there]
    seeds = {
        seed.entrant: seed
        for seed in give_seeds(entries, held.seeding, protected=held.protected, lot=held.id.int)
    }
    return [
        evolve(
            each, rating=ratings.get(each.id), seed=seeds[each.id].number, seed_reason=seeds[each.id].reason
        )
        for each in there
    ]


def rating_of(context: Context, members: tuple[MemberId, ...]) -> float | None:
    """The mean rating of some members whose rating is known; None where none is, or nobody knows ratings."""
    source = context.port(RatingSource)
    if source is None:
        return None
    given = (source.rating(context, member) for member in members)
    known = [
        rating for rating in given if rating is not None and isfinite(rating)
    ]  # a host may give anything
    return sum(known) / len(known) if known else None


@tournament_feature.handles(PlanMatches)
def plan_matches(context: Context, command: PlanMatches) -> int:
    """Compute the slots of what is open, and write them; what is over keeps its own."""
    held = lock_tournament(context, command.tournament, need="tournaments.run")
    check_plan(command, context.now)
    check_state(held, TournamentState.RUNNING)
    rows = {each.key: each for each in context.rows(match_sql.ALL, tournament=held.id)}
    slots = plan(
        board_from(held, context.rows(entry_sql.ALL, tournament=held.id), rows).matches,
        start=command.starts_at,
        length=command.length,
        stations=command.stations,
        pause=command.pause,
    )
    context.run_many(
        match_sql.PLAN,
        [
            {"id": rows[key].id, "new_station": slot.station, "new_starts_at": slot.at}
            for key, slot in slots.items()
        ],
    )
    moved = [
        rows[key]
        for key, slot in slots.items()
        if (rows[key].starts_at, rows[key].station) != (slot.at, slot.station)
    ]
    members = members_by_entrant(context, held.id)
    told = {member for row in moved for side in row.sides if side for member in members.get(side, ())}
    context.emit(MatchesPlanned(tournament=held.id, matches=len(slots), members=tuple(sorted(told))))
    return len(slots)


@tournament_feature.handles(CancelTournament)
def cancel_tournament(context: Context, command: CancelTournament) -> Tournament:
    """End it without a winner; the reason is that of who calls it off, and stands beside the note."""
    held = lock_tournament(context, command.tournament, need="tournaments.run")
    check_state(held, *BEFORE_START, TournamentState.RUNNING)
    ended = evolve(
        held,
        state=TournamentState.CANCELLED,
        ended_at=context.now,
        cancelled_by=context.member_or_none,
        cancel_reason=command.reason,
    )
    context.run(sql.ROWS.update, ended)
    context.emit(TournamentCancelled(tournament=held.id))
    return ended
