"""How scrims are asked for, answered and called off."""

from collections.abc import Callable
from datetime import datetime

from commkit import Conflict, Context, Denied, Invalid
from commkit.members import check_not_blocked_by
from commkit.storage import schedule_command
from commkit_gaming.games.feature import GamesSettings
from commkit_gaming.guilds import statements as guild_sql
from commkit_gaming.guilds.handlers import check_running
from commkit_gaming.guilds.policy import rights_of
from commkit_gaming.guilds.ranks.handlers import check_right, locked_guild, membership_in
from commkit_gaming.guilds.records import Guild, GuildId, GuildRight
from commkit_gaming.scrims import statements as sql
from commkit_gaming.scrims.facts import ScrimAccepted, ScrimAsked
from commkit_gaming.scrims.feature import ScrimSettings, scrim_feature
from commkit_gaming.scrims.jobs import ExpireScrim, end_scrim, locked_scrim
from commkit_gaming.scrims.messages import (
    AcceptScrim,
    AskForScrim,
    CancelScrim,
    DeclineScrim,
    WithdrawScrim,
)
from commkit_gaming.scrims.policy import check_times, is_ahead, waits
from commkit_gaming.scrims.records import Scrim, ScrimId, ScrimState
from commkit_gaming.tables import scrim


@scrim_feature.loads(Scrim, table=scrim)
def fetch_scrim(context: Context, id: ScrimId) -> Scrim | None:
    """A scrim, whatever it is at."""
    return context.one(sql.ONE, id=id)


@scrim_feature.handles(AskForScrim)
def ask_for_scrim(context: Context, command: AskForScrim) -> Scrim:
    """Hold both guilds, so that none is disbanded meanwhile and the number of asks holds, and add the scrim."""
    mine, other = _both_held(context, command.guild, command.other)
    check_right(context, mine, GuildRight.SCRIMS)
    if mine.id == other.id:
        raise Conflict("gaming.own_guild", "this is the same guild; name another one")
    check_running(other)
    for each in context.rows(guild_sql.MEMBERS, id=other.id)[:1]:
        check_not_blocked_by(context, each.member)
    titles, settings = context.settings(GamesSettings).titles, context.settings(ScrimSettings)
    if command.game not in titles:
        raise Invalid.field("game", "unknown_game", f"choose one of: {', '.join(titles)}")
    check_times(command.starts_at, command.plays, context.now, settings.ahead)
    ((waiting,),) = context.rows(sql.WAITING_OF, guild=mine.id, at=context.now)
    if waiting >= settings.most_waiting:
        raise Conflict(
            "gaming.too_many_scrims",
            f"at most {settings.most_waiting} scrims of a guild wait for an answer at once; withdraw one",
        )
    made = Scrim(
        id=ScrimId(context.new_id()),
        guild=mine.id,
        other=other.id,
        asked_by=context.member,
        game=command.game,
        note=command.note,
        starts_at=command.starts_at,
        ends_at=command.starts_at + command.plays,
        state=ScrimState.ASKED,
        asked_at=context.now,
        accepted_at=None,
        score=None,
        other_score=None,
        result_by=None,
        confirmed_at=None,
    )
    context.run(sql.ADD, made)
    schedule_command(context, ExpireScrim(made.id), at=made.starts_at, as_system=True)
    context.emit(ScrimAsked(scrim=made.id, guild=mine.id, other=other.id))
    return made


@scrim_feature.handles(AcceptScrim)
def accept_scrim(context: Context, command: AcceptScrim) -> Scrim:
    """Members of both guilds see it from now on."""
    found = _held(context, command.scrim, lambda scrim: (scrim.other,), waits)
    context.run(sql.ACCEPT, id=found.id, at=context.now)
    context.emit(ScrimAccepted(scrim=found.id))
    return locked_scrim(context, found.id)


@scrim_feature.handles(DeclineScrim)
def decline_scrim(context: Context, command: DeclineScrim) -> Scrim:
    """By the guild that was asked."""
    found = _held(context, command.scrim, lambda scrim: (scrim.other,), waits)
    end_scrim(context, found, ScrimState.DECLINED)
    return locked_scrim(context, found.id)


@scrim_feature.handles(WithdrawScrim)
def withdraw_scrim(context: Context, command: WithdrawScrim) -> Scrim:
    """By the guild that asked."""
    found = _held(context, command.scrim, lambda scrim: (scrim.guild,), waits)
    end_scrim(context, found, ScrimState.WITHDRAWN)
    return locked_scrim(context, found.id)


@scrim_feature.handles(CancelScrim)
def cancel_scrim(context: Context, command: CancelScrim) -> Scrim:
    """By either guild."""
    found = _held(context, command.scrim, lambda scrim: (scrim.guild, scrim.other), is_ahead)
    end_scrim(context, found, ScrimState.CANCELLED)
    return locked_scrim(context, found.id)


def side_of(context: Context, *sides: GuildId) -> GuildId:
    """The first one of some guilds in which the actor has the right to scrims.

    Raises:
        Denied: There is none.
    """
    for side in sides:
        if arranges(context, side):
            return side
    raise Denied(
        "gaming.no_scrim_right",
        "this is for who has the right to scrims in the guild; ask its leader for it",
    )


def arranges(context: Context, guild: GuildId) -> bool:
    """Whether the actor has the right to scrims in a guild."""
    me = context.member_or_none
    mine = membership_in(context, guild, me) if me is not None else None
    return mine is not None and GuildRight.SCRIMS in rights_of(context.get(Guild, guild), mine.rank)


def _held(
    context: Context,
    id: ScrimId,
    sides: Callable[[Scrim], tuple[GuildId, ...]],
    fits: Callable[[Scrim, datetime], bool],
) -> Scrim:
    """A scrim that is locked, that the actor's guild decides about, and that is at what it has to be at."""
    found = locked_scrim(context, context.get(Scrim, id).id)
    side_of(context, *sides(found))
    if not fits(found, context.now):
        raise Conflict(
            "gaming.wrong_scrim_state",
            f"this scrim is {found.state.value}, for {found.starts_at:%Y-%m-%d %H:%M} UTC; ask for another one",
        )
    return found


def _both_held(context: Context, guild: GuildId, other: GuildId) -> tuple[Guild, Guild]:
    """Two guilds, locked in the order of their ids."""
    ids = context.get(Guild, guild).id, context.get(Guild, other).id
    held = {id: locked_guild(context, id) for id in sorted(set(ids))}
    return held[ids[0]], held[ids[1]]
