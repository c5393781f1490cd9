"""How a user is recognised of whom nothing else is kept."""

import hashlib
import hmac
import secrets

from commkit.runtime.model.ids import CommunityId


def new_hash_key() -> str:
    """A key of 256 random bits, as hexadecimal digits."""
    return secrets.token_hex(32)


def user_hash(hash_key: str, community: CommunityId, key: str) -> str:
    """The keyed hash of a user's key: HMAC-SHA-256 (RFC 2104), another one in each community."""
    return hmac.new(bytes.fromhex(hash_key), community.bytes + key.encode(), hashlib.sha256).hexdigest()
