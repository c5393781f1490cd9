"""Erasure of those who are not inside any more, and what it takes them out of."""

from commkit import Kit
from commkit.communities import JoinPolicy, Visibility
from commkit.members import AddMember, CreateGroup, JoinGroup, LeaveCommunity, ListGroups, MemberLeft
from commkit.privacy import ErasePerson
from tests.helpers import ask, do, emitted_facts
from tests.sample import OWNER, create_community


def test_who_left_may_be_erased(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    do(kit, "ada", "town", LeaveCommunity())
    assert do(kit, "ada", None, ErasePerson()).communities == 1


def test_secret_communities_that_they_left_forget_them_too(kit: Kit) -> None:
    """From a community that they left, as a mere visitor, a secret one could not be entered."""
    for number in range(3):
        create_community(kit, f"town-{number}", members=("ada",))
        create_community(kit, f"cabal-{number}", visibility=Visibility.SECRET, join_policy=JoinPolicy.MANAGED)
        do(kit, OWNER, f"cabal-{number}", AddMember("ada"))
        for place in ("town", "cabal"):
            do(kit, "ada", f"{place}-{number}", LeaveCommunity())
    assert do(kit, "ada", None, ErasePerson()).communities == 6


def test_their_groups_count_them_no_more(kit: Kit) -> None:
    create_community(kit, members=("ada",))
    group = do(kit, OWNER, "town", CreateGroup("night-shift", "Night shift", open=True))
    do(kit, "ada", "town", JoinGroup(group.id))
    facts = emitted_facts(kit, "ada", None, ErasePerson())
    assert [type(fact) for fact in facts].count(MemberLeft) == 1
    assert [one.member_count for one in ask(kit, OWNER, "town", ListGroups())] == [0]
