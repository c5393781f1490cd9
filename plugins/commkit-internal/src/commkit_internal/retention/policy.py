"""The limits of retentions."""

from commkit import Context, Invalid

MANAGE = "internal.manage_retention"
"""The permission to say how long threads are kept, and to see what that means."""
MAX_DAYS = 36_500
"""A hundred years."""


def check_kind(context: Context, kind: str) -> None:
    """Check that threads of a kind are opened in the session's community.

    Raises:
        Invalid: None are.
    """
    known = sorted(its.name for its in context.community_type.post_kinds if its.opens)
    if kind not in known:
        raise Invalid.field(
            "kind", "unknown", f"no thread is opened by such a post; those are: {', '.join(known)}"
        )


def check_days(days: int, shortest: int) -> None:
    """Check how long threads are kept.

    Raises:
        Invalid: It is shorter than the community allows, or longer than a hundred years.
    """
    if not shortest <= days <= MAX_DAYS:
        raise Invalid.field("days", "out_of_range", f"give {shortest} to {MAX_DAYS} days")
