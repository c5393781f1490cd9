"""How groups of a directory are provisioned, changed and removed, and the kept groups with them."""

from collections.abc import Collection

from attrs import evolve

from commkit import Conflict, Context, MemberId
from commkit.members import (
    GroupId,
    change_kept_group,
    create_kept_group,
    delete_kept_group,
    empty_kept_group,
    rename_kept_group,
)
from commkit_scim.feature import scim
from commkit_scim.groups import statements as sql
from commkit_scim.groups.facts import GroupChanged, GroupProvisioned, GroupRemoved
from commkit_scim.groups.messages import ChangeGroup, ProvisionGroup, RemoveGroup
from commkit_scim.groups.policy import in_parts
from commkit_scim.groups.queries import difference, lock_group
from commkit_scim.groups.records import DirectoryGroup
from commkit_scim.policy import FEATURE, fold
from commkit_scim.users import statements as users_sql
from commkit_scim.users.policy import no_such_user


@scim.handles(ProvisionGroup)
def provision_group(context: Context, command: ProvisionGroup) -> DirectoryGroup:
    """Create the kept group, and keep beside it what the directory says."""
    active = _active_among(context, command.members)
    kept = create_kept_group(context, kept_by=FEATURE, title=command.title)
    made = DirectoryGroup(
        id=kept.id,
        title=command.title,
        external_id=command.external_id,
        created_at=context.now,
        updated_at=context.now,
        version=1,
    )
    context.run(sql.ADD, made, title_key=fold(made.title))
    _write(context, made.id, set(command.members))
    change_kept_group(context, made.id, kept_by=FEATURE, add=active)
    context.emit(GroupProvisioned(group=made.id))
    return made


@scim.handles(ChangeGroup)
def change_group(context: Context, command: ChangeGroup) -> DirectoryGroup:
    """Compare what the directory says with what it said, and carry out the difference."""
    before = _locked(context, command.group, command.version)
    found = difference(context, before, command)
    active = _active_among(context, found.joining)
    if not found.is_any:
        return before
    context.run(
        sql.CHANGE,
        id=before.id,
        new_title=found.title,
        new_title_key=fold(found.title),
        new_external_id=found.external_id,
        now=context.now,
    )
    if found.title != before.title:
        rename_kept_group(context, before.id, found.title, kept_by=FEATURE)
    if command.only and not command.add:
        context.run(sql.DELETE_ALL_MEMBERS, id=before.id)
        empty_kept_group(context, before.id, kept_by=FEATURE)
    elif found.joining or found.leaving:
        for part in in_parts(found.leaving):
            context.run(sql.DELETE_MEMBERS, id=before.id, members=part)
        _write(context, before.id, found.joining)
        change_kept_group(context, before.id, kept_by=FEATURE, add=active, remove=found.leaving)
    context.emit(GroupChanged(group=before.id))
    return evolve(
        before,
        title=found.title,
        external_id=found.external_id,
        updated_at=context.now,
        version=before.version + 1,
    )


@scim.handles(RemoveGroup)
def remove_group(context: Context, command: RemoveGroup) -> None:
    """Delete what the directory said, and the kept group."""
    before = _locked(context, command.group, command.version)
    context.emit(GroupRemoved(group=before.id))
    context.run(sql.DELETE_ALL_MEMBERS, id=before.id)
    context.run(sql.DELETE, id=before.id)
    delete_kept_group(context, before.id, kept_by=FEATURE)


def _locked(context: Context, id: GroupId, version: int | None) -> DirectoryGroup:
    found = lock_group(context, id)
    if version is not None and found.version != version:
        raise Conflict("scim.stale", "this group was changed in the meantime; read it again")
    return found


def _active_among(context: Context, members: Collection[MemberId]) -> list[MemberId]:
    """Those of some users who have access.

    Raises:
        NotFound: One is no user of the directory.
    """
    known = {
        id: active
        for part in in_parts(set(members))
        for id, active in context.rows(users_sql.KNOWN, ids=part)
    }
    if len(known) < len(set(members)):
        raise no_such_user()
    return [id for id, active in known.items() if active]


def _write(context: Context, group: GroupId, members: Collection[MemberId]) -> None:
    context.run_many(sql.ADD_MEMBER, [{"group": group, "member": member} for member in sorted(members)])
