"""When questions are taken."""

from datetime import datetime

from commkit_media.questions.records import QuestionTimes


def is_collecting(times: QuestionTimes | None, now: datetime) -> bool:
    """Whether questions are taken: from the moment that it opens, up to the moment before it closes."""
    if times is None:
        return True
    opened = times.opens_at is None or times.opens_at <= now
    return opened and (times.closes_at is None or now < times.closes_at)
