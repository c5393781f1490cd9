"""The statements of the numbers. Each counts what the reader may see: a number tells of an article, too."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select

from commkit.posts import Post, post
from commkit.storage import UtcDateTime, Visible, visible_statement
from commkit_articles.desk.records import Article
from commkit_articles.tables import article, correction

_SINCE = bindparam("since", type_=UtcDateTime)


def _counted(visible: Visible) -> ColumnElement[bool]:
    return and_(
        article.c.community_id == bindparam("community_id"),
        article.c.created_at >= _SINCE,
        visible(Article, article),
    )


_WITH_POST = article.outerjoin(
    post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post)
)

BY_STATE = visible_statement(
    lambda visible: (
        select(article.c.state, func.count())
        .select_from(_WITH_POST)
        .where(_counted(visible), post.c.removed_at.is_(None))
        .group_by(article.c.state)
    )
)
_PUBLISHED = article.join(
    post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post)
)
_corrections = (
    select(func.count())
    .select_from(correction)
    .where(correction.c.community_id == article.c.community_id, correction.c.article == article.c.id)
    .correlate(article)
    .scalar_subquery()
)


def _each(visible: Visible) -> Select[Any]:
    """Each published article: how often it was corrected, and the place of its lead time among all."""
    return (
        select(
            article.c.created_at,
            article.c.published_at,
            _corrections.label("corrections"),
            func.row_number()
            .over(order_by=(article.c.published_at - article.c.created_at, article.c.id))
            .label("place"),
            func.count().over().label("size"),
        )
        .select_from(_PUBLISHED)
        .where(_counted(visible), post.c.removed_at.is_(None), visible(Post, post))
    )


def _corrected(visible: Visible) -> Select[Any]:
    each = _each(visible).subquery()
    return select(
        func.count(),
        func.coalesce(func.sum(each.c.corrections), 0),
        func.coalesce(func.sum(case((each.c.corrections > 0, 1), else_=0)), 0),
    ).select_from(each)


def _middle(visible: Visible) -> Select[Any]:
    """The one or two articles in the middle; the mean of their times is the median."""
    each = _each(visible).subquery()
    return select(each.c.created_at, each.c.published_at).where(
        (each.c.place * 2).between(each.c.size, each.c.size + 2)
    )


CORRECTED = visible_statement(_corrected)
MIDDLE = visible_statement(_middle)
