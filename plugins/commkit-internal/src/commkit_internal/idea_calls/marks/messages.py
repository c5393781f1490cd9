"""How ideas are marked, and marks are read."""

from attrs import frozen

from commkit import Command, Query
from commkit.feedback import SuggestionId
from commkit_internal.idea_calls.marks.records import IdeaMark


@frozen
class MarkIdea(Command[tuple[IdeaMark, ...]]):
    """Mark an idea by all criteria of its call; again, it replaces the earlier marks.

    Nobody else sees them until evaluation is closed.

    Attributes:
        idea: The idea.
        marks: A mark for each criterion, in the order of the criteria.

    Raises:
        NotFound: There is no such idea.
        Denied: One is no evaluator of the call, or an author of the idea, or acts for one.
        Conflict: The call is not evaluating.
        Invalid: A mark is missing, or not on the scale.
    """

    permission = "internal.mark_idea"

    idea: SuggestionId
    marks: tuple[int, ...]


@frozen
class ListIdeaMarks(Query[tuple[IdeaMark, ...]]):
    """The marks of an idea: one's own; once evaluation is closed, for evaluators and who runs the call, those of all.

    Raises:
        NotFound: There is no such idea.
    """

    permission = "internal.read_idea_calls"

    idea: SuggestionId
