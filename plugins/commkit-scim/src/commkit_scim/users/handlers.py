"""How people of a directory are provisioned, changed and removed."""

from collections.abc import Iterable

from attrs import evolve

from commkit import Conflict, Context, MemberId
from commkit.members import (
    GroupId,
    Membership,
    add_to_kept_group,
    assignable_roles,
    change_role,
    end_membership,
    enroll_member,
    find_membership,
    get_or_create_account,
    rename_member,
)
from commkit_scim.feature import scim
from commkit_scim.policy import FEATURE, ScimSettings, fold
from commkit_scim.users import statements as sql
from commkit_scim.users.facts import (
    UserChanged,
    UserDeactivated,
    UserProvisioned,
    UserReactivated,
    UserRemoved,
)
from commkit_scim.users.messages import ChangeUser, ProvisionUser, RemoveUser
from commkit_scim.users.policy import changed_attributes, check_profile, host_key, no_such_user, terms_of
from commkit_scim.users.queries import lock_user
from commkit_scim.users.records import DirectoryProfile, DirectoryUser


@scim.handles(ProvisionUser)
def provision_user(context: Context, command: ProvisionUser) -> DirectoryUser:
    """Find or make their account, make them a member if they have access, and keep what the directory says."""
    profile = command.profile
    _check(context, profile, None)
    key = host_key(context.settings(ScimSettings), profile)
    id = get_or_create_account(context, key)
    made = DirectoryUser(
        id=id,
        active=command.active,
        profile=profile,
        created_at=context.now,
        updated_at=context.now,
        version=1,
    )
    added = context.run(
        sql.ADD,
        id=id,
        key=key,
        active=made.active,
        created_at=context.now,
        updated_at=context.now,
        version=1,
        user_name_key=fold(profile.user_name),
        **sql.profile_values(profile),
    )
    if not added:
        raise _taken()
    _index(context, made, emails=True)
    if command.active:
        _let_in(context, made, key)
    else:
        end_membership(context, id)
    context.emit(UserProvisioned(member=id))
    return made


@scim.handles(ChangeUser)
def change_user(context: Context, command: ChangeUser) -> DirectoryUser:
    """Compare what the directory says with what it said, and carry out the difference."""
    before = _locked(context, command.user, command.version)
    changed = changed_attributes(before.profile, command.profile)
    if not changed and before.active == command.active:
        return before
    if changed:
        _check(context, command.profile, before)
    after = evolve(
        before,
        profile=command.profile,
        active=command.active,
        updated_at=context.now,
        version=before.version + 1,
    )
    _store(context, after, changed)
    if command.active:
        _keep_in(context, before, after)
    elif before.active:
        end_membership(context, after.id)
    if changed:
        context.emit(UserChanged(member=after.id, changed=changed))
    if before.active != after.active:
        kind = UserReactivated if after.active else UserDeactivated
        context.emit(kind(member=after.id))
    return after


@scim.handles(RemoveUser)
def remove_user(context: Context, command: RemoveUser) -> None:
    """End the membership, and delete all that the directory said."""
    before = _locked(context, command.user, command.version)
    id = before.id
    context.run(
        sql.SET_INACTIVE, id=id, now=context.now
    )  # ahead: the reaction to their leaving finds it done
    if groups := [group for (group,) in context.rows(sql.GROUPS_OF, member=id)]:
        context.run(sql.LEAVE_GROUPS, member=id)
        context.run(sql.TOUCH_GROUPS, ids=groups, now=context.now)
    if before.active:
        end_membership(context, id)
    context.run(sql.DELETE_MANAGER_TERMS, value=str(id))
    for (report,) in context.rows(sql.UNSET_MANAGER, id=id, now=context.now):
        if report != id:
            context.emit(UserChanged(member=MemberId(report), changed=("manager",)))
    context.run(sql.DELETE_TERMS, id=id)
    context.run(sql.DELETE_EMAILS, id=id)
    context.run(sql.DELETE, id=id)
    context.emit(UserRemoved(member=id))


def _locked(context: Context, id: MemberId, version: int | None) -> DirectoryUser:
    found = lock_user(context, id)
    if version is not None and found.version != version:
        raise Conflict("scim.stale", "this user was changed in the meantime; read them again")
    return found


def _check(context: Context, profile: DirectoryProfile, before: DirectoryUser | None) -> None:
    """Check a profile against the settings, and against the other users."""
    check_profile(context.settings(ScimSettings), profile, tuple(assignable_roles(context.community_type)))
    name = fold(profile.user_name)
    if (before is None or fold(before.profile.user_name) != name) and context.rows(
        sql.ID_OF_NAME, name_key=name
    ):
        raise _taken()
    manager = profile.manager
    is_new = manager is not None and (before is None or before.profile.manager != manager)
    if is_new and not context.rows(sql.KNOWN, ids=[manager]):
        raise no_such_user()


def _taken() -> Conflict:
    return Conflict("scim.user_exists", "this user was provisioned already; find them by their userName")


def _store(context: Context, after: DirectoryUser, changed: Iterable[str]) -> None:
    context.run(
        sql.CHANGE,
        id=after.id,
        new_active=after.active,
        new_user_name_key=fold(after.profile.user_name),
        now=context.now,
        **{f"new_{name}": value for name, value in sql.profile_values(after.profile).items()},
    )
    if changed:
        context.run(sql.DELETE_TERMS, id=after.id)
        emails = "emails" in changed
        if emails:
            context.run(sql.DELETE_EMAILS, id=after.id)
        _index(context, after, emails=emails)


def _index(context: Context, user: DirectoryUser, *, emails: bool) -> None:
    """Write what a user is found by."""
    context.run_many(
        sql.ADD_TERM,
        [
            {"id": user.id, "attribute": attribute, "value": value}
            for attribute, value in terms_of(user.id, user.profile)
        ],
    )
    if emails:
        context.run_many(
            sql.ADD_EMAIL,
            [
                {
                    "id": user.id,
                    "position": position,
                    "value": each.value,
                    "value_key": fold(each.value),
                    "type": each.type,
                    "type_key": fold(each.type),
                    "primary": each.primary,
                }
                for position, each in enumerate(user.profile.emails)
            ],
        )


def _let_in(context: Context, user: DirectoryUser, key: str) -> None:
    """Make somebody a member, or take over who is one."""
    inside = find_membership(context, user.id)
    if inside is None or not inside.is_current:
        enroll_member(context, key, role=user.profile.role or "member", name=user.profile.shown_name)
        return
    _align(context, inside, user, role=bool(user.profile.role))


def _keep_in(context: Context, before: DirectoryUser, after: DirectoryUser) -> None:
    """Carry out what changed of somebody who has access now."""
    inside = find_membership(context, after.id)
    if inside is not None and inside.is_current:
        _align(context, inside, after, role=before.profile.role != after.profile.role)
        return
    ((key,),) = context.rows(sql.KEY, id=after.id)
    enroll_member(context, key, role=after.profile.role or "member", name=after.profile.shown_name)
    for (group,) in context.rows(sql.GROUPS_OF, member=after.id):
        add_to_kept_group(context, GroupId(group), after.id, kept_by=FEATURE)


def _align(context: Context, inside: Membership, user: DirectoryUser, *, role: bool) -> None:
    """Give a member the name and, where the directory says another one now, the role that it says."""
    if inside.name != user.profile.shown_name:
        rename_member(context, inside.id, user.profile.shown_name)
    wanted = user.profile.role or "member"
    if not role or inside.role == wanted:
        return
    if inside.role == "owner":
        raise Conflict("scim.owner_stays", "this person is an owner; change that in the community first")
    change_role(context, inside, wanted)
