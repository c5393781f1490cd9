"""How the host imports addresses, and lets one be forgotten."""

from commkit import Context
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.subscribing import statements as sql
from commkit_media.newsletters.subscribing.handlers import finish, newsletter_by_address, secret_of, subscribe
from commkit_media.newsletters.subscribing.messages import ForgetAddress, ImportSubscribers
from commkit_media.newsletters.subscribing.policy import clean_address, who_of_address
from commkit_media.newsletters.subscribing.records import (
    ImportedAddresses,
    SubscriptionEnd,
)


@newsletter_feature.handles(ImportSubscribers)
def import_subscribers(context: Context, command: ImportSubscribers) -> ImportedAddresses:
    """Ask once which of them left, then add the others; the key passes over those that are there."""
    newsletter = newsletter_by_address(context, command.newsletter)
    secret = secret_of(context)
    cleaned = [clean_address(address) for address in command.addresses]
    good = {who_of_address(secret, context.community_id, each): each for each in cleaned if each is not None}
    left = {who for (who,) in context.rows(sql.SUPPRESSED_AMONG, newsletter=newsletter.id, among=list(good))}
    added = sum(subscribe(context, newsletter.id, who, address=good[who]) for who in good if who not in left)
    bad = cleaned.count(None)
    return ImportedAddresses(added, len(left), len(cleaned) - bad - len(left) - added, bad)


@newsletter_feature.handles(ForgetAddress)
def forget_address(context: Context, command: ForgetAddress) -> int:
    """Delete all of it, whether it was confirmed or not."""
    who = who_of_address(secret_of(context), context.community_id, command.address)
    return finish(context, context.rows(sql.END_EVERYWHERE, who=who), SubscriptionEnd.FORGOTTEN)
