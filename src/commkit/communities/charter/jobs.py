"""What the worker does with charters: archive a community when its announced day has come."""

from datetime import datetime
from typing import ClassVar

from attrs import frozen

from commkit.communities.charter import statements as sql
from commkit.communities.charter.facts import CommunityClosed
from commkit.communities.charter.queries import current_charter
from commkit.communities.charter.records import Charter
from commkit.communities.feature import communities
from commkit.communities.messages import ArchiveCommunity
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class CloseCommunity(Command[Charter]):
    """Archive a community whose announced day has come; scheduled by `AnnounceClosing`.

    Attributes:
        closes_at: The day that was announced.

    Raises:
        Conflict: No such day is announced, or the community was closed already.
    """

    permission = "communities.close"
    when_archived: ClassVar[bool] = True
    closes_at: datetime


@communities.handles(CloseCommunity)
def close_community(context: Context, command: CloseCommunity) -> Charter:
    """Archive the community, unless its owner has done so already."""
    if not context.run(sql.CLOSE, announced=command.closes_at):
        raise Conflict("communities.no_closing", "no such closing is announced, or it has happened already")
    ending = current_charter(context)
    if context.community.archived_at is None:
        context.do(ArchiveCommunity(reason=ending.reason))
    context.emit(CommunityClosed())
    return ending
