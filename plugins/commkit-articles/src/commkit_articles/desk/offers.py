"""What an article must be like for a command about it to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit import Command, Context
from commkit.members import own_members
from commkit.posts import EditPost, Post
from commkit_articles.desk.feature import DeskSettings, desk_feature
from commkit_articles.desk.messages import (
    ApproveArticle,
    DeleteArticle,
    EditArticle,
    SendBackArticle,
    SubmitArticle,
)
from commkit_articles.desk.policy import missing_fields, writes, wrote
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState, article_kind


@desk_feature.offers(EditArticle, about=Article)
def can_be_edited(context: Context, article: Article) -> bool:
    """Its authors and the desk change what is not published."""
    return article.is_unpublished and writes(context, article)


@desk_feature.offers(SubmitArticle, about=Article)
def can_be_submitted(context: Context, article: Article) -> bool:
    """Drafts are submitted, with all that their kind requires."""
    complete = not missing_fields(context.community_type, article)
    return article.state is ArticleState.DRAFT and complete and writes(context, article)


@desk_feature.offers(ApproveArticle, about=Article)
def can_be_approved(context: Context, article: Article) -> bool:
    """What is in review; see `withhold_own`."""
    return article.state is ArticleState.REVIEW


@desk_feature.withholds(ApproveArticle, about=Article)
def withhold_own(
    context: Context, articles: Sequence[Article]
) -> Mapping[UUID, Iterable[type[Command[Any]]]]:
    """Who wrote it does not approve it, nor does whose agent wrote it."""
    if not articles or context.settings(DeskSettings).allow_self_review:
        return {}
    own = own_members(context)
    return {article.id: (ApproveArticle,) for article in articles if wrote(article, own)}


@desk_feature.offers(SendBackArticle, about=Article)
def can_be_sent_back(context: Context, article: Article) -> bool:
    """What is in review or was approved."""
    return article.is_unpublished and article.state is not ArticleState.DRAFT


@desk_feature.offers(DeleteArticle, about=Article)
def can_be_deleted(context: Context, article: Article) -> bool:
    """What was never published, by its author or the desk."""
    return article.post is None and (context.can("articles.edit") or article.author == context.member_or_none)


@desk_feature.offers(EditPost, about=Post)
def is_no_article(context: Context, post: Post) -> bool:
    """The text of an article is corrected with a note."""
    return not post.opens or article_kind(context.community_type, post.kind) is None
