"""What a community is, as a record."""

from datetime import date, datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import CommunityId


class Visibility(StrEnum):
    """Who learns of a community, and who reads in it."""

    PUBLIC = "public"
    """Listed for all, and read by all."""
    LISTED = "listed"
    """Listed for all, read by its members."""
    PRIVATE = "private"
    """Not listed; who knows its name finds it and may ask to join; read by its members."""
    SECRET = "secret"  # noqa: S105  # a word, not a password
    """For all but its members it does not exist."""


class JoinPolicy(StrEnum):
    """How one becomes a member."""

    OPEN = "open"
    REQUEST = "request"
    INVITE = "invite"
    MANAGED = "managed"
    """The host and stewards add members, or invite them; nobody joins by themselves."""


@frozen
class Community:
    """A group of people around a shared interest, inside a host's application.

    Attributes:
        id: Its id.
        slug: Its name in addresses; unique in the database.
        type: Its community type.
        title: Its name for people.
        purpose: What it is for, in one or two sentences.
        visibility: Who learns of it, and who reads in it.
        join_policy: How one becomes a member.
        care_hours: Hours a week that its stewards promised to give it.
        review_on: The day on which its purpose and care are looked at again.
        created_at: When it was created.
        archived_at: When it was closed for writing; None while it lives.
        member_count: Members that are active, silenced or suspended.
        version: Rises with every change of the fields above it.
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
