"""What all rooms of the plugin share: its names, its bounds, and by which key somebody is known; no database."""

import unicodedata

from attrs import field, frozen
from attrs.validators import in_

FEATURE = "scim.directory"
"""The feature that a type names; it keeps the groups of the directory."""
MIGRATIONS = "commkit_scim.migrations"
PROVISION = "scim.provision"
"""The permission of a directory: a type grants it to the role of its agent; nobody else holds it but the host."""
DIRECTORY = frozenset({PROVISION, "scim.read_users", "scim.read_groups"})
"""What the role of a directory's agent is granted, and what the agent's scopes name."""
MAX_RESULTS = 200
"""Users or groups on one page, at most."""
KEYS = ("userName", "externalId")


def _one_line(instance: object, attribute: object, roles: tuple[str, ...]) -> None:
    if "owner" in roles:
        raise ValueError("a directory makes nobody an owner: leave 'owner' out of the roles")
    if any(not role or len(role) > 64 for role in roles):
        raise ValueError("name roles of the community's type")


@frozen
class ScimSettings:
    """What a directory says of its people, and what follows from it.

    Attributes:
        key: Which attribute is the host's key of a user: `userName` or `externalId`. It is read when the user is first
            provisioned, and stays the key of this person whatever becomes of the attribute.
        emails: Whether the addresses for mail are kept; else nothing is known of them here.
        roles: The roles of the community's type that the directory gives; with none of them it says nothing of roles,
            and everybody comes in as `member`. No directory makes owners.
    """

    key: str = field(default="userName", validator=in_(KEYS))
    emails: bool = False
    roles: tuple[str, ...] = field(default=(), validator=_one_line)


def fold(text: str) -> str:
    """A text as it is compared without regard to case: NFC and lower case, as RFC 8265 has it for names of users."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower())
