"""What all rooms of the plugin share: its feature, its settings, and the one error of what is not published."""

from attrs import frozen

from commkit import NotFound

FEATURE = "activitypub.actors"
"""The feature that a type names."""
READ = "activitypub.read"
"""The permission to read what is published; visitors have it."""


@frozen(kw_only=True)
class ActivityPubSettings:
    """What of a community other servers may read by ActivityPub.

    Attributes:
        published: Whether its public spaces are actors. They are not until the community says so.
        names: Whether posts name who wrote them, as pages do. Members are no actors in any case, and whoever asked
            search engines to leave out what is theirs is neither published nor named.
    """

    published: bool = False
    names: bool = False


def not_published() -> NotFound:
    """The one error for all that is not there for other servers, whatever the cause."""
    return NotFound("activitypub.not_found", "nothing is published at this address; look the actor up again")
