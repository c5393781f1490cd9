"""The gate of the settings that say when posts are looked at."""

from typing import Any
from uuid import UUID

from commkit.communities import UpdateSettings
from commkit.moderation.feature import moderation
from commkit.runtime.model.errors import FieldError, Invalid, NotFound
from commkit.runtime.sessions.context import Context
from commkit.spaces import Space, SpaceId


@moderation.gates(UpdateSettings)
def check_publication(context: Context, command: UpdateSettings) -> Invalid | None:
    """Refuse to say something of kinds and spaces that there are not, or to let a reviewer see behind a wall."""
    if command.feature != moderation.name:
        return None
    faults = [
        FieldError("publication_of_kinds", "unknown_kind", f"{kind[:40]!r} is no kind of posts here")
        for kind in _mapping(command.values.get("publication_of_kinds"))
        if context.community_type.kind(kind) is None
    ]
    for text, mode in _mapping(command.values.get("publication_of_spaces")).items():
        space = _space(context, text)
        if space is None:
            faults.append(
                FieldError("publication_of_spaces", "unknown_space", f"{text[:40]!r} is no space here")
            )
        elif space.walled and mode == "checked":
            faults.append(
                FieldError(
                    "publication_of_spaces",
                    "walled",
                    "the reviewer sees nothing behind walls; choose 'before'",
                )
            )
    return Invalid(faults) if faults else None


def _mapping(value: Any) -> dict[str, Any]:
    """What the settings will be, where they are of the right form; the form itself is checked with them."""
    return (
        {key: mode for key, mode in value.items() if isinstance(key, str)} if isinstance(value, dict) else {}
    )


def _space(context: Context, text: str) -> Space | None:
    try:
        return context.get(Space, SpaceId(UUID(text)))
    except (NotFound, ValueError):
        return None
