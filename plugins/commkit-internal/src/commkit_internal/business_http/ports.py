"""The ports to the business system, implemented by HTTP calls and signed events."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from standardwebhooks import Webhook, WebhookVerificationError

from commkit import Denied, Invalid
from commkit.fetching import FetchError, FetchPolicy, FetchResponse, check_fetchable, fetch_url
from commkit_internal.business_http.policy import notice_body, question, read_answer, read_event
from commkit_internal.business_objects.ports import BusinessSystemRefused, BusinessSystemUnreachable
from commkit_internal.business_objects.records import (
    LinkNotice,
    ObjectCard,
    ObjectEvent,
    ObjectReader,
    ObjectReference,
)

TIMEOUT = timedelta(seconds=3)
"""How long a business system is waited for, where the host says nothing else: a page waits as long."""
MAX_BYTES = 500_000
"""Bytes of an answer, at most."""

_NOTHING_SHOWN = frozenset({403, 404, 410})
_NEVER_TAKEN = _NOTHING_SHOWN | {422}
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


class HttpBusinessSystem:
    """A business system behind HTTP; it is both `BusinessSystem` and `BusinessEvents`.

    Args:
        url: Where its API is; redirects are not followed.
        secret: What both sides sign with, as Standard Webhooks writes it: `whsec_` and base64.
        policy: The limits of the calls: networks that are not public have to be allowed.

    Raises:
        Invalid: The address or the secret is malformed (`internal.bad_business_system`).
    """

    def __init__(self, url: str, secret: str, *, policy: FetchPolicy | None = None) -> None:
        self._policy = policy or FetchPolicy(timeout=TIMEOUT, max_bytes=MAX_BYTES)
        self._url = url.rstrip("/")
        try:
            check_fetchable(self._url, self._policy)
        except FetchError as error:
            raise _bad("url", error.message) from error
        try:
            self._webhook = Webhook(secret)
        except Exception as error:
            raise _bad("secret", "give a secret as Standard Webhooks writes it: whsec_ and base64") from error

    def __repr__(self) -> str:
        return f"HttpBusinessSystem({self._url!r})"

    def read(self, objects: Sequence[ObjectReference], reader: ObjectReader) -> tuple[ObjectCard, ...]:
        """Post the question.

        Raises:
            BusinessSystemRefused: It responded with 403, 404 or 410.
            BusinessSystemUnreachable: It responded with another status that is not 2xx, with something else than the
                cards, or not in time.
        """
        request = str(uuid4())
        body = question(objects, reader, request=request)
        answer = self._post("/cards", body, id=request, refused=_NOTHING_SHOWN)
        try:
            return read_answer(answer.body, request=request, asked=objects)
        except _MALFORMED as error:
            raise _unreachable("did not answer with the cards that it was asked for") from error

    def tell(self, notice: LinkNotice, *, request: str) -> None:
        """Post the notice.

        Raises:
            BusinessSystemRefused: It responded with 403, 404, 410 or 422.
            BusinessSystemUnreachable: It responded with another status that is not 2xx, or not in time.
        """
        self._post("/links", notice_body(notice), id=request, refused=_NEVER_TAKEN)

    def receive(self, headers: Mapping[str, str], body: bytes) -> ObjectEvent:
        """Verify and read an event that the business system posted.

        Args:
            headers: The headers of the request, in any case.
            body: The body, byte for byte.

        Raises:
            Denied: The signature is missing or wrong, or the event is more than five minutes old or ahead
                (`internal.bad_signature`).
            Invalid: It is signed, but is no event (`internal.bad_event`).
        """
        given = {name.lower(): value for name, value in headers.items()}
        try:
            self._webhook.verify(body, given, json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            raise Denied(
                "internal.bad_signature",
                "this event is not signed with the shared secret, or is too old; sign it anew",
            ) from error
        try:
            return read_event(body, id=given["webhook-id"])
        except _MALFORMED as error:
            message = "send an object with type object.changed, object.deleted or object.permissions_changed, and data"
            raise _bad("body", message, name="internal.bad_event") from error

    def _post(self, path: str, body: str, *, id: str, refused: frozenset[int]) -> FetchResponse:
        now = datetime.now(UTC)
        try:
            answer = fetch_url(
                self._url + path,
                method="POST",
                body=body.encode(),
                headers={
                    "accept": "application/json",
                    "content-type": "application/json",
                    "user-agent": "commkit",
                    "webhook-id": id,
                    "webhook-timestamp": str(int(now.timestamp())),
                    "webhook-signature": self._webhook.sign(id, now, body),
                },
                policy=self._policy,
            )
        except FetchError as error:  # its text may quote what the other side sent; the code is enough
            raise _unreachable(f"did not respond ({error.code})") from error
        if answer.status in refused:
            raise BusinessSystemRefused(
                "internal.business_system_refused",
                f"the business system does not do this ({answer.status}); see its log",
            )
        if not 200 <= answer.status < 300:
            raise _unreachable(f"responded with {answer.status}")
        return answer


def _unreachable(what: str) -> BusinessSystemUnreachable:
    return BusinessSystemUnreachable(
        "internal.business_system_unreachable", f"the business system {what}; try again later"
    )


def _bad(path: str, message: str, *, name: str = "internal.bad_business_system") -> Invalid:
    return Invalid.field(path, name.partition(".")[2], message, error_code=name)
