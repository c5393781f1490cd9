"""How long askers wait for the answer that helps."""

from datetime import timedelta

from attrs import frozen


@frozen
class AnswerTime:
    """The time to a useful answer, over some questions.

    Attributes:
        questions: How many questions it is the median of: the sample size, which is always given.
        median: The median of the elapsed time; None where `questions` is 0. With an even number of questions it is the
            mean of the two in the middle.
    """

    questions: int
    median: timedelta | None


@frozen
class AnswerTimes:
    """The time to a useful answer of a community, which is its time to value.

    An answer is useful once it is accepted, by the asker or whoever settles questions. The time of a question is that
    of the accepted answer's writing less that of the question's, elapsed and not in business hours; 0 where the answer
    is older, as after a merge. Questions that their own askers answered are asked, and in no median: nobody waited for
    the community. Questions without an accepted answer are in no median either, so read it beside `asked`. What is
    removed, merged into another question, or hidden from the reader is not counted at all.

    Attributes:
        asked: Questions asked.
        all: Those whose accepted answer is by anybody but the asker.
        peer: Those of them answered by a member who is not staff.
        staff: Those answered by staff, as far as they are staff now.
        agent: Those answered by an agent, which is a program.
        unknown: Those answered by nobody who has a membership: the host itself, and authors of imports.
    """

    asked: int
    all: AnswerTime
    peer: AnswerTime
    staff: AnswerTime
    agent: AnswerTime
    unknown: AnswerTime
