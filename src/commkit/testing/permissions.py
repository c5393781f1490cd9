"""Who may do what, written down by hand, so that a wrong grant differs from it.

A noun or a plugin writes one line for each of its messages, by the message's outside name::

    EXPECTED_PERMISSIONS = {
        "posts.create_thread": allowed(member="any"),
        "posts.read_post": allowed(visitor="any", steward="any+removed"),
        "posts.edit_post": allowed(member="own", steward="any+removed"),
        "posts.add_reaction": allowed(silenced="others", member="others", system="no", given={"reaction": "up"}),
        "members.leave_community": allowed(member="any", silenced="no", system="no", archived=True),
    }

**Roles** are the core's (`outsider`, `visitor`, `member`, `steward`, `owner`, `silenced`, `suspended`, `banned`,
`left`, `system`) and those of the type. A role that is not named has what the one before it has: `outsider`, `visitor`,
`member`, `steward`, `owner` in this order; `silenced`, `suspended` and `left` have what `visitor` has, a role of the
type what the role has that it is like, `banned` has nothing, and `system` has everything that anybody has. In the lobby
there are only `visitor` (not signed in), `member` (signed in) and `system`.

**What** they may do it to: `no`, `own` (objects of their own), `others` (everybody else's), `any` (both); with
`+removed` also removed objects. A message without an object knows `no` and `any` only.

**Archived** communities refuse every command and answer every query as before; a command that is carried out there too
says `archived=True`.

**Given** are values of the message's fields, or functions of the `MatrixCell` that give one; every other field that
has no default gets some plain value of its type. Fields that hold ids get the ids of objects, made by
`FIXTURES`, by the field's name or the name of its id type::

    FIXTURES = {"PostId": Fixture(create_thread, removed=remove_post)}

A message that needs an object of its own sort says so in its `given`: `{"post": Fixture(make_closed_post)}`.

Allowed means anything but `Denied` and `NotFound`: a `Conflict` comes after permissions. `Invalid` is no outcome: give
a value that fits; the failure names the field.
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
"""The role of who was a member, and left."""

SCOPES = frozenset({"no", "own", "others", "any", "own+removed", "others+removed", "any+removed"})
"""What a role may do a message to."""

CORE_ROLES = (*ROLE_ORDER, SILENCED, SUSPENDED, BANNED, LEFT, SYSTEM_ROLE)
"""The roles of every community."""


@frozen
class Fixture:
    """How an object is made that messages are about.

    Attributes:
        make: `(scenario, actor) -> id`: make one that belongs to this actor, who has the role of an owner then.
        removed: `(scenario, id) -> None`: remove it, or give the id of another one that is removed; left out
            where such objects cannot be removed.
        own_removable: Whether somebody whose own object was removed can still send messages.
    """

    make: Callable[[Any, str], Any]
    removed: Callable[[Any, Any], Any] | None = None
    own_removable: bool = True


@frozen
class ExpectedPermission:
    """Who may send a message; made by `allowed`.

    Attributes:
        roles: What each named role may do it to.
        archived: Whether a command is carried out in archived communities too.
        given: Values of fields, or functions of the cell that give one, or fixtures.
    """

    roles: Mapping[str, str]
    archived: bool = False
    given: Mapping[str, Any] = field(factory=dict)

    def allows(self, role: str, type: CommunityType, *, own: bool, removed: bool) -> bool:
        """Whether a role may.

        Args:
            role: Which.
            type: The community's type, which tells what a role of its own is like.
            own: Whether the object is the actor's.
            removed: Whether it was removed.
        """
        whose, _, reach = self.scope_for(role, type).partition("+")
        return whose in ("any", "own" if own else "others") and (reach == "removed" or not removed)

    def scope_for(self, role: str, type: CommunityType) -> str:
        """What a role may do it to; a role that is not named has what the one has that it builds on."""
        if role in self.roles:
            return self.roles[role]
        before = _inherits_from(role, type)
        if before is not None:
            return self.scope_for(before, type)
        return "any+removed" if role == SYSTEM_ROLE and set(self.roles.values()) - {"no"} else "no"


def allowed(
    *, archived: bool = False, given: Mapping[str, Any] | None = None, **roles: str
) -> ExpectedPermission:
    """Who may send a message, by role; see the top of this module.

    Args:
        archived: Whether a command is carried out in archived communities too.
        given: Values of fields, or functions of the cell that give one.
        **roles: What each role may do it to.

    Raises:
        ValueError: A word is none of `SCOPES`.
    """
    wrong = {word for word in roles.values() if word not in SCOPES}
    if wrong:
        raise ValueError(f"say one of {', '.join(sorted(SCOPES))}, not {', '.join(sorted(wrong))}")
    return ExpectedPermission(roles, archived, given or {})


def undeclared_messages(names: Iterable[str], expected: Mapping[str, ExpectedPermission]) -> list[str]:
    """The messages for which nothing is written down."""
    return sorted(set(names) - expected.keys())


def all_roles(type: CommunityType) -> tuple[str, ...]:
    """Every role that somebody may have in a community of a type."""
    return tuple(dict.fromkeys((*CORE_ROLES, *type.roles)))


def _inherits_from(role: str, type: CommunityType) -> str | None:
    """The role that a role builds on."""
    if role in (SILENCED, SUSPENDED, LEFT):
        return VISITOR
    if role in ROLE_ORDER:
        place = ROLE_ORDER.index(role)
        return ROLE_ORDER[place - 1] if place else None
    if role in (BANNED, SYSTEM_ROLE):
        return None
    declared = type.roles.get(role)
    return (declared.like if declared else None) or MEMBER
