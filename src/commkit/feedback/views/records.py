"""Suggestions as a page shows them."""

from collections.abc import Mapping

from attrs import frozen

from commkit.feedback.suggestions.records import Suggestion
from commkit.feedback.votes.records import SuggestionVote
from commkit.fields import FieldValue
from commkit.members import Author
from commkit.spaces import SpaceView


@frozen
class SuggestionView:
    """A suggestion as lists show it.

    Attributes:
        suggestion: The suggestion.
        author: Who made it; None for the host itself.
        excerpt: The beginning of its text on one line; of the source where the query says `rendered=False`.
        space: The space that it stands in; None for none, and for one that the reader does not see.
        vote: The reader's own vote; None where they gave none.
        fields: The values of the fields that its type or the host declared, by name.
        may: The outside names of the commands that the reader may send about it now.
    """

    suggestion: Suggestion
    author: Author | None
    excerpt: str
    space: SpaceView | None
    vote: SuggestionVote | None
    fields: Mapping[str, FieldValue]
    may: frozenset[str]
