"""The statements of co-authors."""

from sqlalchemy import bindparam, delete, func, select, update

from commkit.storage import Id, insert_if_absent, statement
from commkit_articles.tables import coauthor

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
