"""The statements of what reviewers answered."""

from sqlalchemy import and_, bindparam, update

from commkit.moderation.cases.statements import NOW, here
from commkit.moderation.tables import review
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement

ADD = statement(lambda: insert_if_absent(review))
"""The first answer about a version of a post is the one that counts."""
ADD_LATE = statement(
    lambda: (
        update(review)
        .values(late_outcome=bindparam("outcome", type_=review.c.late_outcome.type), late_at=NOW)
        .where(
            and_(
                here(review),
                review.c.post == bindparam("of_post", type_=Id),
                review.c.version == bindparam("of_version"),
                review.c.late_at.is_(None),
            )
        )
    )
)
