"""How replies are read by their ranks, and why one stands where it stands."""

from datetime import datetime
from uuid import UUID

from commkit import Context, NotFound, Page
from commkit.posts import Post, PostId, ReadPost, ReadPosts, post_views
from commkit.storage import keyset, page_size
from commkit_ranking.listing.policy import check_fresh
from commkit_ranking.ranks.feature import rank_feature
from commkit_ranking.replies import statements as sql
from commkit_ranking.replies.messages import ExplainReplyRank, ListRankedReplies, ViewRankedReplies
from commkit_ranking.replies.policy import formula_of, next_positions, shown_value, start_of
from commkit_ranking.replies.records import RankedReply, RankedReplyView, ReplyRankExplanation
from commkit_ranking.tables import REPLY_KEY, reply_rank

_POSITIONS = keyset(datetime, int, UUID, of="ranking.replies")
_NAMES = tuple(column.name for column in reply_rank.c)


@rank_feature.handles(ListRankedReplies)
def list_ranked_replies(context: Context, query: ListRankedReplies) -> Page[RankedReply]:
    """Load the parent, find the positions of the page, and read its posts by their own query, which says who may."""
    parent, limit = context.get(Post, query.parent), page_size(query.limit)
    cursors = _POSITIONS.within(parent.id, query.order)
    as_of, key, after = cursors.decode(query.after, default=(context.now, *start_of(query.order)))
    check_fresh(as_of, context.now)
    given = {"parent": parent.id, "as_of": as_of, "key": key, "after": after, "size": limit + 1}
    parts = (
        [(key, id) for id, key in context.rows(statement(query.order), **given)]
        for statement in (sql.standing, sql.moved)
    )
    found = cursors.page(
        next_positions(query.order, *parts, size=limit + 1), limit, lambda position: (as_of, *position)
    )
    posts = context.ask(ReadPosts(tuple(PostId(id) for _, id in found.items)))
    replies = dict(context.rows(sql.REPLIES, posts=[post.id for post in posts])) if posts else {}
    return Page(tuple(RankedReply(post, replies.get(post.id, 0)) for post in posts), found.next)


@rank_feature.handles(ViewRankedReplies)
def view_ranked_replies(context: Context, query: ViewRankedReplies) -> Page[RankedReplyView]:
    """The page of the list, and what is beside it; asking the list's own query keeps the gates on it."""
    page = context.ask(
        ListRankedReplies(query.parent, order=query.order, after=query.after, limit=query.limit)
    )
    if not page.items:
        return Page((), page.next)
    opening = context.get(Post, context.get(Post, query.parent).thread)
    posts = [each.post for each in page.items]
    views = post_views(context, posts, space=lambda _: opening.space, rendered=query.rendered)
    shown = (RankedReplyView(view, each.replies) for view, each in zip(views, page.items, strict=True))
    return Page(tuple(shown), page.next)


@rank_feature.handles(ExplainReplyRank)
def explain_reply_rank(context: Context, query: ExplainReplyRank) -> ReplyRankExplanation:
    """Read the post by its own query, which says who may, then what its ranks were made of."""
    post = context.ask(ReadPost(query.reply))
    found = context.one(sql.ONE, post=post.id)
    if found is None:
        raise NotFound("ranking.not_ranked", "this post is no reply, or the host has not ranked it yet")
    row = dict(zip(_NAMES, found, strict=True))
    return ReplyRankExplanation(
        reply=post.id,
        parent=row["parent"],
        order=query.order,
        value=shown_value(query.order, row[REPLY_KEY[query.order]]),
        formula=formula_of(query.order),
        up=row["up"],
        down=row["down"],
        score=row["up"] - row["down"],
        written_at=post.created_at,
        effective_at=row["since"],
    )
