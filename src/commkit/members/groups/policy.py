"""What a group's name must be, and how many groups there may be."""

import re

MAX_GROUPS = 200
"""Groups of a community, at most."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_group_name(name: str) -> bool:
    """Whether a group may have this name: lower-case letters, digits and inner hyphens."""
    return _NAME.fullmatch(name) is not None
