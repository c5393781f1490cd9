"""When a post is looked at: the space that it stands in says, or else its kind, or else the community."""

from uuid import UUID

from commkit.moderation.publication.records import Publication
from commkit.moderation.records import ModerationSettings

AWAITS_MODERATOR = "before"
"""What stands for a check in the case of a post that waits for a moderator."""
AWAITS_REVIEWER = "checked"
"""What stands for a check in the case of a post that waits for the reviewer first."""
NO_FINDINGS = (AWAITS_MODERATOR, AWAITS_REVIEWER)
"""What stands for a check, and found nothing: the post waits since all do."""

EVIDENCE = {
    AWAITS_MODERATOR: "posts like this one wait for a moderator before they are published",
    AWAITS_REVIEWER: "posts like this one wait for the reviewer before they are published",
}
"""What moderators read in the case of a post that waits."""


def may_wait(settings: ModerationSettings) -> bool:
    """Whether any post waits before it is published."""
    return bool(
        settings.publication != "after" or settings.publication_of_kinds or settings.publication_of_spaces
    )


def publication_of(
    settings: ModerationSettings, kind: str, space: UUID | None, *, walled: bool
) -> Publication:
    """When a post is looked at.

    Args:
        settings: The community's settings of moderation.
        kind: The kind of the post.
        space: The space that its thread stands in.
        walled: Whether it stands behind a wall: there only what was said of its space counts, since no other moderator
            sees it, and nothing waits for the reviewer, who is never asked.
    """
    of_space = settings.publication_of_spaces.get(str(space)) if space is not None else None
    if walled:
        return "before" if of_space in ("before", "checked") else "after"
    found = of_space or settings.publication_of_kinds.get(kind) or settings.publication
    # The reviewer may have been switched off since.
    return "before" if found == "checked" and not settings.review else found


def is_trusted(settings: ModerationSettings, trust: int) -> bool:
    """Whether an author of this trust level need not wait."""
    return settings.trusted_level is not None and trust >= settings.trusted_level
