"""What the runtime keeps, as records."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import CommunityId, FactId, MemberId


@frozen
class OutboxRow:
    """A fact as it waits for delivery.

    Attributes:
        community: Where it happened.
        id: The fact's id; ids are in the order of time.
        type: The type of that community.
        fact: Its name.
        body: Its fields as JSON.
    """

    community: CommunityId
    id: FactId
    type: str
    fact: str
    body: str


@frozen
class PendingDelivery:
    """A fact on its way to one subscriber.

    Attributes:
        community: Whose fact it is.
        subscriber: `feature:function`.
        fact: The fact's id.
        attempts: How often it was tried.
        due_at: Not before then.
        leased_until: A worker has it until then.
    """

    community: CommunityId
    subscriber: str
    fact: FactId
    attempts: int
    due_at: datetime
    leased_until: datetime | None


@frozen
class ParkedDelivery:
    """A delivery that was given up.

    Attributes:
        community: Whose fact it is.
        subscriber: `feature:function`.
        fact: The fact's id.
        attempts: How often it was tried.
        error: How the last attempt failed.
    """

    community: CommunityId
    subscriber: str
    fact: FactId
    attempts: int
    error: str


@frozen
class Backlog:
    """How much the worker has to do; each number stops at the most that was asked for.

    Attributes:
        unrouted: Facts that no worker has taken up.
        waiting: Deliveries that are still to be made, those that are tried again included.
        parked: Deliveries that were given up.
        lag: How long the oldest of those has waited that could be worked on; nothing where all is done.
    """

    unrouted: int
    waiting: int
    parked: int
    lag: timedelta


@frozen
class WaitingWork:
    """What waits for a worker that has what it needs.

    Attributes:
        need: `port module.Class`, `subscriber feature:function in type`, `fact name`, `command name` or `type name`.
        count: How many deliveries, facts to route or scheduled commands wait for it.
    """

    need: str
    count: int


@frozen
class AuditEntry:
    """One command that was carried out.

    Attributes:
        id: Its id; ids are in the order of time.
        command: Its name.
        member: Who did it; None for the system. Only the host sees it of discreet commands.
        result: The id of what it gave, if that has one; as `member`.
        at: When.
    """

    id: UUID
    command: str
    member: MemberId | None
    result: UUID | None
    at: datetime


@frozen(kw_only=True)
class RetentionStatus:
    """How long a kind of rows is kept, how many there are, and when the old ones were last deleted.

    Attributes:
        name: The kind, as `Kit(retention=...)` names it.
        purpose: What such a row is.
        table: The name of the table.
        rows: How many there are.
        oldest: How old the oldest is: the time that its retention counts from; None where there is none.
        kept_for: How long they are kept; None for ever.
        purged: How many the pass that runs, or else the last one, deleted.
        finished_at: When the last pass ended; None where none has.
        error: How the last step failed; None where it did not.
    """

    name: str
    purpose: str
    table: str
    rows: int
    oldest: datetime | None
    kept_for: timedelta | None
    purged: int = 0
    finished_at: datetime | None = None
    error: str | None = None


@frozen
class PurgeReport:
    """What a purge did.

    Attributes:
        purged: How many rows it deleted, by the name of their kind; kinds of which none went are left out.
        worker: The worker that is at it instead; None where nobody else is.
        failed: The kinds that could not be deleted; `Kit.retention_status` says why.
    """

    purged: Mapping[str, int]
    worker: str | None = None
    failed: tuple[str, ...] = ()
