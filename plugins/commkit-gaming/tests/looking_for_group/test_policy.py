"""Who is suggested for free places, and who owns a party next."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commkit import MemberId
from commkit_gaming import PartyId, PartyMember, PartySlot, ReadyAnswer
from commkit_gaming.looking_for_group.policy import closest_in_skill, next_owner

PARTY = PartyId(UUID(int=1))
ROLES = ("healer", "tank")
MEMBERS = [MemberId(UUID(int=number)) for number in range(12)]
ASKING = st.lists(
    st.tuples(st.sampled_from(MEMBERS[4:]), st.sampled_from(ROLES)), unique_by=lambda one: one[0]
)
SKILLS = st.dictionaries(st.sampled_from(MEMBERS), st.floats(-50, 50), max_size=12)


@given(asking=ASKING, skills=SKILLS, free=st.tuples(st.integers(0, 4), st.integers(0, 4)))
def test_of_each_role_the_closest_are_suggested_and_never_more_than_there_are_places(
    asking: list[tuple[MemberId, str]], skills: dict[MemberId, float], free: tuple[int, int]
) -> None:
    slots = [PartySlot(PARTY, role, 5, 5 - places) for role, places in zip(ROLES, free, strict=True)]
    found = closest_in_skill(slots, asking, skills, MEMBERS[:4])
    known = [skills[each] for each in MEMBERS[:4] if each in skills]
    mean = sum(known) / len(known) if known else None
    for role, places in zip(ROLES, free, strict=True):
        wanting = [member for member, wanted in asking if wanted == role]
        taken = [member for member in wanting if member in found]
        assert len(taken) == min(places, len(wanting))
        far = {
            member: abs(skills[member] - mean) if mean is not None and member in skills else 0.0
            for member in wanting
        }
        left = [far[member] for member in wanting if member not in found]
        assert all(far[member] <= min(left) for member in taken if left)


@given(joined=st.permutations(range(5)))
def test_who_is_in_it_for_the_longest_owns_it_next(joined: list[int]) -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    people = [
        PartyMember(PARTY, MEMBERS[number], "tank", start + timedelta(hours=at), ReadyAnswer.NONE)
        for number, at in enumerate(joined)
    ]
    assert next_owner(people) == MEMBERS[joined.index(0)]
    assert next_owner([]) is None
