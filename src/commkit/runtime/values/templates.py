"""Templates of sentences: plain texts with names in braces, which are checked when a Kit is built."""

from collections.abc import Set
from string import Formatter


def has_fields(template: str, allowed: Set[str]) -> bool:
    """Whether a template is well-formed and has no other fields than these, each a plain `{name}`.

    Args:
        template: The template.
        allowed: The names that it may have.
    """
    try:
        parts = list(Formatter().parse(template))
    except ValueError:  # a brace without its other half
        return False
    return all(
        name is None or (name in allowed and not spec and not conversion)
        for _, name, spec, conversion in parts
    )
