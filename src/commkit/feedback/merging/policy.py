"""How the votes of one member for two suggestions become one vote."""

from commkit.feedback.votes.records import VoteAllocation


def merge_allocations(
    duplicate: VoteAllocation, target: VoteAllocation, *, max_weight: int, is_open: bool
) -> tuple[VoteAllocation, int]:
    """Compute a member's vote for the target of a merge.

    The weights are added up to `max_weight`; the result is never smaller than the larger of the two.

    Args:
        duplicate: The vote for the duplicate.
        target: The vote for the suggestion that stays; zero without one.
        max_weight: Votes that one member may give one suggestion.
        is_open: Whether the target is open; a closed one holds no votes of a budget.

    Returns:
        The vote for the target, and how many votes go back to the member's budget.
    """
    weight = min(duplicate.weight + target.weight, max(max_weight, duplicate.weight, target.weight))
    all_held = duplicate.held + target.held
    held = min(all_held, weight) if is_open else 0
    return VoteAllocation(weight, held), all_held - held
