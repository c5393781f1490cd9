"""The statements of what reviewers answered."""

from sqlalchemy import and_, bindparam, not_, select, update

from commkit.moderation.cases.statements import NOW, about_object, here
from commkit.moderation.tables import decision, review
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
JUDGED = statement(
    lambda: (
        select(decision.c.id)
        .where(
            about_object(decision),
            not_(decision.c.automated),
            decision.c.at >= bindparam("since", type_=decision.c.at.type),
        )
        .limit(1)
    )
)
"""A decision that a person made about an object since a moment."""
