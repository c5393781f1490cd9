"""How no-shows of scrims are read."""

from commkit import Context
from commkit_gaming.scrims import statements as sql
from commkit_gaming.scrims.feature import scrim_feature
from commkit_gaming.scrims.outcomes.messages import ListScrimNoShows
from commkit_gaming.scrims.records import Scrim, ScrimNoShow


@scrim_feature.handles(ListScrimNoShows)
def list_scrim_no_shows(context: Context, query: ListScrimNoShows) -> tuple[ScrimNoShow, ...]:
    """Load the scrim; the statement leaves out what is not for the reader."""
    return tuple(context.rows(sql.NO_SHOWS, scrim=context.get(Scrim, query.scrim).id))
