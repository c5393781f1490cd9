"""The statement of the numbers of idea calls. It counts what the reader may see."""

from sqlalchemy import bindparam, select

from commkit.feedback import Suggestion, suggestion
from commkit.storage import UtcDateTime, visible_statement
from commkit_internal.idea_calls.statements import of_idea
from commkit_internal.tables import idea, idea_call

ROWS = visible_statement(
    lambda visible: (
        select(
            idea.c.call,
            suggestion.c.author,
            suggestion.c.merged_into,
            idea.c.submitted_at,
            idea.c.decided_at,
            idea.c.replied_at,
            idea_call.c.report_by,
        )
        .select_from(
            idea.join(suggestion, of_idea()).join(
                idea_call,
                (idea_call.c.community_id == idea.c.community_id) & (idea_call.c.id == idea.c.call),
            )
        )
        .where(
            idea.c.community_id == bindparam("community_id"),
            idea.c.submitted_at >= bindparam("since", type_=UtcDateTime),
            suggestion.c.removed_at.is_(None),
            visible(Suggestion, suggestion),
        )
        .order_by(idea.c.id.desc())
        .limit(10_000)
    )
)
