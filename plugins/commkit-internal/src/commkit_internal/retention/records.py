"""How long threads of a kind are kept, and what that means now."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Plain, ScheduledCommandId

KindName = Annotated[str, Plain(max=64, multiline=False)]


@frozen
class RetentionRule:
    """How long a community keeps threads of a kind.

    Attributes:
        kind: The kind of the posts that open them.
        days: How many days after something was last added to a thread.
        set_by: Who said so last; None for the host.
        set_at: When.
        applies_from: From when on threads expire by it.
        scheduled: The scheduled command that applies it next.
    """

    kind: KindName
    days: int
    set_by: Annotated[MemberId | None, Person(owns=False)]
    set_at: datetime
    applies_from: datetime
    scheduled: ScheduledCommandId | None


@frozen
class RetentionPreview:
    """What a retention of a kind means at one moment; all numbers are counts of all threads, whoever sees them.

    Attributes:
        kind: The kind of the posts that open the threads.
        days: How many days they are kept.
        threads: How many threads of the kind there are, without those that have expired.
        due: How many of them are old enough and expire at the next round.
        held: How many are old enough, and stay since a legal hold reaches a post of them.
        needed: How many others are old enough, and stay since they have to be read, or have open tasks.
        next_at: When the next one of the others is old enough; None for none.
    """

    kind: str
    days: int
    threads: int
    due: int
    held: int
    needed: int
    next_at: datetime | None
