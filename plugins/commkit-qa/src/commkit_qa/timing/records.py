"""How long askers wait for the first reply, and for the answer that helps."""

from datetime import timedelta

from attrs import frozen

from commkit.statistics import Share


@frozen
class AnswerTime:
    """How long askers waited, over some questions.

    Attributes:
        questions: How many questions it is the median of: the sample size, which is always given.
        median: The median of the elapsed time; None where `questions` is 0. With an even number of questions it is the
            mean of the two in the middle.
        p90: The 90th percentile by the nearest rank: the shortest time that at least nine in ten of them did not exceed
            (https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method); None where `questions` is 0.
    """

    questions: int
    median: timedelta | None
    p90: timedelta | None


@frozen
class KaplanMeierMedian:
    """The median wait with those who still wait counted, by the product-limit estimator of Kaplan and Meier (1958).

    Who still waits is censored: the wait so far counts, and how long it will be is not known. What was settled without
    an answer waits for nothing, and is in neither number. It supposes that those asked later wait like those asked
    earlier.

    Attributes:
        answered: How many were answered.
        waiting: How many still wait: the censored ones.
        median: The shortest time within which at least half got theirs, by the estimated curve; an answer's time, never
            the mean of two. None where the curve stays above one half, so that the median is not known yet.
    """

    answered: int
    waiting: int
    median: timedelta | None


@frozen
class AnswerProofs:
    """By what it is known that answers were useful: how many questions for each proof; together `all` of them.

    Attributes:
        accepted: The answer is accepted.
        confirmed: The asker said that it worked, by `ConfirmAnswer` or by a reaction of the settings.
        not_asked_again: The asker came back for other things, and did not ask again.
    """

    accepted: int
    confirmed: int
    not_asked_again: int


@frozen
class AnswerTimes:
    """The time to a useful answer of a community, which is its time to value, beside the time to the first reply.

    All of it is as it is now: of what is removed, merged into another question, or hidden from the reader nothing is
    counted. Answers are replies of the kind that the question awaits, by anybody but the asker.

    Which answer was useful:

    1. the first one that is accepted, or that the asker confirmed, in the order in which they were written;
    2. where there is none, the last answer that stands, if the question is open, `asked_again_within` (14 days) passed
       since that answer, and in these days the asker wrote something in another thread, wrote nothing more below this
       question, and did not ask again. Every question counts as asking again that shares a tag with this one, where
       one of the two has no tags, and what is a confirmed duplicate of this one.

    The time of a question is that of the useful answer's writing less that of the question's, elapsed and not in
    business hours, however long the proof took; 0 where the answer is older, as after a merge. Questions that their own
    askers answered and accepted, and those that were closed without a useful answer, are asked, and in no median. Those
    that still wait count only in `first_reply_with_waiting` and `useful_answer_with_waiting`.

    The first reply is the first answer or comment by a person other than the asker: a machine's stops no clock. CHAOSS
    calls it "time to first response" (https://chaoss.community/kb/metric-time-to-first-response/).

    Attributes:
        asked: Questions asked.
        first_reply: The time to the first reply, of the questions that have one.
        waiting_for_reply: Of those asked, those that are open or wait for their asker and have no reply yet: they are
            not in `first_reply`, which is therefore too short by what they still wait. With its Wilson score interval;
            None where nothing was asked.
        waiting_for_answer: Likewise those without a useful answer.
        first_reply_with_waiting: The median time to the first reply with those counted that still wait for it.
        useful_answer_with_waiting: The median time to a useful answer likewise. Who has an answer whose proof
            has not come yet waits.
        all: The time to a useful answer, of the questions that have one.
        peer: Those of them answered by a member who is not staff.
        staff: Those answered by staff, as far as they are staff now.
        agent: Those answered by an agent, which is a program.
        unknown: Those answered by nobody who has a membership: the host itself, and authors of imports.
        proofs: By what it is known.
    """

    asked: int
    first_reply: AnswerTime
    waiting_for_reply: Share | None
    waiting_for_answer: Share | None
    first_reply_with_waiting: KaplanMeierMedian
    useful_answer_with_waiting: KaplanMeierMedian
    all: AnswerTime
    peer: AnswerTime
    staff: AnswerTime
    agent: AnswerTime
    unknown: AnswerTime
    proofs: AnswerProofs
