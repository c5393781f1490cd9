"""The plugin object that a host gives to its Kit, with the host's defaults."""

from collections.abc import Iterable, Iterator

from commkit import Feature, hookimpl
from commkit_scim.feature import scim
from commkit_scim.policy import ScimSettings


class Scim:
    """SCIM 2.0 provisioning for any community type; each community may change the settings.

    Args:
        key: Which attribute is the host's key of a user: `userName` or `externalId`.
        emails: Whether addresses for mail are kept.
        roles: The roles of the community's type that a directory gives.
    """

    name = "scim"

    def __init__(self, *, key: str = "userName", emails: bool = False, roles: Iterable[str] = ()) -> None:
        self._scim = scim.with_settings(ScimSettings(key, emails, tuple(roles)))

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        """What a directory keeps."""
        yield self._scim
