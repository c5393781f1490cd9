"""What a token is made of, what an invitation may be, and when it still is valid."""

import base64
import binascii
import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from commkit.members.roles.policy import may_give_role
from commkit.runtime.model.errors import FieldError, NotFound
from commkit.runtime.model.ids import CommunityId

FRIEND_DURATION = timedelta(days=14)
"""How long an invitation by a member, or by mail, is valid."""
_MAX_DURATION = timedelta(days=90)
_MAX_USES = 1_000
_SECRET_BYTES = 24


def new_token(community: CommunityId) -> tuple[str, str]:
    """Make a token that names its community.

    Returns:
        The token, and its hash, which is all that is stored of it.
    """
    secret = community.bytes + secrets.token_bytes(_SECRET_BYTES)
    return base64.urlsafe_b64encode(secret).decode().rstrip("="), _hash(secret)


def read_token(token: str) -> tuple[CommunityId, str]:
    """Read the community that a token names, and the token's hash.

    Raises:
        NotFound: It is no token.
    """
    try:
        secret = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise invitation_not_found() from None
    if len(secret) != 16 + _SECRET_BYTES:
        raise invitation_not_found()
    return CommunityId(UUID(bytes=secret[:16])), _hash(secret)


def _hash(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()


def limit_errors(max_uses: int, duration: timedelta) -> list[FieldError]:
    """What is out of range of an invitation's number of uses and duration; empty for nothing."""
    errors = []
    if not 1 <= max_uses <= _MAX_USES:
        errors.append(FieldError("max_uses", "out_of_range", f"let 1 to {_MAX_USES} people use it"))
    if not timedelta() < duration <= _MAX_DURATION:
        errors.append(
            FieldError("duration", "out_of_range", f"let it last at most {_MAX_DURATION.days} days")
        )
    return errors


def is_email(text: str) -> bool:
    """Whether a text looks like one mail address."""
    return text.count("@") == 1 and not text.startswith("@") and not text.endswith("@")


def may_invite(permission: str, role: str, *, maker: str, grants: frozenset[str]) -> bool:
    """Whether the maker of an invitation may still make it.

    Args:
        permission: The permission under which it was made.
        role: The role it gives.
        maker: The role of its maker now.
        grants: The permissions of its maker now.
    """
    return permission in grants and may_give_role(role, giver=maker, grants=grants)


def invitation_not_found() -> NotFound:
    """The one error for every invitation that is not valid."""
    return NotFound(
        "members.invitation_not_found",
        "this invitation does not exist, was used up, has expired, was revoked or is not backed by its maker any more",
    )
