"""Groups over HTTP: each request is one unit of work."""

from collections.abc import Sequence
from typing import Any

from scim2_models import Context

from commkit import Session
from commkit.http_resources import HttpResponse
from commkit.members import GroupId
from commkit_scim.groups.messages import (
    ChangeGroup,
    FindGroups,
    IsGroupChanged,
    ListMembersOfGroup,
    ProvisionGroup,
    ReadGroup,
    RemoveGroup,
)
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember
from commkit_scim.schemas.policy import etag, group_resource, member_ids
from commkit_scim.schemas.records import Group
from commkit_scim.serving.endpoints.policy import Endpoint, Exchange, Work, check_match, one_response
from commkit_scim.serving.errors.policy import respond
from commkit_scim.serving.patches.policy import GroupPatch, apply_patch, group_patch, read_patch
from commkit_scim.serving.requests.policy import TOLERANT, Wanted, read_body, selection_of
from commkit_scim.serving.served_users.resources import id_of
from commkit_scim.tokens.records import ScimClient


def _model(client: ScimClient) -> Any:
    return Group


def _wants_members(selection: Any) -> bool:
    """Whether who is in a group is answered; there may be many."""
    left_out = [str(each).lower() for each in selection.excluded_attributes or ()]
    asked = [str(each).lower() for each in selection.attributes or ()]
    return "members" not in left_out and (not asked or any("members" in each for each in asked))


def _answered(
    exchange: Exchange, group: DirectoryGroup, members: Sequence[DirectoryMember], status: int = 200
) -> HttpResponse:
    return one_response(exchange, group_resource(group, members, exchange.request.root), Group, status=status)


def _page(exchange: Exchange, session: Session, wanted: Wanted) -> tuple[int, list[Any]]:
    found = session.ask(
        FindGroups(
            filter=wanted.filter,
            sort_by=wanted.sort_by,
            descending=wanted.descending,
            start=wanted.start,
            count=wanted.count,
            members=_wants_members(wanted.selection),
        )
    )
    inside: dict[GroupId, list[DirectoryMember]] = {}
    for each in found.members:
        inside.setdefault(each.group, []).append(each)
    root = exchange.request.root
    return found.total, [group_resource(group, inside.get(group.id, ()), root) for group in found.items]


def _creating(exchange: Exchange) -> Work:
    sent = Group.model_validate(
        read_body(exchange.request), scim_ctx=Context.RESOURCE_CREATION_REQUEST, scim_policy=TOLERANT
    )
    command = ProvisionGroup(
        title=sent.display_name or "", external_id=sent.external_id or "", members=member_ids(sent.members)
    )

    def work(session: Session) -> HttpResponse:
        made = session.do(command)
        return _answered(exchange, made, _members(exchange, session, made.id), 201)

    return work


def _reading(exchange: Exchange, id: str) -> Work:
    group = GroupId(id_of(id))

    def work(session: Session) -> HttpResponse:
        found = session.ask(ReadGroup(group))
        return _answered(exchange, found, _members(exchange, session, group))

    return work


def _members(exchange: Exchange, session: Session, group: GroupId) -> tuple[DirectoryMember, ...]:
    if not _wants_members(selection_of(exchange.request, Group)):
        return ()
    return session.ask(ListMembersOfGroup(group))


def _read_for_change(exchange: Exchange, session: Session, id: GroupId) -> DirectoryGroup:
    before = session.ask(ReadGroup(id))
    check_match(exchange, etag(before.version))
    return before


def _replacing(exchange: Exchange, id: str) -> Work:
    group = GroupId(id_of(id))
    sent = Group.model_validate(
        read_body(exchange.request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST, scim_policy=TOLERANT
    )
    whole = GroupPatch(
        sent.display_name, sent.external_id or "", frozenset(member_ids(sent.members)), only=True
    )

    def work(session: Session) -> HttpResponse:
        before = _read_for_change(exchange, session, group)
        after = _changed(session, before, whole)
        return _answered(exchange, after, _members(exchange, session, group))

    return work


def _patching(exchange: Exchange, id: str) -> Work:
    group = GroupId(id_of(id))
    patch = read_patch(read_body(exchange.request), Group)
    known = group_patch(patch)

    def work(session: Session) -> HttpResponse:
        before = _read_for_change(exchange, session, group)
        after = _changed(session, before, known or _applied(exchange, session, before, patch))
        if "attributes" in exchange.request.query:
            return _answered(exchange, after, _members(exchange, session, group))
        return respond(204, None, (("ETag", etag(after.version)),))

    return work


def _applied(exchange: Exchange, session: Session, before: DirectoryGroup, patch: Any) -> GroupPatch:
    """What operations come to that ask who is in the group."""
    inside = session.ask(ListMembersOfGroup(before.id))
    resource = group_resource(before, inside, exchange.request.root)
    apply_patch(patch, resource)
    members = frozenset(member_ids(resource.members))
    return GroupPatch(resource.display_name, resource.external_id or "", members, only=True)


def _changed(session: Session, before: DirectoryGroup, patch: GroupPatch) -> DirectoryGroup:
    said: dict[str, Any] = {
        "group": before.id,
        "title": patch.title,
        "external_id": patch.external_id,
        "add": tuple(sorted(patch.add)),
        "remove": tuple(sorted(patch.remove)),
        "only": patch.only,
    }
    if not session.ask(IsGroupChanged(**said)):
        return before  # no command: what is said already leaves no trace
    return session.do(ChangeGroup(**said, version=before.version))


def _deleting(exchange: Exchange, id: str) -> Work:
    group = GroupId(id_of(id))

    def work(session: Session) -> HttpResponse:
        before = _read_for_change(exchange, session, group)
        session.do(RemoveGroup(group=group, version=before.version))
        return respond(204, None)

    return work


GROUPS = Endpoint(_model, _page, _creating, _reading, _replacing, _patching, _deleting)
"""`/Groups`."""
