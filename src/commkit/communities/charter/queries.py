"""How charters are read."""

from commkit.communities.charter import statements as sql
from commkit.communities.charter.messages import ReadCharter
from commkit.communities.charter.records import Charter
from commkit.communities.feature import communities
from commkit.runtime.sessions.context import Context


@communities.handles(ReadCharter)
def read_charter(context: Context, query: ReadCharter) -> Charter:
    """Read the charter of the session's community."""
    return current_charter(context)


def current_charter(context: Context) -> Charter:
    """The charter of the session's community; an empty one where none was written."""
    return context.one(sql.ONE) or Charter()
