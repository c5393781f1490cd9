"""A consultation, and its settings."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.members import GroupId
from commkit.spaces import SpaceId
from commkit.statistics import Share
from commkit.storage import Person, Personal, Plain
from commkit_opinion.policy import raise_if_invalid

ConsultationId = NewType("ConsultationId", UUID)
"""The id of a consultation; its order is the order of time."""

_LIMITS = {"threshold": (5, 100), "max_statements": (1, 1_000), "max_proposals": (0, 100)}


@frozen(kw_only=True)
class ConsultationSettings:
    """The rules of consultations.

    Attributes:
        threshold: How many people a number must be about to be shown (k-anonymity), 5 to 100.
        max_statements: Statements of a consultation, accepted or not, 1 to 1,000.
        max_proposals: Pending statements of one member in a consultation, 0 to 100; 0 where only stewards add some.

    Raises:
        Invalid: A number is out of its range (`opinion.bad_settings`).
    """

    threshold: int = 5
    max_statements: int = 1_000
    max_proposals: int = 10

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            (name, f"give {least:,} to {most:,}")
            for name, (least, most) in _LIMITS.items()
            if not least <= getattr(self, name) <= most
        )


@frozen
class Consultation:
    """A question to the members, about which they vote on statements.

    Attributes:
        id: Its id.
        title: The question, one line.
        body: What it is about, as Markdown.
        space: The space that it stands in; None for none.
        audience: The group that sees it, as it sees the space; None for all who see the community.
        moderated: Whether statements of members are shown only once a steward accepted them.
        opened_by: Who opened it; None for the host.
        opened_at: When it was opened.
        closes_at: When it closes by itself; None where it has no end.
        closed_at: When it was closed; None while it is open.
        source: The name of the export that it was imported from; None where it was opened here.
    """

    id: ConsultationId
    title: Annotated[str, Personal(of="opened_by", max=300, multiline=False)]
    body: Annotated[str, Personal(of="opened_by", max=20_000, min=0)]
    space: SpaceId | None
    audience: GroupId | None
    moderated: bool
    opened_by: Annotated[MemberId | None, Person()]
    opened_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    source: Annotated[str | None, Plain(max=100, multiline=False)] = None

    def is_open(self, now: datetime) -> bool:
        """Whether members may vote and propose statements.

        Args:
            now: The present moment.
        """
        return self.closed_at is None and (self.closes_at is None or self.closes_at > now)


@frozen
class OpinionNumbers:
    """The numbers of statements that were proposed in a time, in consultations that the reader sees.

    Attributes:
        statements: Statements that were proposed, by whomever.
        by_members: Those of them that members proposed, and no steward.
        pending: Those of members that wait for a steward.
        accepted: Those of members that were accepted.
        rejected: Those of members that were rejected.
        accepted_share: `accepted` among `accepted` and `rejected`, with its sample size and interval (Wilson, 95 %);
            None where there are neither.
    """

    statements: int
    by_members: int
    pending: int
    accepted: int
    rejected: int
    accepted_share: Share | None
