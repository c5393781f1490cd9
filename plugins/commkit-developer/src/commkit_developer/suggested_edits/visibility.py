"""Who sees suggested edits, besides what hides their posts."""

from sqlalchemy import ColumnElement, FromClause, exists, not_, or_, select

from commkit.posts import post
from commkit.storage import Reader
from commkit_developer.suggested_edits.feature import REVIEW_EDITS, edit_feature
from commkit_developer.suggested_edits.records import SuggestedEdit
from commkit_reputation import earned

_its_post = post.alias("suggested_for")  # `post` itself may stand outside, in a queue


@edit_feature.hides(SuggestedEdit)
def of_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A suggested edit is for its suggester, the author of the post, and reviewers."""
    to_own_post = exists(
        select(_its_post.c.id).where(
            _its_post.c.community_id == row.c.community_id,
            _its_post.c.id == row.c.post,
            _its_post.c.author == reader.member,
        )
    )
    return not_(
        or_(
            row.c.suggester == reader.member,
            to_own_post,
            reader.may(REVIEW_EDITS),
            earned(reader, REVIEW_EDITS),
        )
    )
