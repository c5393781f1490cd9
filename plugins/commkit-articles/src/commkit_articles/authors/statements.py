"""The statements of co-authors."""

from sqlalchemy import bindparam, delete, func, select, update

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, insert_if_absent, statement
from commkit_articles.tables import article, coauthor

_OF_ARTICLE = (coauthor.c.community_id == bindparam("community_id")) & (
    coauthor.c.article == bindparam("article", type_=Id)
)
_THIS = _OF_ARTICLE & (coauthor.c.member == bindparam("member", type_=Id))

INVITE = statement(lambda: insert_if_absent(coauthor))
COUNT = statement(lambda: select(func.count()).select_from(coauthor).where(_OF_ARTICLE))
ACCEPT = statement(
    lambda: (
        update(coauthor)
        .values(accepted_at=bindparam("now"))
        .where(_OF_ARTICLE, coauthor.c.member == bindparam("me", type_=Id), coauthor.c.accepted_at.is_(None))
    )
)
REMOVE = statement(lambda: delete(coauthor).where(_THIS))
ASKED = statement(
    lambda: select(coauthor.c.article).where(
        coauthor.c.community_id == bindparam("community_id"),
        coauthor.c.member == bindparam("me", type_=Id),
        coauthor.c.article.in_(bindparam("articles", expanding=True, type_=Id)),
        coauthor.c.accepted_at.is_(None),
    )
)
"""Those of some articles whose co-author a member is asked to be."""

# --- the author ------------------------------------------------------------------------------------------------------

SET_AUTHOR = statement(
    lambda: (
        update(article)
        .values(author=bindparam("new_author", type_=Id))
        .where(article.c.community_id == bindparam("community_id"), article.c.id == bindparam("article"))
    )
)
NAMED = statement(
    lambda: select(membership.c.id).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id == bindparam("member", type_=Id),
        membership.c.key.not_like("erased:%"),
    )
)
"""A member who was not erased. It checks no visibility: not for queries."""
HERE = statement(
    lambda: select(membership.c.id).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id.in_(bindparam("members", expanding=True, type_=Id)),
        membership.c.status.in_(CURRENT_STATUSES),
    )
)
"""Those of some people who are members. It checks no visibility: not for queries."""
