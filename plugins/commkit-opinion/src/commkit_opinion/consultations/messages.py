"""The commands and queries of consultations."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Page, Query, Text, TextCommand
from commkit.spaces import SpaceId
from commkit_opinion.consultations.records import Consultation, ConsultationId, OpinionNumbers

Title = Annotated[str, Text(max=300, multiline=False)]
Body = Annotated[str, Text(max=20_000, min=0)]


@frozen(kw_only=True)
class OpenConsultation(TextCommand[Consultation]):
    """Ask the members something: they vote on statements about it, and propose some of their own.

    Attributes:
        title: The question, one line.
        body: What it is about.
        space: The space that it stands in, whose audience sees it; None for the community itself.
        moderated: Whether statements of members are shown only once a steward accepted them.
        closes_at: When it closes by itself; by default it is closed by a command.

    Raises:
        NotFound: There is no such space for this actor.
        Conflict: The space is archived.
        Invalid: The end is past.
    """

    permission = "opinion.manage"
    creates = True
    shown = ("title", "body")
    personal = ("title", "body")

    title: Title
    body: Body = ""
    space: SpaceId | None = None
    moderated: bool = True
    closes_at: datetime | None = None


@frozen
class CloseConsultation(Command[Consultation]):
    """Close a consultation for good: nobody votes any more, and the map is computed a last time.

    Raises:
        NotFound: There is no such consultation for this actor.
        Conflict: It is closed already.
    """

    permission = "opinion.manage"

    consultation: ConsultationId


@frozen
class ReadConsultation(Query[Consultation]):
    """Read one consultation.

    Raises:
        NotFound: There is no such consultation for this actor.
    """

    permission = "opinion.read"

    consultation: ConsultationId


@frozen(kw_only=True)
class ListConsultations(Query[Page[Consultation]]):
    """List consultations, the newest first.

    Attributes:
        space: Only those that stand in this space.
        after: The `next` of the page before.
        limit: Consultations on a page, 1 to 100.
    """

    permission = "opinion.read"
    personal = ()

    space: SpaceId | None = None
    after: str | None = None
    limit: int = 20


@frozen
class ReadOpinionNumbers(Query[OpinionNumbers]):
    """The numbers of consultations that the actor sees: how many statements there are, and how they were decided.

    Attributes:
        since: Count only statements that were proposed from then on; all of them where it is left out.
    """

    permission = "opinion.read_numbers"

    since: datetime | None = field(default=None, kw_only=True)
