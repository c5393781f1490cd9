"""When it is offered to do something about a scrim, besides the permission."""

from commkit import Context
from commkit_gaming.guilds.records import Guild
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.handlers import arranges
from commkit_gaming.scrims.messages import (
    AcceptScrim,
    AskForScrim,
    CancelScrim,
    DeclineScrim,
    WithdrawScrim,
)
from commkit_gaming.scrims.outcomes.messages import ConfirmScrimResult, NoteScrimNoShow, TellScrimResult
from commkit_gaming.scrims.policy import is_ahead, is_told_of, opponent_of, waits
from commkit_gaming.scrims.records import Scrim


@scrim_feature.offers(AskForScrim, about=Guild)
def asks_for_scrims(context: Context, guild: Guild) -> bool:
    """A guild in which one has the right to."""
    return guild.disbanded_at is None and arranges(context, guild.id)


@scrim_feature.offers(AcceptScrim, DeclineScrim, about=Scrim)
def may_answer(context: Context, scrim: Scrim) -> bool:
    """One that waits for the answer of one's guild."""
    return waits(scrim, context.now) and arranges(context, scrim.other)


@scrim_feature.offers(WithdrawScrim, about=Scrim)
def may_withdraw(context: Context, scrim: Scrim) -> bool:
    """One that waits for an answer to one's guild."""
    return waits(scrim, context.now) and arranges(context, scrim.guild)


@scrim_feature.offers(CancelScrim, about=Scrim)
def may_cancel(context: Context, scrim: Scrim) -> bool:
    """One of one's guild that was accepted and has not begun."""
    return is_ahead(scrim, context.now) and _of_ones_guild(context, scrim)


@scrim_feature.offers(NoteScrimNoShow, TellScrimResult, about=Scrim)
def may_tell(context: Context, scrim: Scrim) -> bool:
    """One of one's guild that has begun, not too long ago, and whose result was not confirmed."""
    return is_told_of(scrim, context.now) and _of_ones_guild(context, scrim)


@scrim_feature.offers(ConfirmScrimResult, about=Scrim)
def may_confirm(context: Context, scrim: Scrim) -> bool:
    """One whose result the other guild told, and that was not confirmed."""
    if scrim.result_by is None or scrim.confirmed_at is not None:
        return False
    return arranges(context, opponent_of(scrim, scrim.result_by))


def _of_ones_guild(context: Context, scrim: Scrim) -> bool:
    return any(arranges(context, side) for side in (scrim.guild, scrim.other))
