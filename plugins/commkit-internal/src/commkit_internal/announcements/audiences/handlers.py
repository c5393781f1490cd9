"""How audiences are opened, and how their groups follow those whom they are meant for."""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from commkit import Conflict, Context, Invalid, MemberId
from commkit.communities import lock_community
from commkit.members import (
    Group,
    GroupId,
    add_to_kept_group,
    create_kept_group,
    lock_group,
    remove_from_kept_group,
)
from commkit_articles import Article, CreateArticle
from commkit_internal.announcements.audiences import statements as sql
from commkit_internal.announcements.audiences.messages import CreateAnnouncement, OpenAudience
from commkit_internal.announcements.audiences.records import (
    Audience,
    AudienceId,
    AudiencePart,
    AudienceRole,
    StoredAudience,
)
from commkit_internal.announcements.facts import AudienceOpened
from commkit_internal.announcements.feature import ANNOUNCEMENTS, announcement_feature
from commkit_internal.policy import MAX_AUDIENCES
from commkit_internal.units.policy import check_open
from commkit_internal.units.records import Unit, UnitId


@announcement_feature.loads(Audience)
def fetch_audience(context: Context, id: UUID) -> Audience | None:
    """An audience, for who may announce."""
    if not context.can("internal.announce"):
        return None
    found = context.one(sql.ONE, id=id)
    return None if found is None else with_parts(context, [found])[0]


def with_parts(context: Context, found: Iterable[StoredAudience]) -> list[Audience]:
    """Audiences with their parts and roles, in two statements for all of them."""
    stored = list(found)
    ids = [one.id for one in stored]
    parts = context.rows(sql.PARTS, ids=ids) if ids else []
    roles = context.rows(sql.ROLES, ids=ids) if ids else []
    return [
        Audience(
            id=one.id,
            group=one.group,
            units=tuple(part.unit for part in parts if part.audience == one.id and part.unit is not None),
            groups=tuple(part.group for part in parts if part.audience == one.id and part.unit is None),
            roles=tuple(named.role for named in roles if named.audience == one.id),
            opened_at=one.opened_at,
        )
        for one in stored
    ]


@announcement_feature.handles(OpenAudience)
def open_audience(context: Context, command: OpenAudience) -> Audience:
    """Look up the groups of what is named, lock them, find the audience or add it, and bring its group up to date."""
    parts = _parts(context, command.units, command.groups)
    roles = sorted(set(command.roles))
    if unknown := set(roles) - {role for role, _ in context.dispatch.grants}:
        raise Invalid.field("roles", "unknown", f"there is no role {min(unknown)!r} here")
    if not parts and not roles:
        raise Invalid.field(
            "units", "nothing_named", "name units, groups or roles; for everybody leave the audience out"
        )
    # Whoever changes the members of one of these groups waits, and sees the audience then.
    for group in sorted(parts):
        lock_group(context, group)
    fingerprint = _fingerprint(parts, roles)
    found = context.one(sql.WITH_FINGERPRINT, fingerprint=fingerprint)
    if found is None:
        found = _add(context, parts, roles, fingerprint)
    keep_up(context, context.rows(sql.MISPLACED_IN, audience=found.id, announcing=announcing_roles(context)))
    return with_parts(context, [found])[0]


@announcement_feature.handles(CreateAnnouncement)
def create_announcement(context: Context, command: CreateAnnouncement) -> Article:
    """Open the audience, and begin an article for it."""
    audience: GroupId | None = None
    if command.units or command.groups or command.roles:
        opened = OpenAudience(units=command.units, groups=command.groups, roles=command.roles)
        audience = context.do(opened).group
    return context.do(
        CreateArticle(
            title=command.title, body=command.body, tags=command.tags, kind=command.kind, audience=audience
        )
    )


def announcing_roles(context: Context) -> list[str]:
    """The roles whose holders may announce."""
    grants = context.dispatch.grants
    return [role for role, trust in grants if trust == 0 and "internal.announce" in grants[role, 0]]


def keep_up(context: Context, misplaced: Iterable[tuple[GroupId, MemberId, bool]]) -> None:
    """Bring members into the groups of audiences, and take others out of them.

    Args:
        context: The context of the command or reaction.
        misplaced: The group, the member, and whether they are to be in it; in the order of the groups.
    """
    for group, member, comes in misplaced:
        if comes:
            add_to_kept_group(context, group, member, kept_by=ANNOUNCEMENTS)
        else:
            remove_from_kept_group(context, group, member, kept_by=ANNOUNCEMENTS)


def _parts(
    context: Context, units: Iterable[UnitId], groups: Iterable[GroupId]
) -> dict[GroupId, UnitId | None]:
    parts: dict[GroupId, UnitId | None] = {}
    for id in units:
        unit = context.get(Unit, id)
        check_open(unit)
        parts[unit.group] = unit.id
    for group in groups:
        if group in parts:
            continue
        if context.get(Group, group).kept_by:
            raise Conflict(
                "internal.kept_group",
                "this group is kept by a feature; name the org unit, or a group that people keep",
            )
        parts[group] = None
    return parts


def _add(
    context: Context, parts: dict[GroupId, UnitId | None], roles: list[str], fingerprint: str
) -> StoredAudience:
    lock_community(
        context
    )  # two at once cannot both be the last that the limit allows, nor open the same one
    found = context.one(sql.WITH_FINGERPRINT, fingerprint=fingerprint)
    if found is not None:
        return found
    if context.rows(sql.COUNT)[0][0] >= MAX_AUDIENCES:
        raise Conflict(
            "internal.too_many_audiences",
            f"there are {MAX_AUDIENCES} audiences of announcements already; use one of those",
        )
    made = StoredAudience(
        id=AudienceId(context.new_id()),
        group=create_kept_group(context, kept_by=ANNOUNCEMENTS, title="Announcements").id,
        fingerprint=fingerprint,
        has_parts=bool(parts),
        has_roles=bool(roles),
        opened_at=context.now,
    )
    context.run(sql.ADD, made)
    for group, unit in sorted(parts.items()):
        context.run(sql.ADD_PART, AudiencePart(made.id, group, unit))
    for role in roles:
        context.run(sql.ADD_ROLE, AudienceRole(made.id, role))
    context.emit(AudienceOpened(audience=made.id))
    return made


def _fingerprint(parts: Iterable[GroupId], roles: Iterable[str]) -> str:
    named = [group.hex for group in sorted(parts)] + ["roles", *roles]
    return sha256("\n".join(named).encode()).hexdigest()
