"""The commands and queries of decisions."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Page, Query, Text, TextCommand
from commkit.events import EventId
from commkit_internal.meetings.decisions.records import MeetingDecision, MeetingDecisionId
from commkit_internal.meetings.records import MinutesId

_Text = Annotated[str, Text(max=5_000)]
_Reason = Annotated[str, Text(max=2_000)]
_Topic = Annotated[str, Text(max=100, min=0, multiline=False)]


@frozen
class RecordDecision(TextCommand[MeetingDecision]):
    """Record what was decided at a meeting. It cannot be edited; see `SupersedeDecision`.

    Attributes:
        minutes: The minutes of the meeting.
        text: What was decided.
        topic: What it is about, to find it by.

    Raises:
        NotFound: There are no such minutes for this actor.
        Denied: The actor may not write them.
        Conflict: They were approved.
    """

    permission = "internal.keep_minutes"
    creates = True
    shown = ("text", "topic")
    personal = ()

    minutes: MinutesId
    text: _Text
    topic: _Topic = field(default="", kw_only=True)


@frozen
class SupersedeDecision(TextCommand[MeetingDecision]):
    """Record a decision that comes in the place of an earlier one of the same event; both stay to be read.

    Attributes:
        decision: The earlier one.
        minutes: The minutes in which the new one stands: the same, or those of a later meeting of the same event.
        text: What was decided.
        reason: Why.

    Raises:
        NotFound: There is no such decision, or there are no such minutes for this actor.
        Denied: The actor may not write them.
        Conflict: They were approved, or the decision was superseded before.
        Invalid: The minutes are of another event.
    """

    permission = "internal.keep_minutes"
    creates = True
    shown = ("text", "reason")
    personal = ()

    decision: MeetingDecisionId
    minutes: MinutesId
    text: _Text
    reason: _Reason


@frozen
class ReadDecision(Query[MeetingDecision]):
    """Read a decision.

    Raises:
        NotFound: There is none for this actor.
    """

    permission = "internal.read_minutes"

    decision: MeetingDecisionId


@frozen(kw_only=True)
class ListDecisions(Query[Page[MeetingDecision]]):
    """The decisions in minutes that the actor sees, the newest first.

    Attributes:
        event: Those of one event only.
        topic: Those of one topic only, whatever its capitals; all where it is left out.
        since: Those from then on.
        until: Those before then.
        superseded: Whether those that were superseded are given, too.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = "internal.read_minutes"
    personal = ()

    event: EventId | None = None
    topic: _Topic = ""
    since: datetime | None = None
    until: datetime | None = None
    superseded: bool = False
    after: str | None = None
    limit: int = 20
