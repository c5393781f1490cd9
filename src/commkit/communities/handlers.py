"""How communities are created, updated, configured and archived."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.communities import statements as sql
from commkit.communities.feature import communities
from commkit.communities.messages import (
    ArchiveCommunity,
    CommunityArchived,
    CommunityCreated,
    CommunityReopened,
    CommunityUpdated,
    CreateCommunity,
    ListAuditEntries,
    ListCommunities,
    ReadCommunity,
    ReopenCommunity,
    SettingsUpdated,
    UpdateCommunity,
    UpdateSettings,
)
from commkit.communities.records import Community, Visibility
from commkit.runtime.model.errors import Conflict, FieldError, Invalid
from commkit.runtime.model.ids import LOBBY, CommunityId, new_community_id
from commkit.runtime.model.messages import Command, Deny
from commkit.runtime.model.records import AuditEntry
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.model.types import BANNED, OUTSIDER
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, decode_cursor, page_size
from commkit.runtime.values.serialization import from_json, to_json

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WEEK_HOURS = 168
_LAST = UUID(int=2**128 - 1)


@communities.loads(Community)
def fetch_community(context: Context, id: CommunityId) -> Community | None:
    """The community of this session, or, in the lobby, one that anybody may learn of."""
    inside = context.community_id
    if context.role in (OUTSIDER, BANNED) and context.community.visibility is Visibility.SECRET:
        inside = (
            LOBBY  # who created a secret community, left it and repeats the creation is not inside any more
        )
    return context.one(sql.ONE, community_id=id, inside=inside)


@communities.gates(Command)
def refuse_when_archived(context: Context, command: Command[Any]) -> Deny | None:
    """Nothing is written in an archived community, until it is reopened."""
    if context.community.archived_at is None or command.when_archived:
        return None
    return Deny(
        "communities.archived", "this community is archived; it can be read, and its owner may reopen it"
    )


@communities.explains("", gate=refuse_when_archived)
def explain_archived(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Whether what is asked for is carried out as things are."""
    if context.community.archived_at is None:
        yield TraceStep("archive", RuleOutcome.FACT, "the community is open")
    elif not question.messages:
        yield TraceStep("archive", RuleOutcome.FACT, "the community is archived")
    elif any(not issubclass(message, Command) for message in question.messages):
        yield TraceStep("archive", True, "the community is archived; it can be read")
    else:
        is_done = any(getattr(message, "when_archived", False) for message in question.messages)
        yield TraceStep(
            "archive", is_done, "the community is archived, and nothing is written but for its end"
        )


@communities.handles(CreateCommunity)
def create_community(context: Context, command: CreateCommunity) -> Community:
    """Check the promises, take the slug, add the community; the reactions make its owner and let the type refuse."""
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
    """Change what is named, unless somebody was faster."""
    before: Community = context.community
    changes = {
        name: getattr(command, name)
        for name in ("title", "purpose", "visibility", "join_policy", "care_hours", "review_on")
        if getattr(command, name) is not None
    }
    after = evolve(before, **changes, version=command.version + 1)
    _check_update(context, command, after)
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
    """Put some values over the community's own settings of one feature."""
    ((text, version),) = context.rows(sql.SETTINGS)
    settings = from_json(text) if text else {}
    settings[command.feature] = {**settings.get(command.feature, {}), **command.values}
    context.check_settings(settings)
    if not context.run(sql.SET_SETTINGS, new_settings=to_json(settings), expected_version=version):
        raise Conflict("communities.stale", "its settings were changed in the meantime; try again")
    updated = evolve(context.community, version=version + 1)
    context.changed(community=updated, settings=to_json(settings))
    context.emit(SettingsUpdated(feature=command.feature))
    return updated


@communities.handles(ArchiveCommunity)
def archive_community(context: Context, command: ArchiveCommunity) -> Community:
    """Close it for writing."""
    if context.community.archived_at is not None:
        raise Conflict("communities.archived", "this community is archived already")
    context.run(sql.SET_ARCHIVED, new_archived_at=context.now)
    archived = evolve(context.community, archived_at=context.now)
    context.changed(community=archived)
    context.emit(CommunityArchived(reason=command.reason))
    return archived


@communities.handles(ReopenCommunity)
def reopen_community(context: Context, command: ReopenCommunity) -> Community:
    """Open it for writing."""
    if context.community.archived_at is None:
        raise Conflict("communities.not_archived", "this community is open")
    context.run(sql.SET_ARCHIVED, new_archived_at=None)
    reopened = evolve(context.community, archived_at=None)
    context.changed(community=reopened)
    context.emit(CommunityReopened())
    return reopened


@communities.handles(ReadCommunity)
def read_community(context: Context, query: ReadCommunity) -> Community:
    """The session found it already."""
    return _community(context)


@communities.handles(ListAuditEntries)
def list_audit_entries(context: Context, query: ListAuditEntries) -> Page[AuditEntry]:
    """By id, which rises with time."""
    after = UUID(bytes=decode_cursor(query.after, 16)) if query.after is not None else _LAST
    limit = page_size(query.limit)
    rows = context.rows(sql.AUDIT_ENTRIES, after=after, size=limit + 1)
    return cut(
        [_without_discreet_actor(context, entry) for entry in rows], limit, lambda entry: entry.id.bytes
    )


@communities.handles(ListCommunities)
def list_communities(context: Context, query: ListCommunities) -> Page[Community]:
    """Those that anybody may learn of."""
    after = _slug_from_cursor(query.after) if query.after is not None else ""
    limit = page_size(query.limit)
    rows = context.rows(sql.LIST, after=after, size=limit + 1)
    return cut(rows, limit, lambda row: row.slug.encode())


def _without_discreet_actor(context: Context, entry: AuditEntry) -> AuditEntry:
    """An entry without who did it, where the command is discreet and the host is not the one to ask."""
    command = context.registry.messages.get(entry.command)
    if context.actor is SYSTEM or not getattr(command, "discreet", False):
        return entry
    return evolve(entry, member=None, result=None)


def _community(context: Context) -> Community:
    found: Community = context.community
    return found


def _check_new_community(context: Context, command: CreateCommunity) -> None:
    errors = []
    if not _SLUG.fullmatch(command.slug):
        errors.append(FieldError("slug", "bad_slug", "use lower-case letters, digits and inner hyphens"))
    if command.type not in context.registry.types:
        known = ", ".join(sorted(context.registry.types))
        errors.append(
            FieldError(
                "type",
                "unknown_type",
                f"no community type {command.type!r} is installed; choose one of: {known}",
            )
        )
    errors += _care_hours_errors(command.care_hours) + _review_on_errors(context, command.review_on)
    if errors:
        raise Invalid(errors)


def _check_update(context: Context, command: UpdateCommunity, after: Community) -> None:
    errors = _care_hours_errors(after.care_hours)
    if command.review_on is not None:
        errors += _review_on_errors(context, command.review_on)
    if errors:
        raise Invalid(errors)


def _care_hours_errors(hours: int | None) -> list[FieldError]:
    if hours is not None and 1 <= hours <= _WEEK_HOURS:
        return []
    return [FieldError("care_hours", "out_of_range", "promise 1 to 168 hours of care a week")]


def _review_on_errors(context: Context, day: date | None) -> list[FieldError]:
    if day is not None and day > context.now.date():
        return []
    return [FieldError("review_on", "not_in_future", "name a coming day on which its purpose is reviewed")]


def _slug_from_cursor(cursor: str) -> str:
    slug = decode_cursor(cursor).decode(errors="replace")
    if not _SLUG.fullmatch(slug):
        raise Invalid.field("after", "bad_cursor", "give the `next` of an earlier page of the same query")
    return slug
