"""The port to an issue tracker, implemented by HTTP calls and signed webhooks."""

import json
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote, unquote

from attrs import asdict
from standardwebhooks import Webhook, WebhookVerificationError

from commkit import Denied, Invalid
from commkit.fetching import FetchError, FetchPolicy, FetchResponse, check_fetchable, fetch_url
from commkit_developer.tracker.messages import RecordIssue, RecordRelease
from commkit_developer.tracker.policy import KEY
from commkit_developer.tracker.ports import TrackerRefused, TrackerUnreachable
from commkit_developer.tracker.records import FixVerdict, IssueDraft, IssueSnapshot
from commkit_developer.tracker_http.policy import read_answer, read_event

TIMEOUT = timedelta(seconds=10)

_NEVER = frozenset({404, 410, 422})
_MAX_BYTES = 1_000_000
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class HttpIssueTracker:
    """An issue tracker behind HTTP.

    Args:
        url: Where its API is; redirects are not followed.
        token: What it knows this community by.
        secret: What its events are signed with, as Standard Webhooks writes it: `whsec_` and base64.
        web: Where people see its issues, `<web>/<key>`; `<url>/issues` where it is left out.
        policy: The limits of the calls: networks that are not public have to be allowed.

    Raises:
        Invalid: An address, the token or the secret is malformed (`developer.bad_tracker`).
    """

    def __init__(
        self, url: str, token: str, secret: str, *, web: str | None = None, policy: FetchPolicy | None = None
    ) -> None:
        self._policy = policy or FetchPolicy(timeout=TIMEOUT)
        self._url = url.rstrip("/")
        self._web = (web or f"{self._url}/issues").rstrip("/") + "/"
        try:
            check_fetchable(self._url, self._policy)
        except FetchError as error:
            raise _bad("url", error.message) from error
        if not token.isascii() or not token.isprintable() or not token.strip():
            raise _bad("token", "give the token as the tracker wrote it")
        self._token = token
        try:
            self._webhook = Webhook(secret)
        except Exception as error:
            raise _bad("secret", "give a secret as Standard Webhooks writes it: whsec_ and base64") from error

    def __repr__(self) -> str:
        return f"HttpIssueTracker({self._url!r})"

    def key_of(self, address: str) -> str:
        """The key that an address means: `<web>/<key>`, with or without a `#...` behind it, or a key as it is.

        Raises:
            Invalid: It is none of this tracker's.
        """
        given = address.strip()
        if "://" in given:
            inside = given.removeprefix(self._web) if given.startswith(self._web) else ""
            given = unquote(inside.partition("#")[0].partition("?")[0].rstrip("/"))
        if not KEY.fullmatch(given):
            raise Invalid.field(
                "address", "no_issue", f"give the key of an issue, or its address: {self._web}..."
            )
        return given.removeprefix("#")

    def open(self, draft: IssueDraft, *, request: str) -> IssueSnapshot:
        """Post the draft.

        Raises:
            TrackerRefused: It responded with 404, 410 or 422.
            TrackerUnreachable: It responded with another status that is not 2xx, with something else than the issue, or
                not in time.
        """
        answer = self._call("POST", "/issues", asdict(draft), {"idempotency-key": request})
        return _understood(answer, request=request)

    def read(self, key: str) -> IssueSnapshot:
        """Get the issue.

        Raises:
            TrackerRefused: As `open` does.
            TrackerUnreachable: As `open` does.
        """
        return _understood(self._call("GET", f"/issues/{quote(key, safe='')}"), key=key)

    def tell_verdict(self, key: str, verdict: FixVerdict, *, request: str) -> None:
        """Post the verdict below the issue.

        Raises:
            TrackerRefused: As `open` does.
            TrackerUnreachable: It responded with another status that is not 2xx, or not in time.
        """
        path = f"/issues/{quote(key, safe='')}/verdicts"
        self._call("POST", path, asdict(verdict), {"idempotency-key": request})

    def receive(self, headers: Mapping[str, str], body: bytes | str) -> RecordIssue | RecordRelease:
        """Verify and read an event that the tracker posted.

        Args:
            headers: All headers of the request, in any case.
            body: The body, byte for byte.

        Returns:
            The command to do as `SYSTEM`, in each community that the tracker is for; doing it twice changes nothing.

        Raises:
            Denied: The signature is missing or wrong, or the message is more than five minutes old or ahead
                (`developer.bad_signature`).
            Invalid: It is signed, but is no event (`developer.bad_event`).
        """
        if len(body) > _MAX_BYTES:
            raise _bad("body", f"send at most {_MAX_BYTES} bytes", name="developer.bad_event")
        try:
            self._webhook.verify(body, dict(headers), json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            raise Denied(
                "developer.bad_signature",
                "this event is not signed with the shared secret, or is too old; sign it anew",
            ) from error
        try:
            return read_event(body)
        except _MALFORMED as error:
            message = (
                "send an object with type issue.changed and issue, or release.announced, version and issues"
            )
            raise _bad("body", message, name="developer.bad_event") from error

    def _call(
        self,
        method: str,
        path: str,
        values: Mapping[str, str | bool] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> FetchResponse:
        try:
            answer = fetch_url(
                self._url + path,
                method=method,
                body=json.dumps(values).encode() if values is not None else b"",
                headers={
                    "accept": "application/json",
                    "authorization": f"Bearer {self._token}",
                    "user-agent": "commkit",
                    **({"content-type": "application/json"} if values is not None else {}),
                    **(headers or {}),
                },
                policy=self._policy,
            )
        except FetchError as error:  # its text may quote what the other side sent; the code is enough
            raise _unreachable(f"did not respond ({error.code})") from error
        if answer.status in _NEVER:
            raise TrackerRefused(
                "developer.tracker_refused",
                f"the issue tracker has no such issue, or accepts none like it ({answer.status})",
                status=answer.status,
            )
        if not 200 <= answer.status < 300:
            raise _unreachable(f"responded with {answer.status}")
        return answer


def _understood(
    answer: FetchResponse, *, request: str | None = None, key: str | None = None
) -> IssueSnapshot:
    try:
        return read_answer(answer.body, request=request, key=key)
    except _MALFORMED as error:
        raise _unreachable("did not answer with the issue that it was asked for") from error


def _unreachable(what: str) -> TrackerUnreachable:
    return TrackerUnreachable("developer.tracker_unreachable", f"the issue tracker {what}; it is tried again")


def _bad(path: str, message: str, *, name: str = "developer.bad_tracker") -> Invalid:
    return Invalid.field(path, name.partition(".")[2], message, error_code=name)
