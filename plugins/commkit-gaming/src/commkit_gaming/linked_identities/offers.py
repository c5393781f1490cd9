"""When it is offered to do something about a linked account, besides the permission."""

from commkit import Context
from commkit.members import is_own
from commkit_gaming.linked_identities.feature import linked_identity_feature
from commkit_gaming.linked_identities.messages import ShowGameAccount, UnlinkGameAccount
from commkit_gaming.linked_identities.records import GameAccount


@linked_identity_feature.offers(UnlinkGameAccount, ShowGameAccount, about=GameAccount)
def is_mine(context: Context, found: GameAccount) -> bool:
    """One's own."""
    return is_own(context, found.member)
