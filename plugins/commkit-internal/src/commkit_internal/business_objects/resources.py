"""The HTTP resource to which a business system sends its signed events."""

import base64

from commkit import SYSTEM, Invalid, NotFound
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource, HttpResponse, HttpWork
from commkit_internal.business_objects.messages import RecordObjectChange, VerifyObjectEvent
from commkit_internal.business_objects.records import ObjectEvent

PATH = "/internal/object-events"
MAX_BYTES = 65_536
"""Bytes of an event, at most."""


def answer(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """Verify an event, then record it once for its id; whether anything here names the object is not told.

    Args:
        request: The request.
        actor: Who the host says sent it; what counts is the signature.

    Raises:
        NotFound: There is nothing at this address.
        Invalid: It is too long, or is no event.
        Denied: The signature is missing or wrong, or the event is too old.
        Conflict: Another event with this id was recorded.
    """
    if request.path:
        raise NotFound("internal.no_such_address", f"there is nothing at this address; send events to {PATH}")
    if len(request.body) > MAX_BYTES:
        raise Invalid.field("body", "too_long", f"send at most {MAX_BYTES} bytes")
    query = VerifyObjectEvent(
        id=request.headers.get("webhook-id", ""),
        timestamp=request.headers.get("webhook-timestamp", ""),
        signature=request.headers.get("webhook-signature", ""),
        body=base64.b64encode(request.body).decode(),
    )
    event: ObjectEvent = yield HttpWork(SYSTEM, lambda session: session.ask(query), read_only=True)
    command = RecordObjectChange(event.kind, event.key, event.change, news=event.news)
    yield HttpWork(
        SYSTEM, lambda session: session.do(command), idempotency_key=f"internal.object_event:{event.id}"
    )
    return HttpResponse(204)


OBJECT_EVENTS = HttpResource(PATH, ("POST",), answer)
"""What the feature serves."""
