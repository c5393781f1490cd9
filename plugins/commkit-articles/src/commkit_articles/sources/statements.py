"""The statements of what articles are made of."""

from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select

from commkit.members import group, membership
from commkit.posts import Post, post
from commkit.storage import Id, Visible, statement, visible_statement
from commkit_articles.publishing.statements import public
from commkit_articles.sources.policy import SourceState, Taken
from commkit_articles.sources.records import ArticleSource
from commkit_articles.tables import article, source

_opening = post.alias("opening")
_OF_ARTICLE = (source.c.community_id == bindparam("community_id")) & (
    source.c.article == bindparam("article", type_=Id)
)
_POSTS = source.join(post, (post.c.community_id == source.c.community_id) & (post.c.id == source.c.post))

TAKEN = visible_statement(
    lambda visible: (
        select(post.c.id, post.c.body, post.c.markup, post.c.author, post.c.made_with, post.c.removed_at)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.thread == bindparam("thread", type_=Id),
            post.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
            visible(Post, post),
        )
        .order_by(post.c.path, post.c.number)
    ),
    into=Taken,
)
"""Those of some posts of a thread that the reader may see, in reading order."""

ADD = statement(lambda: insert(source))
DELETE = statement(lambda: delete(source).where(_OF_ARTICLE, source.c.post == bindparam("post", type_=Id)))
STATES = statement(
    lambda: (
        select(source.c.post, post.c.removed_at, _opening.c.removed_at, _opening.c.audience, group.c.walled)
        .select_from(
            _POSTS.join(
                _opening, (_opening.c.community_id == post.c.community_id) & (_opening.c.id == post.c.thread)
            ).outerjoin(
                group,
                (group.c.community_id == _opening.c.community_id) & (group.c.id == _opening.c.audience),
            )
        )
        .where(_OF_ARTICLE)
    ),
    into=SourceState,
)
"""Where the posts stand now that an article was made of. It checks no visibility: not for queries."""
TAKEN_OF = statement(
    lambda: select(article.c.id, article.c.taken, article.c.audience).where(
        article.c.community_id == bindparam("community_id"), article.c.id == bindparam("article", type_=Id)
    )
)
"""What an article was made of and is for. It checks no visibility: not for queries."""
TAKEN_OF_POST = statement(
    lambda: (
        select(article.c.id, article.c.taken, post.c.audience)
        .select_from(
            article.join(
                post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post)
            )
        )
        .where(
            article.c.community_id == bindparam("community_id"), article.c.post == bindparam("post", type_=Id)
        )
    )
)
"""The same of the article that a post is, whose audience counts then."""

SOURCES = visible_statement(
    lambda visible: (
        select(*(source.c[name] for name in ArticleSource.__annotations__))
        .select_from(_POSTS)
        .where(_OF_ARTICLE, visible(Post, post))
        .order_by(source.c.position)
    ),
    into=ArticleSource,
)
CREDITS = visible_statement(
    lambda visible: (
        select(source.c.contributor, membership.c.name, source.c.post)
        .select_from(
            _POSTS.join(
                membership,
                (membership.c.community_id == source.c.community_id)
                & (membership.c.id == source.c.contributor),
            )
        )
        .where(_OF_ARTICLE, post.c.removed_at.is_(None), visible(Post, post))
        .order_by(source.c.position)
    )
)
CONTRIBUTORS = statement(
    lambda: select(source.c.contributor).distinct().where(_OF_ARTICLE, source.c.contributor.is_not(None))
)


def _from_thread(visible: Visible) -> Select[Any]:
    taken = post.alias("taken")
    found = (
        select(source.c.article)
        .select_from(
            source.join(
                taken, (taken.c.community_id == source.c.community_id) & (taken.c.id == source.c.post)
            )
        )
        .where(
            source.c.community_id == bindparam("community_id"),
            taken.c.thread == bindparam("thread", type_=Id),
            taken.c.removed_at.is_(None),
            visible(Post, taken),
        )
    )
    return public(visible).where(article.c.id.in_(found)).order_by(article.c.published_at.desc()).limit(20)


FROM_THREAD = visible_statement(_from_thread)


def _marked(visible: Visible) -> Select[Any]:
    taken = post.alias("taken")
    return (
        select(taken.c.thread)
        .distinct()
        .select_from(
            source.join(
                taken, (taken.c.community_id == source.c.community_id) & (taken.c.id == source.c.post)
            )
            .join(
                article,
                (article.c.community_id == source.c.community_id) & (article.c.id == source.c.article),
            )
            .join(post, (post.c.community_id == article.c.community_id) & (post.c.id == article.c.post))
        )
        .where(
            source.c.community_id == bindparam("community_id"),
            taken.c.thread.in_(bindparam("ids", expanding=True, type_=Id)),
            taken.c.removed_at.is_(None),
            visible(Post, taken),
            post.c.removed_at.is_(None),
            visible(Post, post),
        )
    )


MARKED = visible_statement(_marked)
"""Those of some threads of which the reader sees a post that an article was made of which they see, too."""
