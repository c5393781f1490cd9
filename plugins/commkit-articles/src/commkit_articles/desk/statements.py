"""The statements of articles at the desk."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, insert, or_, select, update

from commkit.storage import Id, Visible, statement, visible_statement
from commkit_articles.desk.policy import read_values
from commkit_articles.desk.records import Article, ArticleAction, ArticleVersion
from commkit_articles.tables import action, article, coauthor, correction, part, source, thanks, version

FIELDS = tuple(name for name in Article.__annotations__ if name != "coauthors")
COLUMNS = tuple(article.c[name] for name in FIELDS)


def as_article(*values: Any) -> Article:
    """A row of `COLUMNS`, still without its co-authors."""
    row = dict(zip(FIELDS, values, strict=True))
    return Article(**{**row, "fields": read_values(row["fields"])})


_HERE = article.c.community_id == bindparam("community_id")
_THIS = _HERE & (article.c.id == bindparam("id"))

ADD = statement(lambda: insert(article))
ONE = visible_statement(
    lambda visible: select(*COLUMNS).where(_THIS, visible(Article, article)), into=as_article
)
COAUTHORS = statement(
    lambda: (
        select(coauthor.c.article, coauthor.c.member)
        .where(
            coauthor.c.community_id == bindparam("community_id"),
            coauthor.c.article.in_(bindparam("articles", expanding=True, type_=Id)),
            coauthor.c.accepted_at.is_not(None),
        )
        .order_by(coauthor.c.accepted_at, coauthor.c.member)
    )
)
"""The co-authors of some articles, in the order in which they accepted."""

WRITTEN = tuple(
    name for name in FIELDS if name not in ("id", "kind", "author", "created_at", "change", "scheduled_by")
)
SAVE = statement(
    lambda: (
        update(article)
        .values(
            change=article.c.change + 1,
            **{name: bindparam(f"new_{name}", type_=article.c[name].type) for name in WRITTEN},
        )
        .where(_THIS, article.c.change == bindparam("seen"))
    )
)
"""Saves an article that nobody changed since it was read; nothing otherwise."""
SCHEDULED = statement(lambda: select(article.c.scheduled, article.c.scheduled_check).where(_THIS))
"""The scheduled commands of an article. It checks no visibility: not for queries."""
SET_SCHEDULE = statement(
    lambda: (
        update(article)
        .values(
            scheduled=bindparam("new_scheduled", type_=Id),
            scheduled_check=bindparam("new_check", type_=Id),
            scheduled_by=bindparam("new_by", type_=Id),
        )
        .where(_THIS)
    )
)


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*COLUMNS)
        .where(_HERE, visible(Article, article), article.c.id < bindparam("after", type_=Id), *conditions)
        .order_by(article.c.id.desc())
        .limit(bindparam("size"))
    )


def _mine(visible: Visible) -> Select[Any]:
    me: Any = bindparam("me", type_=Id)
    asked = exists().where(
        coauthor.c.community_id == article.c.community_id,
        coauthor.c.article == article.c.id,
        coauthor.c.member == me,
    )
    return _page(
        visible,
        or_(article.c.author == me, article.c.offered_to == me, asked.correlate_except(coauthor)),
    )


MINE = visible_statement(_mine, into=as_article)
ALL = visible_statement(_page, into=as_article)
IN_STATES = visible_statement(
    lambda visible: _page(visible, article.c.state.in_(bindparam("states", expanding=True))), into=as_article
)
OF_IDS = visible_statement(
    lambda visible: select(
        article.c.id, article.c.title, article.c.body, article.c.markup, article.c.author
    ).where(
        _HERE,
        article.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(Article, article),
    )
)

SOME = visible_statement(
    lambda visible: select(*COLUMNS).where(
        _HERE,
        article.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(Article, article),
    ),
    into=as_article,
)

# --- versions --------------------------------------------------------------------------------------------------------

_OF_ARTICLE = (version.c.community_id == bindparam("community_id")) & (
    version.c.article == bindparam("article")
)
_VERSION = tuple(version.c[name] for name in ArticleVersion.__annotations__)


def _as_version(*values: Any) -> ArticleVersion:
    row = dict(zip(ArticleVersion.__annotations__, values, strict=True))
    return ArticleVersion(**{**row, "fields": read_values(row["fields"])})


ADD_VERSION = statement(lambda: insert(version))
VERSIONS = statement(
    lambda: (
        select(*_VERSION)
        .where(_OF_ARTICLE, version.c.version > bindparam("after"))
        .order_by(version.c.version)
        .limit(bindparam("size"))
    ),
    into=_as_version,
)
TWO_VERSIONS = statement(
    lambda: select(*_VERSION).where(
        _OF_ARTICLE, or_(version.c.version == bindparam("before"), version.c.version == bindparam("after"))
    ),
    into=_as_version,
)

# --- what was decided ------------------------------------------------------------------------------------------------

ADD_ACTION = statement(lambda: insert(action))
ACTIONS = statement(
    lambda: (
        select(*(action.c[name] for name in ArticleAction.__annotations__))
        .where(action.c.community_id == bindparam("community_id"), action.c.article == bindparam("article"))
        .order_by(action.c.id)
        .limit(1_000)
    ),
    into=ArticleAction,
)


def _all_of(table: Any) -> Any:
    return statement(
        lambda: delete(table).where(
            table.c.community_id == bindparam("community_id"), table.c.article == bindparam("article")
        )
    )


DELETE_BELONGING = tuple(
    _all_of(table) for table in (version, action, coauthor, correction, thanks, part, source)
)
"""What belongs to an article, table by table."""
DELETE = statement(
    lambda: delete(article).where(_THIS, article.c.change == bindparam("seen"), article.c.post.is_(None))
)
