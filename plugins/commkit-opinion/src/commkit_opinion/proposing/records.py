"""A statement of a consultation."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal, Plain
from commkit_opinion.consultations.records import ConsultationId

StatementId = NewType("StatementId", UUID)
"""The id of a statement of a consultation."""


class StatementState(StrEnum):
    """The state of a statement."""

    PENDING = "pending"
    """It waits for a steward; only its author and moderators see it."""
    ACCEPTED = "accepted"
    """Members vote on it."""
    REJECTED = "rejected"
    """Members do not see it; votes that it has are kept and counted nowhere."""


@frozen
class OpinionStatement:
    """A statement, with which members agree or disagree.

    Attributes:
        id: Its id.
        consultation: The consultation.
        number: Its position in the consultation, from 1.
        author: Who proposed it; None for the host.
        body: What it says; empty where an import had no text, or its author was erased: nobody is asked about it then.
        seed: Whether a steward put it there.
        state: Its state.
        proposed_at: When it was proposed.
        decided_at: When it was accepted or rejected; None while it is pending.
        decided_by: Who decided so; None for the host, and where nobody had to.
        reason: Why.
        external_id: Its id in the export that it was imported from; None where it was proposed here.
    """

    id: StatementId
    consultation: ConsultationId
    number: int
    author: Annotated[MemberId | None, Person()]
    body: Annotated[str, Personal(of="author", max=1_000, min=0)]
    seed: bool
    state: StatementState
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: Annotated[MemberId | None, Person(owns=False)]
    reason: Annotated[str, Personal(of="decided_by", max=2_000, min=0)]
    external_id: Annotated[str | None, Plain(max=40, multiline=False)] = None

    @property
    def is_votable(self) -> bool:
        """Whether members are asked about it."""
        return self.state is StatementState.ACCEPTED and bool(self.body.strip())
