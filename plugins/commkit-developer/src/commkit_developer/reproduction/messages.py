"""The query of the template that questions begin with."""

from typing import Annotated

from attrs import field, frozen

from commkit import Query, Text
from commkit_developer.reproduction.records import QuestionTemplate


@frozen
class ReadQuestionTemplate(Query[QuestionTemplate]):
    """What a form for a new question asks for.

    Attributes:
        kind: The kind of question; the first one of the type where it is left out.

    Raises:
        Invalid: The type has no such kind of question.
    """

    permission = "developer.read_question_template"
    granted_to = "visitor"
    personal = ()

    kind: Annotated[str, Text(max=64, multiline=False)] | None = field(default=None, kw_only=True)
