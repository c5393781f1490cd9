"""The statements of published articles, for readers."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, insert, select, update

from commkit.members import membership
from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_articles.desk.records import DeskAction
from commkit_articles.desk.statements import COLUMNS, as_article
from commkit_articles.policy import ArticleState
from commkit_articles.tables import action, article, coauthor, correction, thanks

_HERE = article.c.community_id == bindparam("community_id")

SET_POST = statement(
    lambda: (
        update(article)
        .values(post=bindparam("new_post", type_=Id), published_at=bindparam("at", type_=UtcDateTime))
        .where(_HERE, article.c.id == bindparam("id"))
    )
)
OF_POST = statement(
    lambda: select(*COLUMNS).where(_HERE, article.c.post == bindparam("post", type_=Id)), into=as_article
)
"""The article that became a post. It checks no visibility: not for queries."""

_POSTED = article.join(
    post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post)
).outerjoin(
    membership, (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author)
)
_corrections = (
    select(func.count())
    .select_from(correction)
    .where(correction.c.community_id == article.c.community_id, correction.c.article == article.c.id)
    .correlate(article)
    .scalar_subquery()
)
_reason = (
    select(func.max(action.c.reason))
    .where(
        action.c.community_id == article.c.community_id,
        action.c.article == article.c.id,
        action.c.what.in_((DeskAction.RETIRED, DeskAction.RETRACTED)),
    )
    .correlate(article)
    .scalar_subquery()
)
_is_retracted = (
    exists()
    .where(
        action.c.community_id == article.c.community_id,
        action.c.article == article.c.id,
        action.c.what == DeskAction.RETRACTED,
    )
    .correlate(article)
)
_PUBLIC = (
    article.c.id,
    post.c.id.label("post"),
    post.c.kind,
    post.c.state,
    post.c.title,
    post.c.author,
    func.coalesce(membership.c.name, post.c.author_name),
    article.c.published_at,
    _corrections,
    article.c.retired_at,
    case((article.c.state == ArticleState.RETIRED, _reason), else_=""),
    article.c.replaced_by,
    and_(article.c.state == ArticleState.RETIRED, _is_retracted),
)


def public(visible: Visible) -> Select[Any]:
    """What readers learn of articles, before it is narrowed; columns as `PublishedArticle` is made of them."""
    return (
        select(*_PUBLIC).select_from(_POSTED).where(_HERE, post.c.removed_at.is_(None), visible(Post, post))
    )


ONE_PUBLIC = visible_statement(
    lambda visible: public(visible).where(article.c.post == bindparam("post", type_=Id))
)


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Select[Any]:
    at, id = bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)
    return (
        public(visible)
        .where(
            (article.c.published_at < at) | ((article.c.published_at == at) & (article.c.id < id)),
            article.c.kind.in_(bindparam("kinds", expanding=True)),
            article.c.state.in_(bindparam("states", expanding=True)),
            *conditions,
        )
        .order_by(article.c.published_at.desc(), article.c.id.desc())
        .limit(bindparam("size"))
    )


PUBLIC = visible_statement(_page)

COAUTHOR_NAMES = statement(
    lambda: (
        select(coauthor.c.article, coauthor.c.member, membership.c.name)
        .select_from(
            coauthor.join(
                membership,
                (membership.c.community_id == coauthor.c.community_id)
                & (membership.c.id == coauthor.c.member),
            )
        )
        .where(
            coauthor.c.community_id == bindparam("community_id"),
            coauthor.c.article.in_(bindparam("articles", expanding=True, type_=Id)),
            coauthor.c.accepted_at.is_not(None),
        )
        .order_by(coauthor.c.accepted_at, coauthor.c.member)
    )
)

# --- corrections -----------------------------------------------------------------------------------------------------

ADD_CORRECTION = statement(lambda: insert(correction))
ADD_THANKS = statement(lambda: insert_if_absent(thanks))
CORRECTIONS = statement(
    lambda: (
        select(correction.c.version, correction.c.note, correction.c.at)
        .where(
            correction.c.community_id == bindparam("community_id"),
            correction.c.article == bindparam("article", type_=Id),
        )
        .order_by(correction.c.version.desc())
        .limit(100)
    )
)
THANKED = statement(
    lambda: (
        select(thanks.c.version, thanks.c.member, membership.c.name)
        .select_from(
            thanks.join(
                membership,
                (membership.c.community_id == thanks.c.community_id) & (membership.c.id == thanks.c.member),
            )
        )
        .where(
            thanks.c.community_id == bindparam("community_id"),
            thanks.c.article == bindparam("article", type_=Id),
        )
        .order_by(thanks.c.version, thanks.c.member)
    )
)
"""Who is thanked for corrections of an article; who was erased is not there any more."""
