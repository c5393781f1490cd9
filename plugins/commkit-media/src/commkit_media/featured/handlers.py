"""How comments are featured."""

from commkit import Conflict, Context, Invalid
from commkit.posts import Post
from commkit_media.featured import statements as sql
from commkit_media.featured.facts import CommentFeatured, CommentUnfeatured
from commkit_media.featured.feature import featured_feature
from commkit_media.featured.messages import FeatureComment, UnfeatureComment
from commkit_media.featured.records import FeaturedComment
from commkit_media.policy import check_not_removed


@featured_feature.handles(FeatureComment)
def feature_comment(context: Context, command: FeatureComment) -> FeaturedComment:
    """Store it; the key lets one of two at once do it."""
    post = context.get(Post, command.post)
    if post.opens:
        raise Invalid.field("post", "is_opening_post", "name a comment; a thread is pinned instead")
    check_not_removed(post)
    featured = FeaturedComment(post.id, post.thread, command.note, context.member_or_none, context.now)
    if not context.run(sql.ADD, featured):
        raise Conflict("media.featured_already", "this comment is featured already")
    context.emit(CommentFeatured(post=post.id, thread=post.thread, author=post.author))
    return featured


@featured_feature.handles(UnfeatureComment)
def unfeature_comment(context: Context, command: UnfeatureComment) -> bool:
    """Delete it."""
    post = context.get(Post, command.post)
    if not context.run(sql.DELETE, post=post.id):
        return False
    context.emit(CommentUnfeatured(post=post.id, thread=post.thread))
    return True
