"""The import commands. Each imports one batch, in one transaction, and may be sent again: nothing is imported twice."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Text
from commkit.importers import ImportResult
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.importing.records import (
    ExternalStatement,
    ExternalVotes,
    ImportedConsultation,
    Source,
)

MANY = Items(max=10_000)
"""The most rows of a batch."""
Title = Annotated[str, Text(max=300, multiline=False)]
Description = Annotated[str, Text(max=20_000, min=0)]


@frozen(kw_only=True)
class ImportConsultation(Command[ImportedConsultation]):
    """Import a consultation as a closed one; where one of that source is there already, it stays as it is.

    Attributes:
        source: The name of the source.
        title: The question.
        body: What it is about.
        opened_at: When it was opened.
        closed_at: When it was closed.
    """

    permission = "opinion.import"
    host_only = True
    personal = ()

    source: Source
    title: Title
    body: Description
    opened_at: datetime
    closed_at: datetime


@frozen(kw_only=True)
class ImportOpinionStatements(Command[ImportResult]):
    """Import statements of a consultation; new ones get the next numbers, in the order of the batch.

    Attributes:
        consultation: The consultation, which was imported.
        statements: The statements; their authors were imported as members.

    Raises:
        NotFound: There is no such imported consultation.
    """

    permission = "opinion.import"
    max_text = None
    host_only = True
    personal = ("statements",)

    consultation: ConsultationId
    statements: Annotated[tuple[ExternalStatement, ...], MANY]


@frozen(kw_only=True)
class ImportOpinionVotes(Command[ImportResult]):
    """Import ballots on statements that were imported before. Every ballot is counted; the last one is the vote.

    Attributes:
        consultation: The consultation, which was imported.
        votes: The ballots, by person and statement; the voters were imported as members.

    Raises:
        NotFound: There is no such imported consultation.
    """

    permission = "opinion.import"
    max_text = None
    host_only = True
    personal = ("votes",)

    consultation: ConsultationId
    votes: Annotated[tuple[ExternalVotes, ...], MANY]
