"""When it is offered to do something about a scrim, besides the permission."""

from commkit import Context
from commkit_gaming.guilds.records import Guild
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.messages import (
    AcceptScrim,
    AskForScrim,
    CancelScrim,
    DeclineScrim,
    WithdrawScrim,
)
from commkit_gaming.scrims.outcomes.messages import ConfirmScrimResult, NoteScrimNoShow, TellScrimResult
from commkit_gaming.scrims.policy import is_ahead, is_told_of, waits
from commkit_gaming.scrims.records import Scrim


@scrim_feature.offers(AskForScrim, about=Guild)
def is_there(context: Context, guild: Guild) -> bool:
    """A guild that was not disbanded."""
    return guild.disbanded_at is None


@scrim_feature.offers(AcceptScrim, DeclineScrim, WithdrawScrim, about=Scrim)
def waits_for_answer(context: Context, scrim: Scrim) -> bool:
    """One that waits for an answer."""
    return waits(scrim, context.now)


@scrim_feature.offers(CancelScrim, about=Scrim)
def is_off_in_time(context: Context, scrim: Scrim) -> bool:
    """One that was accepted and has not begun."""
    return is_ahead(scrim, context.now)


@scrim_feature.offers(NoteScrimNoShow, TellScrimResult, about=Scrim)
def has_begun(context: Context, scrim: Scrim) -> bool:
    """One that has begun, not too long ago, and whose result was not confirmed."""
    return is_told_of(scrim, context.now)


@scrim_feature.offers(ConfirmScrimResult, about=Scrim)
def has_result(context: Context, scrim: Scrim) -> bool:
    """One whose result was told and not confirmed."""
    return scrim.result_by is not None and scrim.confirmed_at is None
