"""The queries of ranked threads."""

from typing import Annotated

from attrs import frozen

from commkit import Page, Query, Text
from commkit.posts import Post, ThreadView
from commkit.spaces import SpaceId
from commkit_ranking.policy import Period, RankOrder

TagName = Annotated[str, Text(max=50, multiline=False)]


@frozen(kw_only=True)
class RankFilter:
    """Which threads a list has, and in which order; the base of the queries below.

    The pages of a list follow its first one for an hour: threads stand where they stood then, whatever is voted in
    between, so that none is shown twice, and none is left out. Which of them a page has, and what it shows of them, is
    as it is now: what was removed or moved away is not shown any more.

    Attributes:
        order: Their order.
        period: Of the order `top` only: those that were opened in the present day, week, month or year, UTC.
        space: Only those that stand in this space.
        tag: Only those with this tag, or with the tag that it is a synonym of.
        after: The `next` of the page before, of the same list.
        limit: Threads on a page, 1 to 100.
    """

    order: RankOrder = RankOrder.HOT
    period: Period = Period.ALL
    space: SpaceId | None = None
    tag: TagName | None = None
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListRankedThreads(RankFilter, Query[Page[Post]]):
    """List opening posts by their rank.

    A page ends where its next one starts, whatever it holds: where threads that fit are far apart, so that 2,000 others
    were looked through, a page holds fewer than `limit`, or none, and has a `next` all the same.

    Attributes:
        order: As for `RankFilter`, like the rest.

    Raises:
        Invalid: A period is given with another order than `top`, a tag is malformed, the cursor is of another list, or
            its first page was read more than an hour ago.
    """

    permission = "ranking.read"
    granted_to = "visitor"
    personal = ()


@frozen(kw_only=True)
class ViewRankedThreads(RankFilter, Query[Page[ThreadView]]):
    """What `ListRankedThreads` lists, with all that a page shows of it, in a fixed number of statements.

    Attributes:
        order: As for `RankFilter`, like the rest.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        Invalid: As for `ListRankedThreads`.
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "ranking.read"
    granted_to = "visitor"
    personal = ()

    rendered: bool = True
