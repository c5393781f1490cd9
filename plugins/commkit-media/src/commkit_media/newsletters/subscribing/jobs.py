"""The worker's own command of addresses that nobody confirmed."""

from attrs import frozen

from commkit import Command
from commkit_media.newsletters.subscribing.records import SubscriptionId


@frozen
class DropUnconfirmed(Command[bool]):
    """Delete an address that was not confirmed in time; the worker sends it as `SYSTEM` when that is over.

    Returns:
        Whether it was deleted.
    """

    permission = "media.keep_addresses"
    when_archived = True

    subscription: SubscriptionId
