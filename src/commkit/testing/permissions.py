"""Who may do what, written down by hand, so that a grant that is wrong has something to differ from.

A noun or a plugin writes one line for each of its messages, by the message's outside name::

    EXPECTED = {
        "posts.create_thread": by(member="any"),
        "posts.read_post": by(visitor="any", steward="any+gone"),
        "posts.edit_post": by(member="own", steward="any+gone"),
        "posts.add_reaction": by(silenced="others", member="others", system="no", given={"reaction": "up"}),
        "members.leave_community": by(member="any", silenced="no", system="no", archived=True),
    }

**Roles** are the core's (`outsider`, `visitor`, `member`, `steward`, `owner`, `silenced`, `suspended`, `banned`,
`left`, `system`) and those of the type. A role that is not named has what the one before it has: `outsider`, `visitor`,
`member`, `steward`, `owner` in this order; `silenced`, `suspended` and `left` have what `visitor` has, a role of the
type what the role has that it is like, `banned` has nothing, and `system` has everything that anybody has. In the lobby
there are only `visitor` (not signed in), `member` (signed in) and `system`.

**What** they may do it to: `no`, `own` (things of their own), `others` (everybody else's), `any` (both); with `+gone`
also what was taken down. A message without an object knows `no` and `any` only.

**Archived** communities refuse every command and answer every query as before; a command that is carried out there too
says `archived=True`.

**Given** are values of the message's fields, or functions of the `Cell` that give one; every other field that has no
default gets some plain value of its type. Fields that hold ids get things, made by `THINGS`, by the field's name or the
name of its id type::

    THINGS = {"PostId": Thing(lambda stage, actor: stage.do(actor, CreateThread(...)).id, gone=take_down)}

A message that wants a thing of its own sort says so in its `given`: `{"post": Thing(make_closed_post)}`.

Allowed means anything but `Denied` and `NotFound`: a `Conflict` comes after permissions. `Invalid` is no outcome: give
a value that fits.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import field, frozen

from commkit.runtime.model.types import (
    BANNED,
    MEMBER,
    ROLE_ORDER,
    SILENCED,
    SUSPENDED,
    SYSTEM_ROLE,
    VISITOR,
    CommunityType,
)

LEFT = "left"
"""Was a member, and went."""

WORDS = frozenset({"no", "own", "others", "any", "own+gone", "others+gone", "any+gone"})
"""What a role may do a message to."""

CORE_ROLES = (*ROLE_ORDER, SILENCED, SUSPENDED, BANNED, LEFT, SYSTEM_ROLE)
"""The roles of every community."""


@frozen
class Thing:
    """How something is made that messages are about.

    Attributes:
        make: `(stage, actor) -> id`: make one that belongs to this actor, who is an owner of the community then.
        gone: `(stage, id) -> None`: take it down, or give the id of another one that is; left out where such things
            cannot be taken down.
        mine_can_go: Whether one's own can be taken down and one is still there to ask for it.
    """

    make: Callable[[Any, str], Any]
    gone: Callable[[Any, Any], Any] | None = None
    mine_can_go: bool = True


@frozen
class Expected:
    """Who may send a message; made by `by`.

    Attributes:
        roles: What each named role may do it to.
        archived: Whether a command is carried out in archived communities too.
        given: Values of fields, or functions of the cell that give one, or things.
    """

    roles: Mapping[str, str]
    archived: bool = False
    given: Mapping[str, Any] = field(factory=dict)

    def allows(self, role: str, type: CommunityType, *, mine: bool, gone: bool) -> bool:
        """Whether a role may.

        Args:
            role: Which.
            type: The community's type, which tells what a role of its own is like.
            mine: Whether the thing is the actor's.
            gone: Whether it was taken down.
        """
        whose, _, reach = self.word(role, type).partition("+")
        return whose in ("any", "own" if mine else "others") and (reach == "gone" or not gone)

    def word(self, role: str, type: CommunityType) -> str:
        """What a role may do it to, where it is not named by what it takes after."""
        if role in self.roles:
            return self.roles[role]
        before = _before(role, type)
        if before is not None:
            return self.word(before, type)
        return "any+gone" if role == SYSTEM_ROLE and set(self.roles.values()) - {"no"} else "no"


def by(*, archived: bool = False, given: Mapping[str, Any] | None = None, **roles: str) -> Expected:
    """Who may send a message, by role; see the top of this module.

    Args:
        archived: Whether a command is carried out in archived communities too.
        given: Values of fields, or functions of the cell that give one.
        **roles: What each role may do it to.

    Raises:
        ValueError: A word is none of `WORDS`.
    """
    wrong = {word for word in roles.values() if word not in WORDS}
    if wrong:
        raise ValueError(f"say one of {', '.join(sorted(WORDS))}, not {', '.join(sorted(wrong))}")
    return Expected(roles, archived, given or {})


def missing(names: Iterable[str], expected: Mapping[str, Expected]) -> list[str]:
    """The messages of which nobody wrote down who may send them."""
    return sorted(set(names) - expected.keys())


def roles_of(type: CommunityType) -> tuple[str, ...]:
    """Every role that somebody may have in a community of a type."""
    return tuple(dict.fromkeys((*CORE_ROLES, *type.roles)))


def _before(role: str, type: CommunityType) -> str | None:
    """The role that a role takes after."""
    if role in (SILENCED, SUSPENDED, LEFT):
        return VISITOR
    if role in ROLE_ORDER:
        place = ROLE_ORDER.index(role)
        return ROLE_ORDER[place - 1] if place else None
    if role in (BANNED, SYSTEM_ROLE):
        return None
    declared = type.roles.get(role)
    return (declared.like if declared else None) or MEMBER
