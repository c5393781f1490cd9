"""Who leads next, for any members of a guild."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from commkit import MemberId
from commkit_gaming import GuildId, GuildMember, GuildRank, successor_of

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
members = st.lists(
    st.builds(
        lambda number, rank, hours: GuildMember(
            GuildId(UUID(int=1)), MemberId(UUID(int=number)), rank, BEGIN + timedelta(hours=hours)
        ),
        st.integers(0, 50),
        st.sampled_from([GuildRank.OFFICER, GuildRank.VETERAN, GuildRank.RECRUIT]),
        st.integers(0, 5),
    ),
    unique_by=lambda each: each.member,
    max_size=8,
)


@settings(max_examples=100, deadline=None)
@given(members, st.randoms())
def test_nobody_stands_above_the_next_leader_or_was_there_before(
    found: list[GuildMember], random: Random
) -> None:
    heir = successor_of(found)
    if heir is None:
        assert not found
        return
    order = list(GuildRank)
    for each in found:
        assert order.index(each.rank) >= order.index(heir.rank)
        assert each.rank is not heir.rank or each.joined_at >= heir.joined_at
    random.shuffle(found)
    assert successor_of(found) == heir, "the order in which they come does not matter"
