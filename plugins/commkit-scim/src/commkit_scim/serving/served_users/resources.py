"""Users over HTTP: each request is one unit of work."""

from typing import Any
from uuid import UUID

from scim2_models import Context

from commkit import MemberId, NotFound, Session
from commkit.http_resources import HttpResponse
from commkit_scim.schemas.policy import etag, profile_of_resource, user_resource
from commkit_scim.schemas.records import user_model
from commkit_scim.serving.endpoints.policy import Endpoint, Exchange, Work, check_match, one_response
from commkit_scim.serving.errors.policy import respond
from commkit_scim.serving.patches.policy import apply_patch, read_patch
from commkit_scim.serving.requests.policy import TOLERANT, Wanted, read_body
from commkit_scim.tokens.records import ScimClient
from commkit_scim.users.messages import ChangeUser, FindUsers, ProvisionUser, ReadUser, RemoveUser
from commkit_scim.users.records import DirectoryUser


def id_of(text: str) -> UUID:
    """The id in an address.

    Raises:
        NotFound: It can be that of nothing.
    """
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("runtime.not_found", "there is no such resource here") from None


def _model(client: ScimClient) -> Any:
    return user_model(emails=client.emails, roles=client.roles)


def _resource(exchange: Exchange, user: DirectoryUser) -> Any:
    return user_resource(user, _model(exchange.client), exchange.request.root)


def _answered(exchange: Exchange, user: DirectoryUser, status: int = 200) -> HttpResponse:
    return one_response(exchange, _resource(exchange, user), _model(exchange.client), status=status)


def _page(exchange: Exchange, session: Session, wanted: Wanted) -> tuple[int, list[Any]]:
    found = session.ask(
        FindUsers(
            filter=wanted.filter,
            sort_by=wanted.sort_by,
            descending=wanted.descending,
            start=wanted.start,
            count=wanted.count,
        )
    )
    return found.total, [_resource(exchange, user) for user in found.items]


def _creating(exchange: Exchange) -> Work:
    sent = _model(exchange.client).model_validate(
        _with_access(read_body(exchange.request)),
        scim_ctx=Context.RESOURCE_CREATION_REQUEST,
        scim_policy=TOLERANT,
    )
    command = ProvisionUser(profile=profile_of_resource(sent), active=bool(sent.active))
    return lambda session: _answered(exchange, session.do(command), 201)


def _says_access(body: dict[str, Any]) -> bool:
    """Whether it is said if the user has access; null says nothing (RFC 7643, section 2.5)."""
    return any(name.lower() == "active" and value is not None for name, value in body.items())


def _with_access(body: dict[str, Any]) -> dict[str, Any]:
    """The same, with access where nothing is said of it: the schema asks for it, and some directories leave it out."""
    if _says_access(body):
        return body
    return {**{name: value for name, value in body.items() if name.lower() != "active"}, "active": True}


def _reading(exchange: Exchange, id: str) -> Work:
    user = MemberId(id_of(id))
    return lambda session: _answered(exchange, session.ask(ReadUser(user)))


def _read_for_change(exchange: Exchange, session: Session, id: MemberId) -> DirectoryUser:
    before = session.ask(ReadUser(id))
    check_match(exchange, etag(before.version))
    return before


def _replacing(exchange: Exchange, id: str) -> Work:
    user, body = MemberId(id_of(id)), read_body(exchange.request)
    sent = _model(exchange.client).model_validate(
        _with_access(body), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST, scim_policy=TOLERANT
    )

    def work(session: Session) -> HttpResponse:
        before = _read_for_change(exchange, session, user)
        active = bool(sent.active) if _says_access(body) else before.active
        return _changed(exchange, session, before, sent, active=active)

    return work


def _patching(exchange: Exchange, id: str) -> Work:
    user, body = MemberId(id_of(id)), read_body(exchange.request)
    patch = read_patch(body, _model(exchange.client))

    def work(session: Session) -> HttpResponse:
        before = _read_for_change(exchange, session, user)
        resource = _resource(exchange, before)
        apply_patch(patch, resource)
        return _changed(exchange, session, before, resource, active=bool(resource.active))

    return work


def _changed(
    exchange: Exchange, session: Session, before: DirectoryUser, said: Any, *, active: bool
) -> HttpResponse:
    profile = profile_of_resource(said)
    if profile == before.profile and active == before.active:
        return _answered(exchange, before)  # no command: what is said already leaves no trace
    command = ChangeUser(user=before.id, profile=profile, active=active, version=before.version)
    return _answered(exchange, session.do(command))


def _deleting(exchange: Exchange, id: str) -> Work:
    user = MemberId(id_of(id))

    def work(session: Session) -> HttpResponse:
        before = _read_for_change(exchange, session, user)
        session.do(RemoveUser(user=user, version=before.version))
        return respond(204, None)

    return work


USERS = Endpoint(_model, _page, _creating, _reading, _replacing, _patching, _deleting)
"""`/Users`."""
