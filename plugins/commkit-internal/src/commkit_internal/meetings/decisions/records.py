"""A decision."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.events import EventId
from commkit.storage import Person, Plain
from commkit_internal.meetings.records import MinutesId

MeetingDecisionId = NewType("MeetingDecisionId", UUID)
"""The id of a decision."""
DecisionText = Annotated[str, Plain(max=5_000)]
DecisionReason = Annotated[str, Plain(max=2_000, min=0)]
Topic = Annotated[str, Plain(max=100, min=0, multiline=False)]


@frozen
class MeetingDecision:
    """What was decided at a meeting. It is never edited: another decision supersedes it.

    It is the community's word, so an erasure leaves the text.

    Attributes:
        id: Its id.
        minutes: The minutes that it stands in.
        event: The event of these.
        topic: What it is about, in small letters; empty for nothing in particular.
        text: What was decided.
        decided_at: When it was recorded.
        recorded_by: Who recorded it; None for the host.
        supersedes: The decision in whose place it came.
        reason: Why it came in its place.
        superseded_by: The decision that came in its own place; None while it holds.
    """

    id: MeetingDecisionId
    minutes: MinutesId
    event: EventId
    topic: Topic
    text: DecisionText
    decided_at: datetime
    recorded_by: Annotated[MemberId | None, Person(owns=False)]
    supersedes: MeetingDecisionId | None
    reason: DecisionReason
    superseded_by: MeetingDecisionId | None
