"""The commands and queries of subscriptions."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Query, Text
from commkit_media.newsletters.records import NewsletterId
from commkit_media.newsletters.subscribing.records import AddressRecord, ImportedAddresses

MailAddress = Annotated[str, Text(max=320, multiline=False)]
Token = Annotated[str, Text(max=300, multiline=False)]
MOST_IMPORTED = 1_000


@frozen
class SubscribeToNewsletter(Command[bool]):
    """Get a newsletter, as a member: at the address that the host knows, with what this member may read.

    Returns:
        Whether the member did not get it before.

    Raises:
        NotFound: There is no such newsletter for this actor.
        Conflict: It is for a group that the actor is not in, or was ended.
    """

    permission = "media.subscribe"

    newsletter: NewsletterId


@frozen
class UnsubscribeFromNewsletter(Command[bool]):
    """Get a newsletter no more, as a member; again, it changes nothing.

    Returns:
        Whether the member got it before.
    """

    permission = "media.subscribe"
    withdraws = True

    newsletter: NewsletterId


@frozen
class RequestSubscription(Command[None]):
    """Ask for a newsletter by address; it comes once the link was followed that is mailed there.

    The answer is the same whether the address is known or not. An address is asked a few times a day at most, whoever
    asks; see `NewsletterSettings`. One that is not confirmed in time is deleted.

    Attributes:
        newsletter: A newsletter for everybody.
        address: The address.

    Raises:
        NotFound: There is no such newsletter for this actor.
        Invalid: It is no address.
        Conflict: The newsletter is for members only, or this Kit sends no mail.
        RateLimited: This member, or all visitors together, asked too often today.
    """

    permission = "media.request_subscription"
    personal = ("address",)

    newsletter: NewsletterId
    address: MailAddress


@frozen
class ConfirmSubscription(Command[None]):
    """Confirm an address by the token that was mailed there, which is valid once, for a time.

    Raises:
        NotFound: The token is none, was used, or has expired; these are not told apart.
    """

    permission = "media.request_subscription"
    personal = ("token",)

    token: Token


@frozen
class EndSubscription(Command[None]):
    """End a subscription by the token in a mail: without signing in, in one step, repeatable (RFC 8058).

    The address is deleted but for its hash.

    Raises:
        Invalid: The token was not made by this host, or is of another community.
        Conflict: This Kit sends no mail.
    """

    permission = "media.end_subscription"
    withdraws = True
    personal = ("token",)

    token: Token


@frozen
class ImportSubscribers(Command[ImportedAddresses]):
    """Subscribe addresses that confirmed elsewhere, as the host can prove; those that left before are passed over.

    Attributes:
        newsletter: A newsletter for everybody.
        addresses: Up to 1,000 of them.

    Raises:
        NotFound: There is no such newsletter.
        Conflict: The newsletter is for members only or was ended, or this Kit sends no mail.
    """

    permission = "media.keep_addresses"
    host_only = True
    personal = ("addresses",)

    newsletter: NewsletterId
    addresses: Annotated[tuple[MailAddress, ...], Items(max=MOST_IMPORTED)]


@frozen
class ForgetAddress(Command[int]):
    """Delete an address from all newsletters of the community, but for its hash, so that no import subscribes it again.

    For requests of people who are no members, and for complaints and bounces that the host learns of.

    Returns:
        How many subscriptions it had.

    Raises:
        Conflict: This Kit sends no mail.
    """

    permission = "media.keep_addresses"
    host_only = True
    withdraws = True
    personal = ("address",)

    address: MailAddress


@frozen
class ReadAddress(Query[tuple[AddressRecord, ...]]):
    """Read what is stored of an address in this community, for the person whose it is.

    Raises:
        Conflict: This Kit sends no mail.
    """

    permission = "media.keep_addresses"
    host_only = True
    personal = ("address",)

    address: MailAddress
