"""Who gets a newsletter, and which addresses are not to be subscribed again."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal, Plain, Secret
from commkit_media.newsletters.records import NewsletterId

SubscriptionId = NewType("SubscriptionId", UUID)
"""The id of a subscription to a newsletter."""
Address = Annotated[str, Personal(of="member", max=320, min=0, multiline=False)]


class SubscriptionEnd(StrEnum):
    """How a subscription ended."""

    UNSUBSCRIBED = "unsubscribed"
    """By the subscriber."""
    BOUNCED = "bounced"
    """The mail server says that there is no such address."""
    LEFT = "left"
    """The member left the community, or was banned: should they come back, they get none until they subscribe again."""
    FORGOTTEN = "forgotten"
    """By the host: after a complaint, or as the address is to be erased."""


@frozen
class NewsletterSubscription:
    """That a member, or an address, gets a newsletter; or that an address waits to be confirmed.

    Attributes:
        id: Its id.
        newsletter: The newsletter.
        member: The member; None for an address.
        address: The address; empty for a member, whose address the host knows.
        who: A keyed hash of the address, or of the member: each gets a newsletter once.
        token: The hash of the token that confirms it; empty where there is none.
        asked_at: When it was asked for.
        expires_at: Until when it can be confirmed; None once it was.
        confirmed_at: When it was confirmed; None while it waits.
    """

    id: SubscriptionId
    newsletter: NewsletterId
    member: Annotated[MemberId | None, Person(erase=Erasure.ROW)]
    address: Address
    who: Annotated[str, Secret(max=64)]
    token: Annotated[str, Secret(max=64, min=0)]
    asked_at: datetime
    expires_at: datetime | None
    confirmed_at: datetime | None


@frozen
class SuppressedAddress:
    """That an address left a newsletter: no import subscribes it again. The address itself is not stored.

    Attributes:
        newsletter: The newsletter.
        who: The keyed hash of the address.
        why: How its subscription ended.
        at: When.
    """

    newsletter: NewsletterId
    who: Annotated[str, Secret(max=64)]
    why: SubscriptionEnd
    at: datetime


@frozen
class SubscriptionQuota:
    """How many requests were made on a day: by one member, by all visitors, or for one address.

    Attributes:
        who: A keyed hash of the address or of the member; or of a word, for all visitors.
        day: The day (UTC), as `2026-03-02`.
        used: How many.
    """

    who: Annotated[str, Secret(max=64)]
    day: Annotated[str, Plain(max=10, multiline=False)]
    used: int


@frozen
class AddressRecord:
    """What is stored of an address, for the person whose it is.

    Attributes:
        newsletter: The newsletter.
        title: Its title.
        asked_at: When the subscription was asked for; None for an address that left.
        confirmed_at: When it was confirmed; None for one that waits, or that left.
        left_at: When it left: a hash of it is kept, so that no import subscribes it again; None for one that did not.
    """

    newsletter: NewsletterId
    title: str
    asked_at: datetime | None
    confirmed_at: datetime | None
    left_at: datetime | None


@frozen
class ImportedAddresses:
    """What came of an import of addresses.

    Attributes:
        added: How many get the newsletter from now on.
        suppressed: How many left it before, and were passed over.
        known: How many get it already, or are given twice.
        bad: How many are no addresses.
    """

    added: int
    suppressed: int
    known: int
    bad: int
