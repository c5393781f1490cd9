"""How the host reads what is stored of an address."""

from commkit import Context
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.subscribing import statements as sql
from commkit_media.newsletters.subscribing.handlers import secret_of
from commkit_media.newsletters.subscribing.messages import ReadAddress
from commkit_media.newsletters.subscribing.policy import who_of_address
from commkit_media.newsletters.subscribing.records import AddressRecord


@newsletter_feature.handles(ReadAddress)
def read_address(context: Context, query: ReadAddress) -> tuple[AddressRecord, ...]:
    """One statement."""
    who = who_of_address(secret_of(context), context.community_id, query.address)
    return tuple(context.rows(sql.OF_ADDRESS, who=who))
