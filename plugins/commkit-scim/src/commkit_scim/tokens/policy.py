"""What a token is made of."""

import hashlib
import hmac
import re
import secrets
from uuid import UUID

from commkit import NotFound
from commkit_scim.tokens.records import ScimTokenId

MAX_TOKENS = 20
"""Tokens of a community, at most."""
_SECRET_BYTES = 24
_FORM = re.compile(r"scim_([0-9a-f]{32})_([0-9a-f]{48})", re.ASCII)


def new_secret(id: ScimTokenId) -> str:
    """What the directory sends: the id, by which the token is found, and 192 random bits."""
    return f"scim_{id.hex}_{secrets.token_bytes(_SECRET_BYTES).hex()}"


def id_of(secret: str) -> ScimTokenId | None:
    """The id in what was sent; None for what can be no token."""
    found = _FORM.fullmatch(secret)
    return ScimTokenId(UUID(found[1])) if found else None


def hash_secret(secret: str) -> str:
    """What is stored of a secret. It is random, so there is nothing to guess, and no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_secret(secret: str, hashed: str) -> bool:
    """Whether a secret is that of a token; as long for a wrong one as for the right one."""
    return hmac.compare_digest(hash_secret(secret), hashed)


def token_not_found() -> NotFound:
    """The one error for every token that is not valid."""
    return NotFound("scim.token_not_found", "there is no such token here; make one with CreateScimToken")
