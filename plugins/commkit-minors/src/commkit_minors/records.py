"""The age of a member as the host tells it, their limits, contacts and guardians."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Plain


class AgeBand(StrEnum):
    """How old somebody is, as far as the host tells it."""

    CHILD = "child"
    TEEN = "teen"
    ADULT = "adult"
    UNKNOWN = "unknown"
    """The host does not know it, was not asked yet, or gave no answer for too long."""


class GuardianSource(StrEnum):
    """How somebody became the guardian of a minor."""

    HOST = "host"
    """The host named them: it knows that they are."""
    INVITATION = "invitation"
    """The minor invited them, and they accepted: such a guardian makes limits stricter only."""


@frozen
class MemberAge:
    """What is known of the age of a member.

    Attributes:
        member: Who.
        band: How old they are.
        protected: Whether the quiet rules hold for them; by the band, and by a setting where it is unknown.
        time_zone: The IANA name of their time zone, as the host tells it.
        checked_at: When the host last told it; None if it never did.
        valid_until: Until when that holds: from then on the age is unknown.
        next_check_at: When the host is asked again; None where nothing is planned.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    band: AgeBand
    protected: bool
    time_zone: Annotated[str, Plain(max=64, multiline=False)]
    checked_at: datetime | None
    valid_until: datetime
    next_check_at: datetime | None


@frozen
class MinorLimits:
    """What guardians set for a minor, beside what the community has set.

    Attributes:
        minor: For whom.
        quiet_from: Local time at which further quiet hours begin, such as `19:00`; empty for none.
        quiet_until: Local time at which they end; before `quiet_from` it means the next morning.
        conversations: Whether the minor may be in direct conversations, with people whom they know.
        on_boards: Whether the minor is on leaderboards.
    """

    minor: Annotated[MemberId, Person(erase=Erasure.ROW)]
    quiet_from: Annotated[str, Plain(max=5, multiline=False)]
    quiet_until: Annotated[str, Plain(max=5, multiline=False)]
    conversations: bool
    on_boards: bool


@frozen
class AllowedContact:
    """That a minor may be in conversations with a member, by the word of a guardian.

    Attributes:
        minor: The minor.
        contact: With whom.
        allowed_at: Since when.
    """

    minor: Annotated[MemberId, Person(erase=Erasure.ROW)]
    contact: Annotated[MemberId, Person(erase=Erasure.ROW, owns=False)]
    allowed_at: datetime


@frozen
class Guardianship:
    """That somebody is the guardian of a minor, or is invited to be it.

    Attributes:
        minor: The minor.
        guardian: The guardian.
        source: By whose word.
        at: When it was said.
        accepted_at: When the guardian accepted; None while they are invited.
    """

    minor: Annotated[MemberId, Person(erase=Erasure.ROW)]
    guardian: Annotated[MemberId, Person(erase=Erasure.ROW, owns=False)]
    source: GuardianSource
    at: datetime
    accepted_at: datetime | None


@frozen
class MySafety:
    """Which of the quiet rules hold for a member, and whom they are bound to.

    Attributes:
        protected: Whether the rules for minors hold for them.
        limits: What their guardians set.
        contacts: With whom they may be in conversations, by the word of guardians.
        guardians: Their guardians, and whom they invited.
        minors: Whose guardian they are, or are invited to be.
    """

    protected: bool
    limits: MinorLimits
    contacts: tuple[MemberId, ...]
    guardians: tuple[Guardianship, ...]
    minors: tuple[Guardianship, ...]


@frozen
class MinorSettings:
    """What a guardian sees of a minor: what is set, and nothing of what they read or wrote.

    Attributes:
        limits: What guardians set.
        contacts: With whom the minor may be in conversations, by their word.
        time_zone: The time zone in which quiet hours are reckoned.
    """

    limits: MinorLimits
    contacts: tuple[MemberId, ...]
    time_zone: str


@frozen
class FamiliarGroups:
    """That who is together in a group which a feature keeps knows each other; a type or a plugin declares it.

    Attributes:
        name: Its name.
        kept_by: The feature that keeps these groups, such as `gaming.guilds`. Its groups must not be open to whoever
            wants: else nobody in them is a stranger to anybody.
    """

    name: str
    kept_by: str
