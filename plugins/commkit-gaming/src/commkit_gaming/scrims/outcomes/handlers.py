"""How results and no-shows of scrims are told, confirmed and disputed."""

from commkit import Conflict, Context, NotFound
from commkit_gaming.guilds.records import GuildId
from commkit_gaming.scrims import statements as sql
from commkit_gaming.scrims.facts import (
    ScrimNoShowDisputed,
    ScrimNoShowNoted,
    ScrimNoShowTakenBack,
    ScrimResultConfirmed,
    ScrimResultTold,
)
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.handlers import side_of
from commkit_gaming.scrims.jobs import locked_scrim
from commkit_gaming.scrims.outcomes.messages import (
    ConfirmScrimResult,
    DisputeScrimNoShow,
    NoteScrimNoShow,
    TakeBackScrimNoShow,
    TellScrimResult,
)
from commkit_gaming.scrims.policy import check_scores, is_told_of, opponent_of
from commkit_gaming.scrims.records import Scrim, ScrimId, ScrimNoShow, ScrimNoShowId
from commkit_gaming.tables import scrim_no_show


@scrim_feature.loads(ScrimNoShow, table=scrim_no_show)
def fetch_scrim_no_show(context: Context, id: ScrimNoShowId) -> ScrimNoShow | None:
    """A no-show, for those who arrange scrims in one of the two guilds."""
    return context.one(sql.NO_SHOW, id=id)


@scrim_feature.handles(TellScrimResult)
def tell_scrim_result(context: Context, command: TellScrimResult) -> Scrim:
    """Hold the scrim; what was told before and not confirmed is told anew."""
    found = _held(context, command.scrim)
    side = side_of(context, found.guild, found.other)
    check_scores(command.score, command.other_score)
    _check_told_of(context, found)
    context.run(
        sql.TELL,
        id=found.id,
        new_score=command.score,
        new_other_score=command.other_score,
        by=side,
    )
    context.emit(ScrimResultTold(scrim=found.id))
    return locked_scrim(context, found.id)


@scrim_feature.handles(ConfirmScrimResult)
def confirm_scrim_result(context: Context, command: ConfirmScrimResult) -> Scrim:
    """Hold the scrim, and see that it is this result; after the 7 days, too, as it was told in time."""
    found = _held(context, command.scrim)
    sides = (found.guild, found.other)
    side_of(context, *(sides if found.result_by is None else (opponent_of(found, found.result_by),)))
    if found.result_by is None or found.confirmed_at is not None:
        raise Conflict("gaming.no_result_to_confirm", "no result of this scrim waits for you; tell one")
    if (found.score, found.other_score) != (command.score, command.other_score):
        raise Conflict("gaming.another_result", "another result was told meanwhile; read it first")
    context.run(sql.CONFIRM, id=found.id, at=context.now)
    for each in context.rows(sql.NO_SHOWS, scrim=found.id):
        _delete_no_show(context, each)
    context.emit(ScrimResultConfirmed(scrim=found.id))
    return locked_scrim(context, found.id)


@scrim_feature.handles(NoteScrimNoShow)
def note_scrim_no_show(context: Context, command: NoteScrimNoShow) -> ScrimNoShow:
    """Hold the scrim, so that its result is not confirmed meanwhile, and add the row."""
    found = _held(context, command.scrim)
    if command.guild not in (found.guild, found.other):
        raise NotFound("gaming.not_in_scrim", "this guild does not play here; name one of the two")
    side_of(context, opponent_of(found, command.guild))
    _check_told_of(context, found)
    made = ScrimNoShow(ScrimNoShowId(context.new_id()), found.id, command.guild, context.now, None)
    if not context.run(sql.ADD_NO_SHOW, made):
        return next(each for each in context.rows(sql.NO_SHOWS, scrim=found.id) if each.guild == made.guild)
    context.emit(ScrimNoShowNoted(scrim=found.id, guild=made.guild))
    return made


@scrim_feature.handles(TakeBackScrimNoShow)
def take_back_scrim_no_show(context: Context, command: TakeBackScrimNoShow) -> None:
    """By the guild that noted it; one of two at once tells it."""
    found = context.get(ScrimNoShow, command.no_show)
    side_of(context, _noted_by(context, found))
    _delete_no_show(context, found)


@scrim_feature.handles(DisputeScrimNoShow)
def dispute_scrim_no_show(context: Context, command: DisputeScrimNoShow) -> ScrimNoShow:
    """By the guild that it is about."""
    found = context.get(ScrimNoShow, command.no_show)
    side_of(context, found.guild)
    if context.run(sql.DISPUTE, id=found.id, at=context.now):
        context.emit(ScrimNoShowDisputed(scrim=found.scrim, guild=found.guild))
    return context.get(ScrimNoShow, found.id)


def _held(context: Context, id: ScrimId) -> Scrim:
    return locked_scrim(context, context.get(Scrim, id).id)


def _noted_by(context: Context, found: ScrimNoShow) -> GuildId:
    return opponent_of(context.get(Scrim, found.scrim), found.guild)


def _delete_no_show(context: Context, found: ScrimNoShow) -> None:
    if context.run(sql.DELETE_NO_SHOW, id=found.id):
        context.emit(ScrimNoShowTakenBack(scrim=found.scrim, guild=found.guild))


def _check_told_of(context: Context, found: Scrim) -> None:
    """Check that results and no-shows of a scrim are told now.

    Raises:
        Conflict: It was not accepted, has not begun, or began too long ago, or its result was confirmed.
    """
    if not is_told_of(found, context.now):
        raise Conflict(
            "gaming.scrim_not_told_of",
            "tell it within 7 days of the beginning of an accepted scrim, before its result is confirmed",
        )
