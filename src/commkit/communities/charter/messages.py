"""The commands and queries of charters."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit.communities.charter.records import Charter
from commkit.runtime.model.messages import Command, Query, TextCommand
from commkit.runtime.values.texts import Text


@frozen
class UpdateRules(TextCommand[Charter]):
    """Write the rules that members are asked to keep.

    Attributes:
        rules: As Markdown; empty for none.
        version: The version of the rules that was read; 0 where there are none yet.

    Raises:
        Conflict: The rules were changed in the meantime.
    """

    permission = "communities.update"
    shown = ("rules",)
    personal = ()

    rules: Annotated[str, Text(max=40_000, min=0, multiline=True)]
    version: int = 0


@frozen
class AnnounceClosing(TextCommand[Charter]):
    """Announce the day on which the community closes.

    Members are notified now, and again when the day has come and the community is archived. Another announcement
    takes the place of this one.

    Attributes:
        closes_at: When it will be archived; at least 7 days ahead.
        reason: Why, for its members.
        farewell: The text that members get when it closes.

    Raises:
        Invalid: The day is less than 7 days ahead.
    """

    permission = "communities.archive"
    shown = ("reason", "farewell")
    personal = ()

    closes_at: datetime
    reason: Annotated[str, Text(max=2_000)]
    farewell: Annotated[str, Text(max=2_000)]


@frozen
class CancelClosing(Command[Charter]):
    """Cancel an announced closing.

    Attributes:
        closes_at: The day that was announced.

    Raises:
        Conflict: No such day is announced.
    """

    permission = "communities.archive"
    closes_at: datetime


@frozen
class ReadCharter(Query[Charter]):
    """Read the rules, and the closing where one is announced; for those who may read the community's content."""

    permission = "communities.read_charter"
