"""When an article may be published; no database."""

from datetime import datetime

from commkit import Conflict
from commkit_articles.desk.policy import check_unpublished, is_approved
from commkit_articles.desk.records import Article
from commkit_articles.policy import ArticleState


def check_publishable(article: Article, *, review_required: bool) -> None:
    """Check that an article may be published, or get a time for it.

    Args:
        article: The article.
        review_required: Whether only what was approved may.

    Raises:
        Conflict: It was published or retired, its last version was not approved, or its text was erased.
    """
    check_unpublished(article)
    if review_required and not is_approved(article):
        raise Conflict(
            "articles.not_approved", "nobody has approved this version; submit it for a review first"
        )
    if not article.title.strip() or not article.body.strip():
        raise Conflict(
            "articles.no_text", "this article has no text any more, as after its author was erased"
        )


def check_embargo(article: Article, at: datetime) -> None:
    """Check that a moment is not before the end of an embargo.

    Raises:
        Conflict: It is.
    """
    if article.embargo_until is not None and at < article.embargo_until:
        raise Conflict(
            "articles.embargoed",
            f"nobody publishes this before {article.embargo_until:%Y-%m-%d %H:%M:%S} UTC; lift the embargo first",
            until=article.embargo_until.isoformat(),
        )


def after_schedule(article: Article) -> ArticleState:
    """Where an article is without its time."""
    return ArticleState.APPROVED if is_approved(article) else ArticleState.DRAFT
