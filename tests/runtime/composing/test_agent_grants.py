"""What an agent may do is never more than its role, its scopes and whom it acts for allow."""

from hypothesis import given
from hypothesis import strategies as st

from commkit.runtime.composing.agent_grants import AgentRules, limit_grants

NAMES = st.sampled_from(["posts.read", "posts.edit", "posts.vote", "members.read", "members.manage"])
GRANTS = st.frozensets(st.builds("".join, st.tuples(NAMES, st.sampled_from(["", ":own", ":space"]))))
SCOPES = st.lists(NAMES | st.sampled_from(["posts.", "members.", "p", "posts"]), max_size=4).map(tuple)
RULES = AgentRules(frozenset({"members.manage"}), frozenset({"posts.vote"}))


def name_of(permission: str) -> str:
    return permission.partition(":")[0]


def reaches(grants: frozenset[str], permission: str) -> bool:
    """Whether these grants allow all that a permission allows."""
    return permission in grants or name_of(permission) in grants


@given(granted=GRANTS, scopes=SCOPES, principal=GRANTS | st.none())
def test_it_is_never_more(
    granted: frozenset[str], scopes: tuple[str, ...], principal: frozenset[str] | None
) -> None:
    for permission in limit_grants(granted, scopes, RULES, principal):
        name = name_of(permission)
        assert reaches(granted, permission)
        assert name in scopes or (any(s.endswith(".") and name.startswith(s) for s in scopes))
        assert name != "members.manage"
        assert name != "posts.vote" or name in scopes
        assert principal is None or (reaches(principal, permission) and not permission.endswith(":space"))


@given(granted=GRANTS, scopes=SCOPES, principal=GRANTS)
def test_what_all_three_hold_is_held(
    granted: frozenset[str], scopes: tuple[str, ...], principal: frozenset[str]
) -> None:
    held = limit_grants(granted, scopes, RULES, principal)
    for name in {name_of(permission) for permission in granted & principal} & set(scopes) - {
        "members.manage"
    }:
        for whose in ("", ":own"):
            if reaches(granted, name + whose) and reaches(principal, name + whose):
                assert reaches(held, name + whose)


def test_without_scopes_nothing_is_held() -> None:
    everything = frozenset({"posts.read", "members.read"})
    assert limit_grants(everything, (), RULES, None) == frozenset()
    assert limit_grants(everything, ("posts.", "members."), RULES, None) == everything
