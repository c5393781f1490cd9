"""Changes of RFC 7644, section 3.5.2: of a user as a whole, of the members of a group without reading them all."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import evolve, field, frozen
from scim2_models import Context, InvalidValueException, PatchOp, PatchOperation, SCIMException
from scim2_models.path import CompareOperator, Comparison, LogicalExpr, LogicalOperator, ScimFilter

from commkit import MemberId
from commkit_scim.schemas.policy import member_id, member_ids
from commkit_scim.schemas.records import EnterpriseUser, Group, GroupMember
from commkit_scim.serving.requests.policy import TOLERANT

MAX_OPERATIONS = 1_000
_MANAGER = f"{EnterpriseUser.__schema__}:manager".lower()
_SELECTED = re.compile(r"members\[(.*)\]", re.IGNORECASE | re.DOTALL)


def read_patch(body: dict[str, Any], model: Any) -> Any:
    """The operations of a body, checked against a schema.

    Raises:
        SCIMException: They cannot be carried out on any resource of the schema.
    """
    operations = body.get("Operations", body.get("operations"))
    if isinstance(operations, list):
        if len(operations) > MAX_OPERATIONS:
            raise InvalidValueException(detail=f"send at most {MAX_OPERATIONS} operations")
        body = {"schemas": body.get("schemas"), "Operations": [_understood(each) for each in operations]}
    return PatchOp[model].model_validate(body, scim_ctx=Context.RESOURCE_PATCH_REQUEST, scim_policy=TOLERANT)


def _understood(operation: Any) -> Any:
    """An operation as the schema has it: Entra sends a manager as a bare id."""
    if not isinstance(operation, dict):
        return operation
    path, value = operation.get("path"), operation.get("value")
    if isinstance(path, str) and path.lower() == _MANAGER and isinstance(value, str):
        return {**operation, "value": {"value": value}} if value else {"op": "remove", "path": path}
    return operation


def apply_patch(patch: Any, resource: Any) -> None:
    """Carry the operations out on a resource.

    Raises:
        SCIMException: They cannot be carried out on it.
    """
    patch.patch(resource, scim_policy=TOLERANT)


@frozen
class GroupPatch:
    """What operations come to for a group.

    Attributes:
        title: Its name from then on; None keeps it.
        external_id: Its id there; None keeps it.
        add: Who is in it from then on.
        remove: Who is not in it any more.
        only: Whether nobody is in it but those of `add`.
    """

    title: str | None = None
    external_id: str | None = None
    add: frozenset[MemberId] = field(default=frozenset())
    remove: frozenset[MemberId] = field(default=frozenset())
    only: bool = False

    def adding(self, members: frozenset[MemberId]) -> "GroupPatch":
        """The same, and these are in it."""
        return evolve(self, add=self.add | members, remove=self.remove - members)

    def removing(self, members: frozenset[MemberId]) -> "GroupPatch":
        """The same, and these are not in it."""
        return evolve(self, add=self.add - members, remove=self.remove | members)

    def replacing(self, members: frozenset[MemberId]) -> "GroupPatch":
        """The same, and nobody but these is in it."""
        return evolve(self, add=members, remove=frozenset(), only=True)


def group_patch(patch: Any) -> GroupPatch | None:
    """What the operations come to, where that can be said without knowing who is in the group; else None.

    Raises:
        SCIMException: One of them cannot be carried out.
    """
    found = GroupPatch()
    for operation in patch.operations:
        after = _follow(found, operation)
        if after is None:
            return None
        found = after
    return found


def _follow(so_far: GroupPatch, operation: Any) -> GroupPatch | None:
    path = str(operation.path or "")
    op = operation.op
    if not path:
        return _follow_whole(so_far, op, operation.value)
    name = path.removeprefix(f"{Group.__schema__}:").lower()
    if name == "members":
        if op is PatchOperation.Op.remove and operation.value is None:
            return so_far.replacing(frozenset())
        return _follow_members(so_far, op, _members(operation.value))
    if selected := _SELECTED.fullmatch(path.removeprefix(f"{Group.__schema__}:")):
        chosen = _chosen(selected[1])
        return so_far.removing(chosen) if chosen is not None and op is PatchOperation.Op.remove else None
    if name == "displayname" and op is not PatchOperation.Op.remove:
        return evolve(so_far, title=_text(operation.value, "displayName"))
    if name == "externalid":
        removed = op is PatchOperation.Op.remove or operation.value is None
        return evolve(so_far, external_id="" if removed else _text(operation.value, "externalId"))
    return None


def _follow_whole(so_far: GroupPatch, op: Any, value: Any) -> GroupPatch | None:
    """An operation without a path: its value has the attributes."""
    if not isinstance(value, dict):
        raise InvalidValueException(detail="without a path the value is an object of attributes")
    for name, each in value.items():
        if name.lower() == "members":
            so_far = _follow_members(so_far, op, _members(each))
        elif name.lower() == "displayname":
            so_far = evolve(so_far, title=_text(each, "displayName"))
        elif name.lower() == "externalid":
            so_far = evolve(so_far, external_id=_text(each, "externalId"))
        elif name.lower() not in ("id", "schemas", "meta"):
            return None
    return so_far


def _follow_members(so_far: GroupPatch, op: Any, members: frozenset[MemberId]) -> GroupPatch:
    if op is PatchOperation.Op.remove:
        return so_far.removing(members)
    return so_far.adding(members) if op is PatchOperation.Op.add else so_far.replacing(members)


def _members(value: Any) -> frozenset[MemberId]:
    each = value if isinstance(value, list) else [value] if value is not None else []
    if not all(isinstance(one, dict | GroupMember) for one in each):
        raise InvalidValueException(detail='members are objects: {"value": "the id of a user"}')
    made = [
        one if isinstance(one, GroupMember) else GroupMember.model_validate(one, scim_policy=TOLERANT)
        for one in each
    ]
    return frozenset(member_ids(made))


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidValueException(detail=f"{name} is a text")
    return value


def _chosen(text: str) -> frozenset[MemberId] | None:
    """The ids that a filter of members names, if it does nothing but name some."""
    try:
        values = list(_named(ScimFilter(text).ast))
    except SCIMException:
        return None
    return None if None in values else frozenset(member_id(each, "members.value") for each in values)


def _named(node: Any) -> Iterator[Any]:
    if isinstance(node, LogicalExpr) and node.op is LogicalOperator.or_:
        for term in node.terms:
            yield from _named(term)
    elif (
        isinstance(node, Comparison)
        and node.op is CompareOperator.eq
        and node.attr_path.attr.lower() == "value"
    ):
        yield node.value
    else:
        yield None
