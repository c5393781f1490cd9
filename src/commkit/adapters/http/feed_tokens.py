"""Feed tokens in addresses: for whom they read, and that they were used."""

import logging
from collections.abc import Generator
from typing import Any

from commkit.adapters.http.steps import Call
from commkit.feeds.jobs import RecordFeedTokenUse, ResolveFeedToken
from commkit.feeds.policy import feed_not_found
from commkit.feeds.records import FeedTokenOwner
from commkit.runtime.model.errors import CommkitError, Invalid
from commkit.runtime.sessions.composition import SYSTEM

logger = logging.getLogger("commkit")


def resolve_token(place: Any, token: Any) -> Generator[Call, Any, FeedTokenOwner]:
    """For whom a token reads.

    Args:
        place: The community.
        token: What the address has: a text, or a list where it has several.

    Raises:
        NotFound: There is no such token, or its member is not inside any more.
    """
    if not isinstance(token, str):
        raise feed_not_found()
    query = ResolveFeedToken(token)
    try:
        owner: FeedTokenOwner = yield Call(SYSTEM, place, lambda session: session.ask(query), read_only=True)
    except Invalid:  # too long, or not a text at all: no token either
        raise feed_not_found() from None
    return owner


def record_use(place: Any, owner: FeedTokenOwner) -> Generator[Call, Any, None]:
    """Store that a token was used, if it is due; a feed is read where nothing can be stored, too.

    Args:
        place: The community.
        owner: For whom it reads.
    """
    if not owner.use_due:
        return
    command = RecordFeedTokenUse(owner.token)
    try:
        yield Call(SYSTEM, place, lambda session: session.do(command))
    except CommkitError as error:
        logger.warning("feeds.use_not_stored %s", error)
