"""What happens when endpoints are added, changed and removed."""

import base64
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.fetching import FetchError, FetchPolicy, check_fetchable
from commkit.members.statements import COUNT_MEMBERS
from commkit.runtime.model.errors import Conflict, FieldError, Invalid, NotFound
from commkit.runtime.sessions.context import Context
from commkit.webhooks import statements as sql
from commkit.webhooks.feature import WebhookSettings, webhooks
from commkit.webhooks.messages import (
    CreateEndpoint,
    DeleteEndpoint,
    DisableFailingEndpoint,
    EnableEndpoint,
    EndpointCreated,
    EndpointDeleted,
    EndpointDisabled,
    EndpointEnabled,
    EndpointPinged,
    EndpointUpdated,
    ListEndpoints,
    PingEndpoint,
    ReadEndpoint,
    RotateEndpointSecret,
    UpdateEndpoint,
)
from commkit.webhooks.records import Endpoint, EndpointId

PREVIOUS_SECRET_DURATION = timedelta(days=1)
_SECRET_BYTES = 32
"""The specification asks for 24 to 64."""


@webhooks.loads(Endpoint)
def fetch_endpoint(context: Context, id: UUID) -> Endpoint | None:
    """One endpoint of this community, for those who manage them."""
    return context.one(sql.ONE, id=id) if context.can("webhooks.manage") else None


@webhooks.handles(CreateEndpoint)
def create_endpoint(context: Context, command: CreateEndpoint) -> Endpoint:
    """A new address with a secret of its own."""
    facts = tuple(dict.fromkeys(command.facts))
    _check(context, url=command.url, facts=facts)
    most = context.settings(WebhookSettings).max_endpoints
    made = Endpoint(
        id=EndpointId(context.new_id()),
        url=command.url,
        facts=facts,
        secret=_new_secret(),
        created_at=context.now,
        disabled_at=None,
        disabled_reason="",
        delivered_count=0,
        failed_count=0,
        last_status=None,
        last_attempt_at=None,
        failing_since=None,
    )
    context.run(
        COUNT_MEMBERS, change=0
    )  # the community's row is the lock: two cannot both be the last that fits
    if context.rows(sql.COUNT)[0][0] >= most:
        raise Conflict(
            "webhooks.too_many_endpoints", f"a community may have {most} endpoints; remove one first"
        )
    context.run(
        sql.ADD, made, created_by=context.member_or_none, previous_secret=None, previous_secret_until=None
    )
    context.emit(EndpointCreated(endpoint=made.id))
    return made


@webhooks.handles(UpdateEndpoint)
def update_endpoint(context: Context, command: UpdateEndpoint) -> Endpoint:
    """Another address or other facts."""
    before = context.get(Endpoint, command.endpoint)
    facts = tuple(dict.fromkeys(command.facts or ()))
    _check(context, url=before.url if command.url is None else command.url, facts=facts)
    context.run(
        sql.UPDATE, id=before.id, new_url=command.url, new_facts=facts, keep_facts=command.facts is None
    )
    context.emit(EndpointUpdated(endpoint=before.id))
    return context.get(Endpoint, before.id)


@webhooks.handles(RotateEndpointSecret)
def rotate_endpoint_secret(context: Context, command: RotateEndpointSecret) -> Endpoint:
    """A new secret, beside the old one for a while."""
    found = context.get(Endpoint, command.endpoint)
    renewed = evolve(found, secret=_new_secret())
    context.run(
        sql.ROTATE_SECRET,
        id=found.id,
        new_secret=renewed.secret,
        until=context.now + PREVIOUS_SECRET_DURATION,
    )
    context.emit(EndpointUpdated(endpoint=found.id))
    return renewed


@webhooks.handles(EnableEndpoint)
def enable_endpoint(context: Context, command: EnableEndpoint) -> Endpoint:
    """On or off; to say it twice changes nothing."""
    if not command.enabled:
        return _disable(context, command.endpoint, reason="host")
    found = context.get(Endpoint, command.endpoint)
    if context.run(sql.ENABLE, id=found.id):
        context.emit(EndpointEnabled(endpoint=found.id))
    return context.get(Endpoint, found.id)


@webhooks.handles(DeleteEndpoint)
def delete_endpoint(context: Context, command: DeleteEndpoint) -> None:
    """Gone, and what was on its way to it is not sent."""
    found = context.get(Endpoint, command.endpoint)
    if context.run(sql.DELETE, id=found.id) == 0:
        raise NotFound("runtime.not_found", "there is no such endpoint here, or it is not for you to see")
    context.emit(EndpointDeleted(endpoint=found.id))


@webhooks.handles(PingEndpoint)
def ping_endpoint(context: Context, command: PingEndpoint) -> Endpoint:
    """A fact for this endpoint alone."""
    found = context.get(Endpoint, command.endpoint)
    context.emit(EndpointPinged(endpoint=found.id))
    return found


@webhooks.handles(ReadEndpoint)
def read_endpoint(context: Context, query: ReadEndpoint) -> Endpoint:
    """One endpoint."""
    return context.get(Endpoint, query.endpoint)


@webhooks.handles(ListEndpoints)
def list_endpoints(context: Context, query: ListEndpoints) -> tuple[Endpoint, ...]:
    """All of them; their number is limited."""
    return tuple(context.rows(sql.ALL))


@webhooks.handles(DisableFailingEndpoint)
def disable_failing_endpoint(context: Context, command: DisableFailingEndpoint) -> Endpoint:
    """Off, because of how it behaves."""
    return _disable(context, command.endpoint, reason=command.reason)


def _disable(context: Context, id: EndpointId, *, reason: str) -> Endpoint:
    """Send no more to an endpoint; says so once."""
    found = context.get(Endpoint, id)
    if context.run(sql.DISABLE, id=found.id, now=context.now, reason=reason):
        context.emit(EndpointDisabled(endpoint=found.id, reason=reason))
    return context.get(Endpoint, found.id)


def _check(context: Context, *, url: str, facts: tuple[str, ...]) -> None:
    errors = []
    try:
        check_fetchable(url, context.port(FetchPolicy) or FetchPolicy())
    except FetchError as error:
        errors.append(FieldError("url", error.code.partition(".")[2], error.message))
    known: Any = context.registry.facts
    errors += [
        FieldError(f"facts[{place}]", "unknown_fact", f"there is no fact {name!r}")
        for place, name in enumerate(facts)
        if name not in known
    ]
    if errors:
        raise Invalid(errors)


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
