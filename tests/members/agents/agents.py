"""Agents for tests."""

from typing import Any

from commkit import SYSTEM, Kit, MemberId
from commkit.communities import UpdateSettings
from commkit.members import (
    AddAgent,
    Agent,
    ChangeAgentScopes,
    LeaveCommunity,
    Membership,
    RemoveAgent,
    RestrictMember,
)
from commkit.posts import CreateThread, Post
from commkit.privacy import ErasePerson
from tests.helpers import do
from tests.sample import OWNER

ALL = ("posts.", "members.", "communities.")


def allow_agents(kit: Kit, most: int = 2) -> None:
    """Let members have agents of their own."""
    do(kit, OWNER, "town", UpdateSettings("members", {"agents_per_member": most}))


def member(kit: Kit, key: str) -> MemberId:
    """The member id of a user."""
    with kit.session(key, "town", read_only=True) as session:
        return session.member


def membership(kit: Kit, key: str) -> Membership:
    """The membership of a user, as their sessions see it."""
    with kit.session(key, "town", read_only=True) as session:
        mine: Membership | None = session.membership
        assert mine is not None
        return mine


def add_agent(kit: Kit, *scopes: str, acts_for: str | None = None, **fields: Any) -> Agent:
    """An agent that the host adds, for a user or for itself."""
    whose = member(kit, acts_for) if acts_for is not None else None
    return do(
        kit,
        SYSTEM,
        "town",
        AddAgent(**({"name": "Helper", "scopes": scopes or ALL, "acts_for": whose} | fields)),
    )


def add_own(kit: Kit, key: str) -> Agent:
    """An agent that a member adds for themselves."""
    return do(kit, key, "town", AddAgent(name="Own", scopes=ALL, acts_for=member(kit, key)))


def ask_question(kit: Kit, key: str = "bob") -> Post:
    return do(kit, key, "town", CreateThread(kind="question", title="Why?", body="So."))


def leave(kit: Kit, _: Agent) -> None:
    do(kit, "ada", "town", LeaveCommunity())


def ban(kit: Kit, _: Agent) -> None:
    do(kit, "stew", "town", RestrictMember(member(kit, "ada"), "banned", "No."))


def erase(kit: Kit, _: Agent) -> None:
    do(kit, SYSTEM, None, ErasePerson(key="ada"))


def remove(kit: Kit, agent: Agent) -> None:
    do(kit, "ada", "town", RemoveAgent(agent.id))


def suspend(kit: Kit, _: Agent) -> None:
    do(kit, "stew", "town", RestrictMember(member(kit, "ada"), "suspended", "No."))


def silence(kit: Kit, _: Agent) -> None:
    do(kit, "stew", "town", RestrictMember(member(kit, "ada"), "silenced", "No."))


def bound(kit: Kit, agent: Agent) -> None:
    do(kit, "ada", "town", ChangeAgentScopes(agent.id, ("posts.read",)))


ENDS = (leave, ban, erase, remove)
"""What makes an agent that acts for ada end."""
