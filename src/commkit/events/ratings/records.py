"""Ratings and figures of an occurrence."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen
class EventRating:
    """An attendee's rating of an occurrence.

    Attributes:
        member: The attendee.
        stars: 1 to 5.
        comment: Their comment; empty for none.
        at: When they rated it.
    """

    member: MemberId
    stars: int
    comment: str
    at: datetime


@frozen
class EventMetrics:
    """The figures of an occurrence.

    Attributes:
        capacity: Seats; None for no limit.
        going: Seats that are taken.
        waitlisted: Members on the waitlist.
        maybe: Members who answered maybe.
        declined: Members who declined.
        checked_in: Members who were checked in.
        no_shows: Members who had a seat and were not checked in; None until it is over, and where nobody was checked
            in.
        rated: Members who rated it: the sample of `rating`.
        rating: The mean of the stars, 1 to 5; None without ratings.
    """

    capacity: int | None
    going: int
    waitlisted: int
    maybe: int
    declined: int
    checked_in: int
    no_shows: int | None
    rated: int
    rating: float | None
