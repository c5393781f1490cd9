"""Moments that a statement computes are those that Python computes, on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, select

from commkit.storage import Duration, UtcDateTime, later

IN_TIME = select(
    later(bindparam("moment", type_=UtcDateTime), bindparam("duration", type_=Duration))
    <= bindparam("limit", type_=UtcDateTime)
)
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), LAST - FIRST).map(lambda since: FIRST + since)


def test_a_later_moment_is_as_python_has_it(commkit_engine_kit_factory: Any) -> None:
    with commkit_engine_kit_factory().database.engine.connect() as connection:

        @settings(deadline=None, max_examples=60)
        @given(moment=MOMENTS, duration=st.timedeltas(timedelta(-99), timedelta(99)), more=st.integers(-1, 1))
        def check(moment: datetime, duration: timedelta, more: int) -> None:
            limit = moment + duration + more * timedelta.resolution
            values = {"moment": moment, "duration": duration, "limit": limit}
            assert bool(connection.scalar(IN_TIME, values)) == (more >= 0)

        check()
