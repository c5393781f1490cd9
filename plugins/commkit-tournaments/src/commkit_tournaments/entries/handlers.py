"""How members and teams enter, check in and drop out."""

from attrs import evolve

from commkit import Conflict, Context, Denied, Invalid, MemberId
from commkit.members import Membership, check_not_blocked_by
from commkit_tournaments.brackets.records import Format
from commkit_tournaments.entries import statements as sql
from commkit_tournaments.entries.messages import CheckIn, DropOut, EnterTournament
from commkit_tournaments.entries.queries import leaving_now, my_entrant
from commkit_tournaments.entries.records import TAKING_PART, Entrant, EntrantMember, EntrantState
from commkit_tournaments.facts import EntrantCheckedIn, EntrantDroppedOut, EntrantEntered
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.matches import statements as match_sql
from commkit_tournaments.matches.replaying.handlers import replay_tournament
from commkit_tournaments.setup.policy import BEFORE_START, check_state
from commkit_tournaments.setup.queries import lock_tournament
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentState


@tournament_feature.loads(Entrant, owner=lambda entrant: entrant.captain)
def fetch_entrant(context: Context, id: EntrantId) -> Entrant | None:
    """Load an entrant of a tournament that the actor may see."""
    return context.one(sql.ONE, id=id)


@tournament_feature.handles(EnterTournament)
def enter_tournament(context: Context, command: EnterTournament) -> Entrant:
    """Lock the tournament, so that entries are counted one after the other, and add the team."""
    held = lock_tournament(context, command.tournament)
    team = _team(context, held, command)
    late = held.state is TournamentState.RUNNING
    if not late:
        check_state(held, TournamentState.OPEN, TournamentState.CHECK_IN)
    entrants = context.rows(sql.ALL, tournament=held.id)
    taking_part = [each for each in entrants if each.state in TAKING_PART]
    if len(taking_part) >= held.capacity:
        raise Conflict("tournaments.full", "this tournament is full; enter another one")
    entrant = Entrant(
        id=EntrantId(context.new_id()),
        tournament=held.id,
        captain=context.member,
        name=command.name.strip(),
        state=EntrantState.CHECKED_IN if late else EntrantState.ENTERED,
        entered_at=context.now,
        wanted=None,
        rating=None,
        seed=1 + max(each.seed or 0 for each in entrants) if late else None,
        seed_reason="entered late: behind all others" if late else "",
        from_round=_first_round(context, held) if late else 1,
        left_at=None,
    )
    context.run(sql.ROWS.add, entrant)
    context.run(sql.FREE_NO_SHOWS, tournament=held.id, members=list(team))
    for member in team:
        if not context.run(sql.ADD_MEMBER, EntrantMember(held.id, member, entrant.id)):
            raise Conflict(
                "tournaments.entered_already",
                "one of you takes or took part in this tournament; leave them out, or drop out before it starts",
            )
    context.emit(EntrantEntered(tournament=held.id, entrant=entrant.id, members=team, late=late))
    if late:
        replay_tournament(context, held, voids=False)
    return entrant


def _team(context: Context, held: Tournament, command: EnterTournament) -> tuple[MemberId, ...]:
    """The members of a team, the captain first, once it is sure that they may play together."""
    others = [context.get(Membership, member).id for member in command.members]
    team = (context.member, *others)
    if len(set(team)) < len(team):
        raise Invalid.field("members", "twice", "name each other member once, and not yourself")
    if len(team) != held.team_size:
        raise Invalid.field(
            "members",
            "team_size",
            f"{held.team_size} play for an entrant: name {held.team_size - 1} other members",
        )
    if (held.team_size > 1) is not bool(command.name.strip()):
        raise Invalid.field("name", "team_name", "give a team a name, and a single member none")
    for member in others:
        check_not_blocked_by(context, member)
    if others and context.one(sql.BLOCKS_AMONG, members=list(team)) != (0,):
        raise Denied("tournaments.team_blocked", "two of this team do not play together; name somebody else")
    return team


def _first_round(context: Context, held: Tournament) -> int:
    """The round from which a late entrant plays.

    Raises:
        Conflict: Nobody enters any more.
    """
    rounds = [match.round for match in context.rows(match_sql.ALL, tournament=held.id)]
    first = max(rounds, default=0) + 1 if held.format is Format.SWISS else 1
    if first > held.late_until or (held.format is Format.SWISS and first > held.rounds):
        raise Conflict("tournaments.started", "nobody enters this tournament any more; enter another one")
    return first


@tournament_feature.handles(CheckIn)
def check_in(context: Context, command: CheckIn) -> Entrant:
    """Mark the entrant; once it is marked, nothing changes."""
    held = lock_tournament(context, command.tournament)
    mine = my_entrant(context, held.id)
    if mine is None:
        raise Conflict("tournaments.not_entered", "you do not take part in this tournament; enter it first")
    entrant = context.get(Entrant, mine)
    if entrant.state is EntrantState.CHECKED_IN:
        return entrant
    check_state(held, TournamentState.CHECK_IN)
    checked = evolve(entrant, state=EntrantState.CHECKED_IN)
    context.run(sql.ROWS.update, checked)
    context.emit(EntrantCheckedIn(tournament=held.id, entrant=checked.id))
    return checked


@tournament_feature.handles(DropOut)
def drop_out(context: Context, command: DropOut) -> Entrant:
    """Before the start the place is free again; then all that is open goes to the opponents."""
    held = lock_tournament(context, context.get(Entrant, command.entrant).tournament)
    entrant = context.get(Entrant, command.entrant)
    removed = _check_may_drop(context, entrant)
    check_state(held, *BEFORE_START, TournamentState.RUNNING)
    if entrant.state not in TAKING_PART:
        raise Conflict("tournaments.out_already", "this entrant takes no part any more")
    gone = evolve(entrant, state=EntrantState.DROPPED_OUT)
    if held.state is TournamentState.RUNNING:
        gone = evolve(gone, left_at=context.now)
    context.run(sql.ROWS.update, gone)
    if held.state is not TournamentState.RUNNING:
        context.run(sql.REMOVE_MEMBERS, tournament=held.id, entrant=entrant.id)
    context.emit(EntrantDroppedOut(tournament=held.id, entrant=gone.id, removed=removed))
    if held.state is TournamentState.RUNNING:
        replay_tournament(context, held)
    return gone


def _check_may_drop(context: Context, entrant: Entrant) -> bool:
    """Whether a judge takes them out.

    Raises:
        Denied: It is somebody else's, or the judge would win by it.
    """
    ((_, _, leaving),) = leaving_now(context, [entrant])
    if not (leaving.own or leaving.judges):
        raise Denied("tournaments.not_yours", "only its captain or a judge takes this entrant out")
    if not leaving.is_allowed:
        raise Denied("tournaments.own_match", "you play against this entrant; let another judge decide")
    return not leaving.own
