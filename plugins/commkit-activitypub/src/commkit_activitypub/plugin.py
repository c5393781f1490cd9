"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterator

from commkit import Feature, hookimpl
from commkit_activitypub.feature import activitypub
from commkit_activitypub.policy import ActivityPubSettings


class ActivityPub:
    """Public spaces as read-only actors, for any community type; each community may change the settings.

    Args:
        published: Whether public spaces are actors in communities that do not say so themselves.
        names: Whether posts name who wrote them there.
    """

    name = "activitypub"

    def __init__(self, *, published: bool = False, names: bool = False) -> None:
        self._feature = activitypub.with_settings(ActivityPubSettings(published=published, names=names))

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """Actors and what they publish."""
        yield self._feature
