"""How communities are created, updated, configured and archived."""

from typing import Any

from attrs import evolve

from commkit.communities import statements as sql
from commkit.communities.facts import (
    CommunityArchived,
    CommunityCreated,
    CommunityReopened,
    CommunityUpdated,
    SettingsUpdated,
)
from commkit.communities.feature import communities
from commkit.communities.messages import (
    ArchiveCommunity,
    CreateCommunity,
    ReopenCommunity,
    UpdateCommunity,
    UpdateSettings,
)
from commkit.communities.policy import care_hours_errors, review_on_errors, slug_errors, type_errors
from commkit.communities.records import Community, Visibility
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.ids import LOBBY, CommunityId, new_community_id
from commkit.runtime.model.types import BANNED, OUTSIDER
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import from_json, to_json

_UPDATABLE = ("title", "purpose", "visibility", "join_policy", "care_hours", "review_on")


@communities.loads(Community)
def fetch_community(context: Context, id: CommunityId) -> Community | None:
    """Load the session's community, or, in the lobby, one that everybody finds."""
    inside = context.community_id
    if context.role in (OUTSIDER, BANNED) and context.community.visibility is Visibility.SECRET:
        # Whoever created a secret community, left it and repeats the creation by its key is outside.
        inside = LOBBY
    return context.one(sql.ONE, community_id=id, inside=inside)


@communities.handles(CreateCommunity)
def create_community(context: Context, command: CreateCommunity) -> Community:
    """Check the fields, reserve the slug, add the row; reactions to the fact add the owner, and may refuse."""
    _check_new_community(context, command)
    made = Community(
        id=new_community_id(),
        slug=command.slug,
        type=command.type,
        title=command.title,
        purpose=command.purpose,
        visibility=command.visibility,
        join_policy=command.join_policy,
        care_hours=command.care_hours or 0,
        review_on=command.review_on or context.now.date(),
        created_at=context.now,
        archived_at=None,
        member_count=0,
        version=1,
    )
    if not context.run(sql.RESERVE_SLUG, made, community_id=made.id):
        raise Conflict(
            "communities.slug_taken", f"the name {made.slug!r} is taken; choose another", slug=made.slug
        )
    settings = to_json(command.settings) if command.settings else ""
    context.run(sql.ADD, made, community_id=made.id, settings=settings)
    context.enter(made.id)
    context.check_settings(command.settings)
    context.emit(CommunityCreated(slug=made.slug, type=made.type))
    return context.one(sql.ONE, inside=made.id) or made


@communities.handles(UpdateCommunity)
def update_community(context: Context, command: UpdateCommunity) -> Community:
    """Change the fields that are given, unless the record changed since the version that was read."""
    before = context.community
    changes = {name: value for name in _UPDATABLE if (value := getattr(command, name)) is not None}
    after = evolve(before, **changes, version=command.version + 1)
    errors = care_hours_errors(after.care_hours)
    if command.review_on is not None:
        errors += review_on_errors(command.review_on, today=context.now.date())
    if errors:
        raise Invalid(errors)
    if before.version != command.version or not context.run(
        sql.UPDATE, after, expected_version=before.version
    ):
        raise Conflict(
            "communities.stale", "it was changed in the meantime; read it again", current=before.version
        )
    context.emit(CommunityUpdated(version=after.version))
    return after


@communities.handles(UpdateSettings)
def update_settings(context: Context, command: UpdateSettings) -> Community:
    """Merge the values into the community's own settings of the feature."""
    ((text, version),) = context.rows(sql.SETTINGS)
    settings = from_json(text) if text else {}
    settings[command.feature] = {**settings.get(command.feature, {}), **command.values}
    # Only these: the community may still have settings of features that its former type had.
    context.check_settings({command.feature: settings[command.feature]})
    if not context.run(sql.SET_SETTINGS, new_settings=to_json(settings), expected_version=version):
        raise Conflict("communities.stale", "its settings were changed in the meantime; try again")
    updated = evolve(context.community, version=version + 1)
    context.adopt_own_change(community=updated, settings=to_json(settings))
    context.emit(SettingsUpdated(feature=command.feature))
    return updated


@communities.handles(ArchiveCommunity)
def archive_community(context: Context, command: ArchiveCommunity) -> Community:
    """Close the community for writing."""
    if context.community.archived_at is not None:
        raise Conflict("communities.archived", "this community is archived already")
    context.run(sql.SET_ARCHIVED, new_archived_at=context.now)
    archived = evolve(context.community, archived_at=context.now)
    context.adopt_own_change(community=archived)
    context.emit(CommunityArchived(reason=command.reason))
    return archived


@communities.handles(ReopenCommunity)
def reopen_community(context: Context, command: ReopenCommunity) -> Community:
    """Open the community for writing again."""
    if context.community.archived_at is None:
        raise Conflict("communities.not_archived", "this community is open")
    context.run(sql.SET_ARCHIVED, new_archived_at=None)
    reopened = evolve(context.community, archived_at=None)
    context.adopt_own_change(community=reopened)
    context.emit(CommunityReopened())
    return reopened


def lock_community(context: Context) -> None:
    """Lock the community's row until the commit, so that limits that are counted are not passed by two at once."""
    context.run(sql.CHANGE_MEMBER_COUNT, change=0)


def read_own_settings(context: Context) -> dict[str, dict[str, Any]]:
    """The settings of the session's community that are its own, as JSON values by feature and name."""
    ((text, _),) = context.rows(sql.SETTINGS)
    return from_json(text) if text else {}


def set_type(context: Context, type: str) -> Community:
    """Give the session's community another type, and go on by it; locks its row until the commit.

    It only sets the type; what belongs to such a change is done by the command that calls it.

    Raises:
        Conflict: Its type was changed in the meantime.
    """
    before = context.community
    if not context.run(sql.SET_TYPE, new_type=type, expected_type=before.type):
        raise Conflict("communities.stale", "its type was changed in the meantime; read the community again")
    after = evolve(before, type=type, version=before.version + 1)
    context.adopt_own_change(community=after)
    return after


def type_of(unit: UnitOfWork, community: CommunityId, /, *, locked: bool = False) -> str | None:
    """The present type of a community; None where there is none.

    Args:
        unit: Where to ask.
        community: Its id.
        locked: Whether nobody may change it until the commit.
    """
    found = unit.one(sql.TYPE_LOCKED if locked else sql.TYPE, community_id=community)
    return found[0] if found is not None else None


def change_member_count(context: Context, change: int) -> None:
    """Add to the number of members of the session's community; locks its row until the commit."""
    context.run(sql.CHANGE_MEMBER_COUNT, change=change)


def _check_new_community(context: Context, command: CreateCommunity) -> None:
    errors = (
        slug_errors(command.slug)
        + type_errors(command.type, context.registry.types)
        + care_hours_errors(command.care_hours)
        + review_on_errors(command.review_on, today=context.now.date())
    )
    if errors:
        raise Invalid(errors)
