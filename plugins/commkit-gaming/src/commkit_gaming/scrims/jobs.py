"""The worker's command of scrims: what was not answered ends with its time."""

from attrs import frozen

from commkit import Command, Context
from commkit_gaming.scrims import statements as sql
from commkit_gaming.scrims.facts import ScrimEnded
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.records import Scrim, ScrimId, ScrimState


@frozen
class ExpireScrim(Command[bool]):
    """End a scrim that is to begin and was not answered.

    Returns:
        Whether it expired.
    """

    permission = "gaming.run_scrims"
    when_archived = True

    scrim: ScrimId


@scrim_feature.handles(ExpireScrim)
def expire_scrim(context: Context, command: ExpireScrim) -> bool:
    """Hold the scrim, and end it where it waits still."""
    found = locked_scrim(context, context.get(Scrim, command.scrim).id)
    if found.state is not ScrimState.ASKED or context.now < found.starts_at:
        return False
    end_scrim(context, found, ScrimState.EXPIRED)
    return True


def end_scrim(context: Context, found: Scrim, state: ScrimState) -> None:
    """End a scrim that is locked: it does not take place."""
    context.run(sql.SET_STATE, id=found.id, new_state=state)
    context.emit(ScrimEnded(scrim=found.id, state=state))


def locked_scrim(context: Context, id: ScrimId) -> Scrim:
    """A scrim as it is until the commit."""
    found: list[Scrim] = context.rows(sql.LOCKED, id=id)
    return found[0]
