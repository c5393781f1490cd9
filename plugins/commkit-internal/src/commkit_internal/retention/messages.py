"""The commands and queries of retention by kind."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Query, Text
from commkit_internal.retention.records import RetentionPreview, RetentionRule

_MANAGE = "internal.manage_retention"
_Kind = Annotated[str, Text(max=64, multiline=False)]


@frozen
class SetRetention(Command[RetentionRule]):
    """Say how long threads of a kind are kept after something was last added to them, and tell all who may say so.

    The worker then takes those that are older out of sight for good, and blanks what was written in them. It begins
    after the notice of the community's settings, also where a retention is made shorter. Ask `PreviewRetention` before;
    nobody is told again ahead of later rounds, which follow daily.

    Attributes:
        kind: The kind of the posts that open the threads.
        days: How many days.

    Raises:
        Invalid: No thread is opened by posts of this kind, or the days are out of their range.
    """

    permission = _MANAGE
    personal = ()

    kind: _Kind
    days: int


@frozen
class EndRetention(Command[None]):
    """Keep threads of a kind for ever from now on; what has expired is gone. Again, it changes nothing."""

    permission = _MANAGE
    when_archived = True
    personal = ()

    kind: _Kind


@frozen
class ListRetentions(Query[tuple[RetentionRule, ...]]):
    """How long threads are kept, by kind; those of other kinds are kept for ever."""

    permission = _MANAGE


@frozen
class PreviewRetention(Query[tuple[RetentionPreview, ...]]):
    """What retentions mean now: how many threads of each kind would expire, how many stay and why, and what is next.

    Attributes:
        kind: Of one kind only; of all that have a retention where it is left out.
        days: As if threads of this kind were kept so long; needs a kind.

    Raises:
        Invalid: There is no such kind, or the days are out of their range or without a kind.
        NotFound: The kind has no retention, and no days are given.
    """

    permission = _MANAGE
    personal = ()

    kind: _Kind | None = None
    days: int | None = field(default=None, kw_only=True)
