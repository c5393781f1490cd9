"""The statements of what feeds say of articles."""

from sqlalchemy import bindparam, func, select

from commkit.storage import Id, statement, visible_statement
from commkit_articles.publishing.statements import public
from commkit_articles.tables import article, correction

SOME_PUBLIC = visible_statement(
    lambda visible: public(visible).where(article.c.post.in_(bindparam("posts", expanding=True, type_=Id)))
)

_latest = (
    select(
        correction.c.article,
        correction.c.note,
        correction.c.at,
        func.row_number()
        .over(partition_by=correction.c.article, order_by=correction.c.version.desc())
        .label("place"),
    )
    .where(
        correction.c.community_id == bindparam("community_id"),
        correction.c.article.in_(bindparam("articles", expanding=True, type_=Id)),
    )
    .subquery("latest")
)
LATEST_CORRECTIONS = statement(
    lambda: (
        select(_latest.c.article, _latest.c.note, _latest.c.at)
        .where(_latest.c.place <= bindparam("most"))
        .order_by(_latest.c.article, _latest.c.place)
    )
)
"""The newest corrections of each of some articles. It checks no visibility: the articles were read before."""
