"""What can be done with a charter, and what is told of it."""

from datetime import datetime
from typing import Annotated, ClassVar

from attrs import frozen

from commkit.communities.charter.records import Charter
from commkit.runtime.model.messages import Command, Fact, Query
from commkit.runtime.values.validation import Text


@frozen
class SetRules(Command[Charter]):
    """Write what is asked of members.

    Args:
        rules: As Markdown; empty for none.
        version: The version that was read, so that nobody overwrites what they have not seen.

    Raises:
        Conflict: The rules were changed in the meantime.
    """

    permission = "communities.amend"
    personal = ()

    rules: Annotated[str, Text(max=40_000, min=0, lines=True)]
    version: int = 0


@frozen
class AnnounceSunset(Command[Charter]):
    """Say that the community will end, so that nobody finds the door shut.

    Members are told, and have time to take what is theirs. When the time has come it is archived, and members are
    thanked. Announced again, it takes the place of what was announced before.

    Args:
        at: When; at least a week ahead.
        reason: Why.
        thanks: What to say in the end.

    Raises:
        Invalid: It is too soon.
    """

    permission = "communities.archive"
    personal = ()

    at: datetime
    reason: Annotated[str, Text(max=2_000)]
    thanks: Annotated[str, Text(max=2_000)]


@frozen
class CallOffSunset(Command[Charter]):
    """Say that the community goes on after all.

    Args:
        at: The end that was announced.

    Raises:
        Conflict: No such end is announced.
    """

    permission = "communities.archive"
    at: datetime


@frozen
class ComeToEnd(Command[Charter]):
    """Archive the community whose time has come; the worker does it.

    Args:
        at: The end that was announced.

    Raises:
        Conflict: No such end is announced, or it has come already.
    """

    permission = "communities.come_to_end"
    when_archived: ClassVar[bool] = True
    at: datetime


@frozen
class ReadCharter(Query[Charter]):
    """The rules, and the end where one is announced; for those who may read what is written here."""

    permission = "communities.read_charter"


@frozen
class RulesChanged(Fact):
    """The rules say something else now."""

    name = "communities.rules_changed"
    version: int


@frozen
class SunsetAnnounced(Fact):
    """The community will end."""

    name = "communities.sunset_announced"
    at_last: datetime


@frozen
class SunsetCalledOff(Fact):
    """The community goes on after all."""

    name = "communities.sunset_called_off"


@frozen
class CommunityEnded(Fact):
    """The announced end has come; the community is archived, and its members are to be thanked."""

    name = "communities.ended"
