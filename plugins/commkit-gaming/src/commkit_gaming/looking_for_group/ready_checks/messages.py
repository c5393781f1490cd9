"""The commands of ready checks."""

from datetime import datetime, timedelta

from attrs import field, frozen

from commkit import Command
from commkit_gaming.looking_for_group.records import Party, PartyId


@frozen
class CallReadyCheck(Command[Party]):
    """Ask all in a party whether they come, as its owner, who is ready by asking; they are told.

    While it runs nobody is let in. When all are ready the party looks for nobody any more, and becomes an event for
    its members alone, which they attend. When somebody is not, or the time is over, the check ends, and may be called
    again.

    Attributes:
        party: The party.
        starts_at: When they play, within 60 days; at once where it is left out.
        plays: How long they play, 10 minutes to a day.
        answer_within: How long they have to answer, a minute to 7 days, and not longer than until they play.

    Raises:
        NotFound: There is no such party for the actor.
        Denied: The actor does not own it.
        Invalid: A time is out of its range.
        Conflict: It looks for nobody any more, a check runs already, or nobody else is in it.
    """

    permission = "gaming.join_parties"

    party: PartyId
    starts_at: datetime | None = field(default=None, kw_only=True)
    plays: timedelta = field(default=timedelta(hours=2), kw_only=True)
    answer_within: timedelta = field(default=timedelta(minutes=10), kw_only=True)


@frozen
class AnswerReadyCheck(Command[Party]):
    """Say whether one comes; when all are ready, the party is.

    Attributes:
        party: The party.
        ready: Whether one comes.

    Raises:
        NotFound: There is no such party for the actor, or they are not in it.
        Conflict: No ready check of it runs.
    """

    permission = "gaming.join_parties"

    party: PartyId
    ready: bool
