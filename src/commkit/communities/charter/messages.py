"""What can be done with a charter, and what is told of it."""

from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from commkit.communities.charter.records import Charter
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.values.validation import Text


@frozen
class UpdateRules(Command[Charter]):
    """Write what is asked of members.

    Args:
        rules: As Markdown; empty for none.
        version: The version that was read, so that nobody overwrites what they have not seen.

    Raises:
        Conflict: The rules were changed in the meantime.
    """

    permission = "communities.update"
    personal = ()

    rules: Annotated[str, Text(max=40_000, min=0, lines=True)]
    version: int = 0


@frozen
class AnnounceClosing(Command[Charter]):
    """Say that the community will end, so that nobody finds the door shut.

    Members are told, and have time to take what is theirs. When the time has come it is archived, and members are
    thanked. Announced again, it takes the place of what was announced before.

    Args:
        closes_at: When; at least a week ahead.
        reason: Why.
        farewell: What to say in the end.

    Raises:
        Invalid: It is too soon.
    """

    permission = "communities.archive"
    personal = ()

    closes_at: datetime
    reason: Annotated[str, Text(max=2_000)]
    farewell: Annotated[str, Text(max=2_000)]


@frozen
class CancelClosing(Command[Charter]):
    """Say that the community goes on after all.

    Args:
        closes_at: The end that was announced.

    Raises:
        Conflict: No such end is announced.
    """

    permission = "communities.archive"
    closes_at: datetime


@frozen
class CloseCommunity(Command[Charter]):
    """Archive the community whose time has come; the worker does it.

    Args:
        closes_at: The end that was announced.

    Raises:
        Conflict: No such end is announced, or it has come already.
    """

    permission = "communities.close"
    when_archived: ClassVar[bool] = True
    closes_at: datetime


@frozen
class ReadCharter(Query[Charter]):
    """The rules, and the end where one is announced; for those who may read what is written here."""

    permission = "communities.read_charter"


@frozen
class RulesUpdated(Fact):
    """The rules say something else now."""

    name = "communities.rules_updated"
    version: int


@frozen
class ClosingAnnounced(Fact):
    """The community will end."""

    name = "communities.closing_announced"
    closes_at: datetime


@frozen
class ClosingCancelled(Fact):
    """The community goes on after all."""

    name = "communities.closing_cancelled"


@frozen
class CommunityClosed(Fact):
    """The announced end has come; the community is archived, and its members are to be thanked."""

    name = "communities.closed"
