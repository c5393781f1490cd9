"""The queries of badges."""

from typing import Annotated

from attrs import field, frozen

from commkit import MemberId, Page, Query, Text
from commkit_reputation.badges.records import Award, AwardId, BadgeInfo

BadgeName = Annotated[str, Text(max=100, multiline=False)]


@frozen
class ListBadges(Query[tuple[BadgeInfo, ...]]):
    """The badges that may be awarded here, in the order of their declaration."""

    permission = "reputation.read"


@frozen
class ReadAward(Query[Award]):
    """One award.

    Raises:
        NotFound: There is no such award, or its member is not to be seen.
    """

    permission = "reputation.read"

    award: AwardId


@frozen
class ListAwards(Query[Page[Award]]):
    """The badges of a member, the newest first.

    Attributes:
        member: Who.
        after: The `next` of the page before.
        limit: Awards on a page, 1 to 100.

    Raises:
        NotFound: There is no such member for this actor.
    """

    permission = "reputation.read"
    personal = ()

    member: MemberId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListBadgeHolders(Query[Page[Award]]):
    """Who has a badge, the newest first.

    Attributes:
        badge: The name of the badge.
        after: The `next` of the page before.
        limit: Awards on a page, 1 to 100.

    Raises:
        Invalid: No such badge is declared.
    """

    permission = "reputation.read"
    personal = ()

    badge: BadgeName
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
