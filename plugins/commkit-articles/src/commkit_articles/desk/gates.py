"""What the commands of posts may not do to articles."""

from commkit import Context, Deny, NotFound
from commkit.posts import CreateThread, EditPost, Post
from commkit_articles.desk.feature import desk_feature
from commkit_articles.policy import article_kind


@desk_feature.gates(CreateThread)
def check_written_at_the_desk(context: Context, command: CreateThread) -> Deny | None:
    """Refuse an article that no desk has seen."""
    if article_kind(context.community_type, command.kind) is None:
        return None
    return Deny("articles.begin_instead", "articles are published by the desk; begin one with CreateArticle")


@desk_feature.gates(EditPost)
def check_corrected_with_a_note(context: Context, command: EditPost) -> Deny | None:
    """Refuse to change the text of an article without a note that all see; values of fields are free."""
    if (command.title, command.body, command.tags) == (None, None, None):
        return None
    try:
        post = context.get(Post, command.post)
    except NotFound:
        return None  # the handler raises it
    if not post.opens or article_kind(context.community_type, post.kind) is None:
        return None
    return Deny(
        "articles.correct_instead", "change a published article with CorrectArticle, and say what was wrong"
    )
