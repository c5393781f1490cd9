"""How many questions are about something."""

from attrs import frozen


@frozen
class FactCount:
    """The questions with one value of a field, as they are now; what the reader may not see is not counted.

    Attributes:
        value: The value, as it was first given; `1.4` and `1.4.0` are one.
        questions: Questions with it: the sample size of the others.
        solved: Those of them with an accepted answer.
        unanswered: Those of them that are not closed, and that nobody answered.
    """

    value: str
    questions: int
    solved: int
    unanswered: int
