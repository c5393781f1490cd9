"""The statements of series."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, func, insert, or_, select, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_articles.desk.records import Article
from commkit_articles.series.records import Series, SeriesPart
from commkit_articles.tables import article, part, series

_HERE = series.c.community_id == bindparam("community_id")
_THIS = _HERE & (series.c.id == bindparam("id"))
_COLUMNS = tuple(series.c[name] for name in Series.__annotations__)
_PARTS = part.join(
    article, (article.c.community_id == part.c.community_id) & (article.c.id == part.c.article)
)
_POSTS = _PARTS.join(post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post))


def _is_shown(visible: Visible) -> ColumnElement[bool]:
    """Whether the reader is of the desk, or may see a published part: a title tells of what is to come, too."""
    shown = (
        exists()
        .select_from(_POSTS)
        .where(
            part.c.community_id == series.c.community_id,
            part.c.series == series.c.id,
            post.c.removed_at.is_(None),
            visible(Post, post),
        )
        .correlate(series)
    )
    return or_(visible.reader.may("articles.read_desk"), shown)


ADD = statement(lambda: insert(series))
ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, _is_shown(visible)), into=Series)
LOCK = statement(lambda: select(series.c.id).where(_THIS).with_for_update())
EDIT = statement(
    lambda: update(series).values(title=bindparam("new_title"), summary=bindparam("new_summary")).where(_THIS)
)
PAGE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_HERE, _is_shown(visible), series.c.id < bindparam("after", type_=Id))
        .order_by(series.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Series,
)

# --- parts -----------------------------------------------------------------------------------------------------------

_OF_SERIES = (part.c.community_id == bindparam("community_id")) & (
    part.c.series == bindparam("series", type_=Id)
)
ADD_PART = statement(lambda: insert_if_absent(part))
REMOVE_PART = statement(
    lambda: delete(part).where(
        part.c.community_id == bindparam("community_id"), part.c.article == bindparam("article", type_=Id)
    )
)
SERIES_OF = statement(
    lambda: select(part.c.series).where(
        part.c.community_id == bindparam("community_id"), part.c.article == bindparam("article", type_=Id)
    )
)
IN_SERIES = statement(
    lambda: select(part.c.article).where(
        part.c.community_id == bindparam("community_id"),
        part.c.article.in_(bindparam("articles", expanding=True, type_=Id)),
    )
)
"""Those of some articles that are parts of a series."""
LAST = statement(lambda: select(func.count(), func.coalesce(func.max(part.c.position), 0)).where(_OF_SERIES))
PLACE = statement(
    lambda: (
        update(part)
        .values(position=bindparam("new_position"))
        .where(_OF_SERIES, part.c.article == bindparam("article", type_=Id))
    )
)
ARTICLES = visible_statement(
    lambda visible: (
        select(part.c.article, part.c.position)
        .select_from(_PARTS)
        .where(_OF_SERIES, visible(Article, article))
        .order_by(part.c.position, part.c.article)
    )
)


def _public_parts(visible: Visible) -> Select[Any]:
    return (
        select(post.c.id, post.c.title, article.c.published_at)
        .select_from(_POSTS)
        .where(_OF_SERIES, post.c.removed_at.is_(None), visible(Post, post))
        .order_by(part.c.position, part.c.article)
    )


PUBLIC_PARTS = visible_statement(_public_parts, into=SeriesPart)


def _latest_parts(visible: Visible) -> Select[Any]:
    at, after = bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)
    articles = select(part.c.article).where(_OF_SERIES)
    return (
        select(article.c.published_at, post.c.id)
        .select_from(
            article.join(
                post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post)
            )
        )
        .where(
            article.c.community_id == bindparam("community_id"),
            article.c.id.in_(articles),
            post.c.removed_at.is_(None),
            visible(Post, post),
            (article.c.published_at < at) | ((article.c.published_at == at) & (post.c.id < after)),
        )
        .order_by(article.c.published_at.desc(), post.c.id.desc())
        .limit(bindparam("size"))
    )


LATEST_PARTS = visible_statement(_latest_parts)
SERIES_OF_POST = visible_statement(
    lambda visible: (
        select(series.c.id, series.c.title)
        .select_from(
            _POSTS.join(
                series, (series.c.community_id == part.c.community_id) & (series.c.id == part.c.series)
            )
        )
        .where(_HERE, post.c.id == bindparam("post", type_=Id), visible(Post, post))
    )
)
