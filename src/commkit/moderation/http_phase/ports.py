"""The reviewer that asks an external system over HTTP."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from attrs import evolve, field, frozen
from attrs.validators import ge, le

from commkit.fetching import FetchPolicy, check_fetchable, fetch_url
from commkit.moderation.http_phase.policy import MAX_ANSWER, question_of, read_answer
from commkit.moderation.reviews.records import Absence, AbsenceRule, ReviewRequest, ReviewVerdict
from commkit.webhooks import sign_message

_DEFAULT_POLICY = FetchPolicy()
_MAX_TIMEOUT = timedelta(minutes=2)


def _now() -> datetime:
    return datetime.now(UTC)


def _is_secret(phase: object, attribute: object, secret: str) -> None:
    """The sizes are those of the Standard Webhooks specification."""
    try:
        size = len(base64.b64decode(secret.removeprefix("whsec_"), validate=True))
    except ValueError:
        size = 0
    if not 24 <= size <= 64:
        raise ValueError("'secret' is none; give `whsec_` and 24 to 64 bytes in base64")


@frozen
class HttpModerationPhase:
    """Asks an external system over HTTP what becomes of a post; give it as `ports={ReviewPort: ...}`.

    The question is a `POST` of JSON, signed by the Standard Webhooks specification (extra `commkit[webhooks]`): `id`,
    `text`, `kind`, `language`, `links` and `author`, which is a pseudonym that the secret is needed for. No name,
    address or key of a member is part of it, and no post behind a wall is asked about. The answer has the status 200
    and is a JSON object of at most 64 KB: `verdict` (`publish`, `hold` or `remove`), and if it likes `reasons` (up to
    10 texts of 200 characters) and `confidence` (0 to 1). Anything else, a redirect among it, is no answer.

    Attributes:
        url: Where it is asked.
        secret: What questions are signed with, and pseudonyms made with: `whsec_` and 24 to 64 bytes in base64. With
            another secret all pseudonyms are others.
        on_absence: What becomes of a post where it gives no answer.
        timeout: For one question, from the connection to the last byte; up to two minutes.
        retries: How often it is asked again before `on_absence` decides, 0 to 9, with growing pauses.
        pause: For how long nobody asks it after a failed attempt; up to an hour.
        language: The language of the texts as a BCP 47 tag; empty for unknown.
        fetch: Which networks it may be in; its own limits of time and size count for nothing here.
        clock: Tells the time that is signed.

    Raises:
        ValueError: A number is out of its range, or the secret is none.
        FetchError: The address may not be asked.
    """

    url: str
    secret: str = field(repr=False, validator=_is_secret)
    on_absence: AbsenceRule = field(converter=AbsenceRule)
    timeout: timedelta = field(
        default=timedelta(seconds=5),
        validator=[ge(timedelta(milliseconds=1)), le(_MAX_TIMEOUT)],
        kw_only=True,
    )
    retries: int = field(default=3, validator=[ge(0), le(9)], kw_only=True)
    pause: timedelta = field(
        default=timedelta(seconds=30), validator=[ge(timedelta()), le(timedelta(hours=1))], kw_only=True
    )
    language: str = field(default="", kw_only=True)
    fetch: FetchPolicy = field(default=_DEFAULT_POLICY, kw_only=True)
    clock: Callable[[], datetime] = field(default=_now, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_fetchable(self.url, self.fetch)
        sign_message(self.secret, "", message_id="", at=self.clock())  # without the extra it fails here

    @property
    def absence(self) -> Absence:
        """When it counts as absent, and what becomes of posts then."""
        return Absence(self.on_absence, self.retries, self.pause)

    def review(self, text: ReviewRequest) -> ReviewVerdict:
        """Ask about a post.

        Raises:
            ReviewFailed: It gave no answer that can be taken.
            FetchError: It gave no answer at all.
        """
        id, body = question_of(text, secret=self.secret, language=self.language)
        at = self.clock()
        answer = fetch_url(
            self.url,
            method="POST",
            body=body.encode(),
            headers={
                "content-type": "application/json",
                "accept": "application/json",
                "user-agent": "commkit",
                "webhook-id": id,
                "webhook-timestamp": str(int(at.timestamp())),
                "webhook-signature": sign_message(self.secret, body, message_id=id, at=at),
            },
            policy=evolve(self.fetch, timeout=self.timeout, max_bytes=MAX_ANSWER),
        )
        return read_answer(answer.status, answer.body)
