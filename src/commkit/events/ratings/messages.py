"""Commands and queries about ratings and figures."""

from attrs import field, frozen

from commkit.events.messages import Reason
from commkit.events.occurrences.records import Occurrence
from commkit.events.ratings.records import EventMetrics, EventRating
from commkit.events.records import OccurrenceId
from commkit.runtime.model.messages import Query, TextCommand
from commkit.runtime.storage.pages import Page


@frozen
class RateEvent(TextCommand[Occurrence]):
    """Rate an occurrence that is over; those who were checked in, or had a seat where nobody was. The last one counts.

    Attributes:
        occurrence: The occurrence.
        stars: 1 to 5.
        comment: A comment for the hosts.

    Raises:
        Denied: The actor did not attend.
        Conflict: It is not over yet, or was cancelled.
        Invalid: The stars are not 1 to 5.
    """

    permission = "events.rsvp"
    shown = ("comment",)
    personal = ("comment",)

    occurrence: OccurrenceId
    stars: int
    comment: Reason = ""


@frozen
class ListEventRatings(Query[Page[EventRating]]):
    """The ratings of an occurrence, for its hosts; by the member's id.

    Attributes:
        occurrence: The occurrence.
        after: The `next` of the page before.
        limit: Ratings on a page, 1 to 100.

    Raises:
        NotFound: There is no such occurrence for this actor.
    """

    permission = "events.edit"
    personal = ()

    occurrence: OccurrenceId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadEventMetrics(Query[EventMetrics]):
    """The figures of an occurrence.

    Raises:
        NotFound: There is no such occurrence for this actor.
    """

    permission = "events.read"

    occurrence: OccurrenceId
