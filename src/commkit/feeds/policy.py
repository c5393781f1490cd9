"""What a feed token is made of, how often its use is stored, and the categories of podcasts."""

import hashlib
import secrets
from datetime import datetime, timedelta

from commkit.runtime.model.errors import NotFound

MAX_TOKENS = 20
"""Tokens that a member may have in a community."""
USE_INTERVAL = timedelta(days=1)
"""How long after a use that was stored no other one is: a reader that asks each minute writes once a day."""
_SECRET_BYTES = 24
PODCAST_CATEGORIES = frozenset({
    "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History",
    "Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture",
    "Sports", "TV & Film", "Technology", "True Crime",
})  # fmt: skip
"""The categories of Apple's directory of podcasts, which other directories have, too."""


def new_secret() -> str:
    """A secret of 192 random bits, which stands in addresses as it is."""
    return secrets.token_bytes(_SECRET_BYTES).hex()


def hash_secret(secret: str) -> str:
    """What is stored of a secret. It is random, so there is nothing to guess, and no salt is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_use_due(last_used_at: datetime | None, now: datetime) -> bool:
    """Whether a use is to be stored."""
    return last_used_at is None or last_used_at <= now - USE_INTERVAL


def token_not_found() -> NotFound:
    """The one error for every token that is not valid."""
    return NotFound("feeds.not_found", "there is no such token here; make one with CreateFeedToken")


def feed_not_found() -> NotFound:
    """The one error for every feed that is not there for who asks."""
    return NotFound("feeds.not_found", "there is no such feed here, or not for you; ask for a new address")
