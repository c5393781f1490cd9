"""The statements of the times of question hours."""

from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, select

from commkit.posts import post
from commkit.storage import Id, insert_if_absent, statement, upsert
from commkit_ama.hours.records import QuestionTimes
from commkit_ama.tables import hour_guest, question_times

_HERE = question_times.c.community_id == bindparam("community_id")
_THIS = _HERE & (question_times.c.thread == bindparam("thread", type_=Id))


def _times() -> Select[Any]:
    return select(*(question_times.c[name] for name in QuestionTimes.__annotations__)).where(_THIS)


OPEN = statement(lambda: insert_if_absent(question_times))
_given = upsert(question_times)
SAVE = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "thread"],
        set_={
            name: _given.excluded[name] for name in ("opens_at", "closes_at", "ends_at", "phase", "scheduled")
        },
    )
)
TIMES = statement(_times, into=QuestionTimes)
"""It checks no visibility: the caller shows the thread."""
TIMES_TO_WRITE = statement(lambda: _times().with_for_update(read=True), into=QuestionTimes)
"""For gates: who ends the hour waits until what was let in is stored. It checks no visibility."""
LOCKED = statement(lambda: _times().with_for_update(), into=QuestionTimes)
FORGET = statement(lambda: delete(question_times).where(_THIS))

OFFER_STATES = statement(
    lambda: (
        select(post.c.id, question_times.c.ends_at, hour_guest.c.member)
        .select_from(
            post.outerjoin(
                question_times,
                and_(
                    question_times.c.community_id == post.c.community_id,
                    question_times.c.thread == post.c.thread,
                ),
            ).outerjoin(
                hour_guest,
                and_(
                    hour_guest.c.community_id == post.c.community_id,
                    hour_guest.c.thread == post.c.thread,
                    hour_guest.c.member == bindparam("me", type_=Id),
                ),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
        )
    )
)
"""When the hours of some posts end, and the reader where they are a guest. It checks no visibility."""
