"""Queries of reactions."""

from commkit.posts.feature import posts
from commkit.posts.reactions import statements as sql
from commkit.posts.reactions.messages import CountReactions
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.records import Post
from commkit.runtime.sessions.context import Context


@posts.handles(CountReactions)
def count_reactions(context: Context, query: CountReactions) -> tuple[ReactionCount, ...]:
    """Load the post, then its counts."""
    post = context.get(Post, query.post)
    return tuple(context.rows(sql.REACTION_COUNTS, post=post.id))
