"""The record of a community."""

from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import CommunityId


class Visibility(StrEnum):
    """Who finds a community, and who reads in it."""

    PUBLIC = "public"
    """Listed for everybody, read by everybody."""
    LISTED = "listed"
    """Listed for everybody, read by its members."""
    PRIVATE = "private"
    """Not listed; found by its slug; read by its members."""
    SECRET = "secret"  # noqa: S105  # a word, not a password
    """Found and read by its members only; for others it does not exist."""


class JoinPolicy(StrEnum):
    """How one becomes a member."""

    OPEN = "open"
    """Everybody may join."""
    REQUEST = "request"
    """Everybody may ask to join; a steward decides."""
    INVITE = "invite"
    """By invitation."""
    MANAGED = "managed"
    """Added by the host or a steward, or by invitation."""


@frozen(slots=False)  # a frozen class without slots is made in half the time, and every session makes one
class Community:
    """A group of people around a shared interest, inside a host's application.

    Attributes:
        id: Its id.
        slug: Its name in addresses; unique in the database.
        type: Its community type.
        title: Its title.
        purpose: What it is for, in one or two sentences.
        visibility: Who finds it, and who reads in it.
        join_policy: How one becomes a member.
        care_hours: Hours per week that its stewards promised to care for it.
        review_on: The day on which purpose and care are reviewed.
        created_at: When it was created.
        archived_at: When it was archived: it is read-only since; None while it is open.
        member_count: Number of active, silenced and suspended members.
        version: Rises with every change of the record or the settings.
    """

    id: CommunityId
    slug: str
    type: str
    title: str
    purpose: str
    visibility: Visibility
    join_policy: JoinPolicy
    care_hours: int
    review_on: date
    created_at: datetime
    archived_at: datetime | None
    member_count: int
    version: int
