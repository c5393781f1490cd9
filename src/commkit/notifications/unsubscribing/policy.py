"""Tokens that end mail of a kind: signed, so that nobody else can make one.

A token holds ids and the name of a kind, no address. It does not expire: a mail may be opened years later.
"""

from functools import lru_cache
from typing import Any
from uuid import UUID

from commkit.notifications.unsubscribing.records import Subscription
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.ids import CommunityId, MemberId

_SALT = "commkit.notifications.unsubscribe"


def sign_token(secret: str, subscription: Subscription) -> str:
    """The token that ends a subscription."""
    token: str = _serializer(secret).dumps(
        [subscription.community.hex, subscription.member.hex, subscription.kind]
    )
    return token


def read_token(secret: str, token: str) -> Subscription:
    """The subscription that a token ends.

    Raises:
        Invalid: It was not signed with this secret.
    """
    errors = require_extra("itsdangerous", extra="mail")
    try:
        community, member, kind = _serializer(secret).loads(token)
        return Subscription(CommunityId(UUID(hex=community)), MemberId(UUID(hex=member)), kind)
    except errors.BadData:
        raise Invalid.field("token", "bad_token", "open the link just as it stands in the mail") from None


@lru_cache(maxsize=16)  # making one costs as much as signing with it
def _serializer(secret: str) -> Any:
    return require_extra("itsdangerous", extra="mail").URLSafeSerializer(secret, salt=_SALT)
