"""The licences of developer communities, as fields of their posts; data that other types may use."""

from collections.abc import Mapping
from types import MappingProxyType

from commkit import Licence, LicenceField

_CC = "https://creativecommons.org"
LICENCES = (
    Licence("CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0", f"{_CC}/licenses/by-sa/4.0/"),
    Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", f"{_CC}/licenses/by/4.0/"),
    Licence("CC0-1.0", "Creative Commons Zero 1.0", f"{_CC}/publicdomain/zero/1.0/"),
    Licence(
        "CC-BY-SA-3.0",
        "Creative Commons Attribution-ShareAlike 3.0",
        f"{_CC}/licenses/by-sa/3.0/",
        offered=False,
    ),
    Licence(
        "CC-BY-SA-2.5",
        "Creative Commons Attribution-ShareAlike 2.5",
        f"{_CC}/licenses/by-sa/2.5/",
        offered=False,
    ),
)
"""What authors choose from, and what imported posts have."""
DEFAULT_LICENCES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("question", "guide", "answer", "comment"), "CC-BY-SA-4.0")
)
"""The licence of posts whose authors choose none, by their kind."""


def licence_fields(
    defaults: Mapping[str, str] = DEFAULT_LICENCES, licences: tuple[Licence, ...] = LICENCES
) -> dict[str, tuple[LicenceField]]:
    """The fields of licences for `CommunityType(fields=...)`, one for each kind of post.

    Args:
        defaults: The licence of posts whose authors choose none, by their kind.
        licences: What authors choose from.
    """
    return {
        f"post.{kind}": (LicenceField("licence", label="Licence", licences=licences, default=default),)
        for kind, default in defaults.items()
    }
