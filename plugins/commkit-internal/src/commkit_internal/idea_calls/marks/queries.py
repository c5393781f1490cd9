"""How marks are read."""

from commkit import Context
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.ideas.records import Idea
from commkit_internal.idea_calls.marks import statements as sql
from commkit_internal.idea_calls.marks.messages import ListIdeaMarks
from commkit_internal.idea_calls.marks.records import IdeaMark


@idea_feature.handles(ListIdeaMarks)
def list_idea_marks(context: Context, query: ListIdeaMarks) -> tuple[IdeaMark, ...]:
    """Load the idea, then those of its marks that the reader sees: at most 50 evaluators by 10 criteria."""
    return tuple(context.rows(sql.OF_IDEA, idea=context.get(Idea, query.idea).id))
