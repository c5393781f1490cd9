"""Who sees articles of the desk, besides what other features hide; a published one is hidden with its post, too."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.spaces import outside_audience
from commkit.storage import Reader
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.records import Article
from commkit_articles.tables import coauthor


@desk_feature.hides(Article)
def written_by_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An article is for its author, who writes it with them or is asked to, and the desk; whatever its state."""
    asked = exists().where(
        coauthor.c.community_id == row.c.community_id,
        coauthor.c.article == row.c.id,
        coauthor.c.member == reader.member,
    )
    return not_(
        or_(
            reader.may("articles.read_desk"),
            row.c.author == reader.member,
            row.c.offered_to == reader.member,
            asked.correlate_except(coauthor),
        )
    )


@desk_feature.hides(Article)
def meant_for_another_audience(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """What is written for an audience is for those in it before it is published, too, also at the desk.

    A published one is hidden with its post, which may have been moved since.
    """
    return and_(row.c.post.is_(None), outside_audience(row, reader))
