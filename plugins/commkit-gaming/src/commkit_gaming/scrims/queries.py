"""How scrims are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Description, Page
from commkit.storage import LAST_ID, keyset, page_size
from commkit_gaming.guilds.records import Guild
from commkit_gaming.scrims import statements as sql
from commkit_gaming.scrims.feature import READ, scrim_feature
from commkit_gaming.scrims.messages import ListScrims, ReadScrim
from commkit_gaming.scrims.records import Scrim

_SCRIMS = keyset(UUID, of="gaming.scrims")


@scrim_feature.describes(Scrim)
def describe_scrims(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A scrim is called by its game and the tags of its guilds."""
    if not ids or not context.can(READ):
        return {}
    rows = context.rows(sql.NAMES, ids=list(ids))
    return {id: Description(title=f"{game}, {asking} and {asked}") for id, game, asking, asked in rows}


@scrim_feature.handles(ReadScrim)
def read_scrim(context: Context, query: ReadScrim) -> Scrim:
    """Load it."""
    return context.get(Scrim, query.scrim)


@scrim_feature.handles(ListScrims)
def list_scrims(context: Context, query: ListScrims) -> Page[Scrim]:
    """Load the guild, then a page in one statement."""
    found, limit, pages = context.get(Guild, query.guild), page_size(query.limit), _SCRIMS.of_query(query)
    (after,) = pages.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.PAGE, guild=found.id, after=after, size=limit + 1)
    return pages.page(rows, limit, lambda one: (one.id,))
