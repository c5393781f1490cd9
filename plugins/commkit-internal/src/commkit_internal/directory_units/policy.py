"""How a path of units is told from what a directory says, and compared; no database."""

import json
import unicodedata
from collections.abc import Sequence
from hashlib import sha256

LEVELS = ("organization", "division", "department", "cost_center")
"""What a directory says of a person that can be a level of the tree: fields of `commkit_scim.DirectoryProfile`."""
MAX_NAME = 200
"""Characters of a unit's name, at most."""
Path = tuple[str, ...]


def path_of(profile: object, levels: Sequence[str]) -> Path:
    """The names of the units in which a directory places somebody, the outermost first.

    A level of which it says nothing is left out; white space around names and between their words is one space.

    Args:
        profile: What it says: a `commkit_scim.DirectoryProfile`.
        levels: The names of its fields that are levels, the outermost first.
    """
    said = (" ".join(getattr(profile, level).split()) for level in levels)
    return tuple(name for name in said if name)


def fingerprint_of(path: Sequence[str]) -> str:
    """The hash of a path as it is compared: without regard to case; empty for an empty path."""
    if not path:
        return ""
    folded = [unicodedata.normalize("NFKC", name).casefold() for name in path]
    return sha256(json.dumps(folded).encode()).hexdigest()
