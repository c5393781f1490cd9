"""Whom those in a unit agree on as their manager; no database."""

from collections.abc import Sequence

from attrs import frozen

from commkit import MemberId


@frozen
class Report:
    """That somebody in a unit reports to somebody else.

    Attributes:
        member: Who.
        manager: To whom.
    """

    member: MemberId
    manager: MemberId


def agreed_manager(lowest: Sequence[Report], highest: Sequence[Report]) -> MemberId | None:
    """The one whom all in a unit name as manager, apart from that person, who names somebody further up.

    Of all reports of the unit in the order of their managers two from each end are enough: where all but one name the
    same manager, that one stands at an end.

    Args:
        lowest: The first two; fewer where there are no more.
        highest: The last two, the last one first.

    Returns:
        The manager; None where nobody is named, where there are several, and where two name each other.
    """
    if not lowest:
        return None
    first, last = lowest[0], highest[0]
    if first.manager == last.manager:
        return first.manager
    found = []
    if highest[1].manager == first.manager and last.member == first.manager:
        found.append(first.manager)
    if lowest[1].manager == last.manager and first.member == last.manager:
        found.append(last.manager)
    return found[0] if len(found) == 1 else None
