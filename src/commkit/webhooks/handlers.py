"""How endpoints are created, changed, enabled, pinged and deleted."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.communities import lock_community
from commkit.fetching import FetchError, FetchPolicy, check_fetchable
from commkit.runtime.model.errors import Conflict, FieldError, Invalid, NotFound
from commkit.runtime.sessions.context import Context
from commkit.webhooks import statements as sql
from commkit.webhooks.facts import (
    EndpointCreated,
    EndpointDeleted,
    EndpointEnabled,
    EndpointPinged,
    EndpointUpdated,
)
from commkit.webhooks.feature import WebhookSettings, webhooks
from commkit.webhooks.jobs import disable_endpoint
from commkit.webhooks.messages import (
    CreateEndpoint,
    DeleteEndpoint,
    EnableEndpoint,
    PingEndpoint,
    RotateEndpointSecret,
    UpdateEndpoint,
)
from commkit.webhooks.policy import PREVIOUS_SECRET_DURATION, new_secret
from commkit.webhooks.records import Endpoint, EndpointId


@webhooks.loads(Endpoint)
def fetch_endpoint(context: Context, id: UUID) -> Endpoint | None:
    """Load an endpoint of this community, for those who manage them."""
    return context.one(sql.ONE, id=id) if context.can("webhooks.manage") else None


@webhooks.handles(CreateEndpoint)
def create_endpoint(context: Context, command: CreateEndpoint) -> Endpoint:
    """Add an endpoint with a secret of its own."""
    facts = tuple(dict.fromkeys(command.facts))
    _check(context, url=command.url, facts=facts)
    most = context.settings(WebhookSettings).max_endpoints
    made = Endpoint(
        id=EndpointId(context.new_id()),
        url=command.url,
        facts=facts,
        secret=new_secret(),
        created_at=context.now,
        disabled_at=None,
        disabled_reason="",
        delivered_count=0,
        failed_count=0,
        last_status=None,
        last_attempt_at=None,
        failing_since=None,
    )
    lock_community(context)  # two at once cannot both be the last that the limit allows
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
    """Change the address or the facts."""
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
    """Set a new secret, and keep the previous one for a day."""
    found = context.get(Endpoint, command.endpoint)
    renewed = evolve(found, secret=new_secret())
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
    """Enable or disable it; repeated, it changes nothing."""
    if not command.enabled:
        return disable_endpoint(context, command.endpoint, reason="host")
    found = context.get(Endpoint, command.endpoint)
    if context.run(sql.ENABLE, id=found.id):
        context.emit(EndpointEnabled(endpoint=found.id))
    return context.get(Endpoint, found.id)


@webhooks.handles(DeleteEndpoint)
def delete_endpoint(context: Context, command: DeleteEndpoint) -> None:
    """Delete it; what was not delivered yet is not sent."""
    found = context.get(Endpoint, command.endpoint)
    if context.run(sql.DELETE, id=found.id) == 0:
        raise NotFound("runtime.not_found", "there is no such endpoint here, or it is not for you to see")
    context.emit(EndpointDeleted(endpoint=found.id))


@webhooks.handles(PingEndpoint)
def ping_endpoint(context: Context, command: PingEndpoint) -> Endpoint:
    """Emit the fact that is sent to this endpoint only."""
    found = context.get(Endpoint, command.endpoint)
    context.emit(EndpointPinged(endpoint=found.id))
    return found


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
