"""How members and tags are imported."""

from collections.abc import Iterable

from commkit.communities import change_member_count
from commkit.importers import statements as sql
from commkit.importers.feature import importers
from commkit.importers.mapping import MEMBER, TAG, Batch
from commkit.importers.messages import ImportMembers, ImportTags
from commkit.importers.records import ExternalMember, ImportResult
from commkit.members import statements as members_sql
from commkit.members.accounts import statements as accounts_sql
from commkit.members.enrolling.handlers import with_kept_restriction
from commkit.members.kept_restrictions.handlers import find_kept_restrictions, forget_kept_restriction
from commkit.members.records import MembershipKind, new_membership
from commkit.posts import TagReservationChanged, clean_tags
from commkit.posts.tag_rules import statements as tag_rules_sql
from commkit.posts.tags import statements as tags_sql
from commkit.runtime.model import types
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@importers.handles(ImportMembers)
def import_members(context: Context, command: ImportMembers) -> ImportResult:
    """Add an account for each key without one, and a membership for each account without one here."""
    batch = Batch(context, command, MEMBER, (member.external_id for member in command.members))
    new_members: dict[str, ExternalMember] = {}
    for member in command.members:
        if member.external_id in new_members:
            batch.skip("duplicate id")
        elif not batch.is_imported(member.external_id):
            new_members[member.external_id] = member
    accounts = _accounts(context, new_members.values())
    kept = find_kept_restrictions(context, accounts)
    added = 0
    for member in new_members.values():
        id = accounts.get(member.key)
        if id is None:
            batch.skip("key of an agent")
            continue
        # One by one, to learn which are new: the host may have added some already.
        made = new_membership(
            id, member.key, member.name, role=types.MEMBER, staff=False, joined_at=member.joined_at
        )
        made = with_kept_restriction(made, kept.get(member.key))
        if context.run(members_sql.ADD, made):
            added += made.is_current
            if member.key in kept:
                forget_kept_restriction(context, member.key)
        batch.mark_imported(member.external_id, id)
    if added:
        change_member_count(context, added)
    return batch.finish()


@importers.handles(ImportTags)
def import_tags(context: Context, command: ImportTags) -> ImportResult:
    """Add tags without posts, and reserve those of moderators; else a tag that exists stays as it is."""
    batch = Batch(context, command, TAG, (tag.external_id for tag in command.tags))
    names: set[str] = set()
    reserved: set[str] = set()
    for tag in command.tags:
        if batch.is_imported(tag.external_id):
            continue
        cleaned = clean_tags([tag.name], max_tags=1)
        names.update(cleaned)
        reserved.update(cleaned if tag.reserved else ())
        batch.mark_imported(tag.external_id)
    context.run_many(tags_sql.COUNT_TAG, [{"name": name, "post_count": 0} for name in sorted(names)])
    for name in sorted(reserved):
        if context.run(tag_rules_sql.RESERVE, name=name, synonym_of=None, reserved_at=context.now):
            context.emit(TagReservationChanged(tag=name, reserved=True))
    return batch.finish()


def _accounts(context: Context, new_members: Iterable[ExternalMember]) -> dict[str, MemberId]:
    """The member id of each key that is not an agent's."""
    accounts = [
        {
            "key": member.key,
            "id": context.new_id(at=member.joined_at),
            "created_at": context.now,
            "kind": MembershipKind.PERSON,
        }
        for member in sorted(new_members, key=lambda member: member.key)
    ]
    context.run_many(accounts_sql.ADD_ACCOUNT, accounts)
    keys = [account["key"] for account in accounts]
    return {key: MemberId(id) for key, id in context.rows(sql.ACCOUNTS, keys=keys)} if keys else {}
