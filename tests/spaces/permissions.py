"""The permission matrix of spaces. Somebody's own space is one that they moderate, and are inside of."""

from typing import Any
from uuid import uuid4

from commkit import SYSTEM
from commkit.members import AddMember
from commkit.spaces import (
    AddSpaceMember,
    ArchiveSpace,
    CreateSpace,
    RequestToJoinSpace,
    SpaceId,
    SpaceJoinPolicy,
    StartConversation,
)
from commkit.testing.permissions import Fixture, allowed


def _slug() -> str:
    return f"s-{uuid4().hex}"


def _space(scenario: Any, actor: str) -> SpaceId:
    """A space that everybody finds, with an audience of its own."""
    command = CreateSpace(_slug(), "Garden", private=True, join_policy=SpaceJoinPolicy.OPEN)
    return scenario.do(actor, command).id


def _asked(scenario: Any, actor: str) -> SpaceId:
    """A space that takes requests."""
    command = CreateSpace(_slug(), "Garden", private=True, join_policy=SpaceJoinPolicy.REQUEST)
    return scenario.do(actor, command).id


def _archived(scenario: Any, actor: str) -> SpaceId:
    space = _space(scenario, actor)
    scenario.do(SYSTEM, ArchiveSpace(space))
    return space


def _who_asks(cell: Any) -> Any:
    """Somebody who asks to join the very space that the message is about."""
    key = f"asks-{uuid4().hex}"
    asks = cell.scenario.do(SYSTEM, AddMember(key)).id
    cell.scenario.do(key, RequestToJoinSpace(cell.fields["space"]))
    return asks


def _insider(cell: Any) -> Any:
    """Somebody in the audience of the very space that the message is about."""
    inside = _somebody(cell)
    cell.scenario.do(SYSTEM, AddSpaceMember(cell.fields["space"], inside))
    return inside


def _conversation(scenario: Any, actor: str) -> SpaceId:
    somebody = scenario.do(SYSTEM, AddMember(f"talks-{uuid4().hex}")).id
    return scenario.do(actor, StartConversation((somebody,))).id


def _somebody(cell: Any) -> Any:
    return cell.scenario.do(SYSTEM, AddMember(f"new-{uuid4().hex}")).id


def _slug_of_space(cell: Any) -> str:
    slug = _slug()
    cell.scenario.do(SYSTEM, CreateSpace(slug, "Garden"))
    return slug


REQUESTS = {"space": Fixture(_asked), "member": _who_asks}
INSIDE = {"conversation": Fixture(_conversation)}

EXPECTED_PERMISSIONS = {
    "spaces.create_space": allowed(steward="any", given={"slug": lambda cell: _slug()}),
    "spaces.update_space": allowed(member="own", steward="any"),
    "spaces.order_spaces": allowed(steward="any", given={"spaces": ()}),
    "spaces.archive_space": allowed(steward="any"),
    "spaces.reopen_space": allowed(steward="any", given={"space": Fixture(_archived)}),
    "spaces.list_spaces": allowed(visitor="any"),
    "spaces.read_space": allowed(visitor="any"),
    "spaces.find_space": allowed(visitor="any", given={"slug": _slug_of_space}),
    "spaces.join_space": allowed(member="any", system="no"),
    "spaces.request_to_join_space": allowed(member="any", system="no", given={"space": Fixture(_asked)}),
    "spaces.leave_space": allowed(member="any", system="no", archived=True),
    "spaces.approve_space_request": allowed(member="own", steward="any", given=REQUESTS),
    "spaces.reject_space_request": allowed(member="own", steward="any", given=REQUESTS),
    "spaces.add_space_member": allowed(member="own", steward="any", given={"member": _somebody}),
    "spaces.remove_space_member": allowed(member="own", steward="any", given={"member": _somebody}),
    "spaces.list_space_requests": allowed(member="own", steward="any"),
    "spaces.list_space_members": allowed(member="own", silenced="own", suspended="own", steward="any"),
    "spaces.assign_space_moderator": allowed(member="own", steward="any", given={"member": _insider}),
    "spaces.dismiss_space_moderator": allowed(member="own", steward="any", given={"member": _somebody}),
    "spaces.list_space_moderators": allowed(member="own", silenced="own", suspended="own", steward="any"),
    "spaces.start_conversation": allowed(member="any", system="no", given={"members": lambda cell: (_somebody(cell),)}),
    "spaces.add_to_conversation": allowed(
        member="own", system="no", given={**INSIDE, "member": _somebody}
    ),
    "spaces.leave_conversation": allowed(member="own", system="no", archived=True, given=INSIDE),
    "spaces.list_my_conversations": allowed(member="any", system="no"),
}  # fmt: skip

FIXTURES = {"SpaceId": Fixture(_space)}

MAY_MENTION_HIDDEN = dict.fromkeys(
    ("spaces.read_space", "spaces.find_space", "spaces.list_spaces", "spaces.list_my_conversations"),
    ("Group",),
)
"""A space says by which group it is seen."""

SAMPLE_VALUES = {"slug": ("garden", "kitchen", "attic", "cellar"), "kinds": ((), ("question",))}
