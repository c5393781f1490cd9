"""Tokens by which a member gets no more mail of a kind: signed, so that nobody else makes one, and without a secret.

A token holds ids and the name of a kind, and no address. It does not expire: a mail may be opened years later.
"""

from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.extras import require_extra
from commkit.runtime.model.ids import CommunityId, MemberId

_SALT = "commkit.notifications.unsubscribe"


@frozen
class Subscription:
    """Mail of a kind from a community to a member.

    Attributes:
        community: The community.
        member: Who gets it.
        kind: The kind of notification.
    """

    community: CommunityId
    member: MemberId
    kind: str


def sign(secret: str, what: Subscription) -> str:
    """The token that ends a subscription."""
    token: str = _serializer(secret).dumps([what.community.hex, what.member.hex, what.kind])
    return token


def read(secret: str, token: str) -> Subscription:
    """The subscription that a token ends.

    Raises:
        Invalid: It was not made with this secret.
    """
    errors = require_extra("itsdangerous", extra="mail")
    try:
        community, member, kind = _serializer(secret).loads(token)
        return Subscription(CommunityId(UUID(hex=community)), MemberId(UUID(hex=member)), kind)
    except errors.BadData:
        raise Invalid.field("token", "bad_token", "open the link just as it stands in the mail") from None


def _serializer(secret: str) -> Any:
    return require_extra("itsdangerous", extra="mail").URLSafeSerializer(secret, salt=_SALT)
