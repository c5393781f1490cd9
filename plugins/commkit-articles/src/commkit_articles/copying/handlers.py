"""How an article is copied; for features whose articles recur."""

from typing import cast

from attrs import evolve

from commkit import Conflict, Context
from commkit.posts import Post
from commkit_articles.desk.handlers import save
from commkit_articles.desk.messages import CreateArticle, Markup
from commkit_articles.desk.policy import is_approved
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState


def copy_article(context: Context, article: Article) -> Article:
    """Begin an article with the text of another one, for the same audience, in the actor's name.

    An approval holds for a text, so the copy of an approved version is approved; that of a corrected article has the
    text of its post, which nobody approved.

    Args:
        context: The context of the command; the caller checked the permission.
        article: The article, which the actor sees.

    Raises:
        Conflict: It was retired, so that it does not hold any more, or it has no text any more.
        NotFound: There is no such space or group for this actor any more.
        Denied: The actor is not in its audience.
    """
    if article.state is ArticleState.RETIRED:
        raise Conflict("articles.retired", "this article was retired; copy another one")
    approved = is_approved(article) or article.state is ArticleState.PUBLISHED
    title, body, tags = article.title, article.body, article.tags
    if article.state is ArticleState.CORRECTED and article.post is not None:
        corrected = context.get(Post, article.post)
        title, body, tags, approved = corrected.title, corrected.body, corrected.tags, False
    if not title.strip() or not body.strip():
        raise Conflict("articles.no_text", "this article has no text any more; copy another one")
    made = context.do(
        CreateArticle(
            title=title,
            body=body,
            tags=tags,
            kind=article.kind,
            markup=cast("Markup", article.markup),
            fields=article.fields,
            space=article.space,
            audience=article.audience,
            made_with=article.made_with,
        )
    )
    if not approved:
        return made
    return save(context, made, evolve(made, state=ArticleState.APPROVED, approved_version=made.version))
