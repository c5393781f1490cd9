"""Linked identities in numbers."""

from attrs import frozen

from commkit.statistics import Share


@frozen(kw_only=True)
class GameAccountNumbers:
    """The members of a community who have a verified account.

    Attributes:
        members: Members of the community.
        verified: Those of them with a verified account of any platform, whoever is shown it, among `members`, with the
            sample size and interval (Wilson, 95 %); None for fewer than 5 members.
    """

    members: int
    verified: Share | None
