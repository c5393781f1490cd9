"""An argument for or against a statement."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.proposing.records import StatementId

ArgumentId = NewType("ArgumentId", UUID)
"""The id of an argument; its order is the order of time."""


class ArgumentSide(StrEnum):
    """What an argument speaks for."""

    PRO = "pro"
    CON = "con"


@frozen
class Argument:
    """An argument for or against a statement.

    Attributes:
        id: Its id.
        statement: The statement.
        consultation: The consultation.
        side: Whether it speaks for the statement or against it.
        author: Who gave it; None for the host.
        body: What it says; empty where its author was erased.
        given_at: When it was given.
        withdrawn_at: When it was withdrawn by its author, or taken out by a steward; None while it stands.
    """

    id: ArgumentId
    statement: StatementId
    consultation: ConsultationId
    side: ArgumentSide
    author: Annotated[MemberId | None, Person()]
    body: Annotated[str, Personal(of="author", max=2_000)]
    given_at: datetime
    withdrawn_at: datetime | None
