"""What the worker does with a feed that is due: fetch, read, take what is new, record. Each feed has its own stream."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from commkit import Context, Delivery
from commkit.fetching import FetchError, FetchPolicy, FetchResponse, fetch_url
from commkit.notifications import NotifyMembers
from commkit.storage import FIRST_ID
from commkit_feedreader.documents.policy import read_document
from commkit_feedreader.documents.records import FeedUnreadable
from commkit_feedreader.entries.importing.policy import clean_title, web_address
from commkit_feedreader.entries.importing.subscribers import take_entries
from commkit_feedreader.feeds.facts import FeedPaused
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature
from commkit_feedreader.feeds.records import Feed, PauseReason
from commkit_feedreader.fetches import statements as sql
from commkit_feedreader.fetches.facts import FeedDue
from commkit_feedreader.fetches.jobs import RecordFeedFailure, RecordFeedFetch
from commkit_feedreader.fetches.policy import (
    GONE,
    MAX_REDIRECTS,
    NOT_MODIFIED,
    PERMANENT,
    REDIRECTS,
    is_encoded,
    kept_header,
    next_address,
    read_retry_after,
    request_headers,
)
from commkit_feedreader.fetches.records import FetchOutcome, FetchTask

_OK = 200
_BATCH_SIZE = 500
_ROLES = ["steward", "owner"]


@frozen(kw_only=True)
class _Terms:
    """What a fetch is bound to."""

    policy: FetchPolicy
    settings: FeedSettings


def feed_of(unit: Any, row: Any) -> Iterator[str]:
    """A stream for each feed: one that answers slowly delays no other one."""
    yield str(json.loads(row.body)["feed"])


@feed_feature.subscribes_to(FeedDue, targets=feed_of)
def fetch_when_due(delivery: Delivery, fact: FeedDue) -> None:
    """Fetch outside of any transaction, take each entry in a transaction of its own, and record the outcome."""
    with delivery.context(read_only=True) as context:
        task = context.one(sql.TASK, id=fact.feed)
        terms = _terms(context)
        closed = context.community.archived_at is not None
    if closed or task is None or task.paused_at is not None or task.turn != fact.turn:
        return
    outcome = fetch_task(task, terms, delivery)
    if outcome.code:
        command: RecordFeedFailure | RecordFeedFetch = RecordFeedFailure(
            feed=task.id,
            turn=task.turn,
            code=outcome.code,
            status=outcome.status,
            gone=outcome.gone,
            retry_after=outcome.retry_after,
        )
    else:
        command = _taken(delivery, task, outcome, terms.settings)
    with delivery.context() as context:
        context.do(command)


def _terms(context: Context) -> _Terms:
    settings = context.settings(FeedSettings)
    policy = context.port(FetchPolicy) or FetchPolicy()
    return _Terms(policy=evolve(policy, max_bytes=settings.max_bytes), settings=settings)


def _taken(
    delivery: Delivery, task: FetchTask, outcome: FetchOutcome, settings: FeedSettings
) -> RecordFeedFetch:
    """Take what is new in a document, and say what came of it."""
    recorded = RecordFeedFetch(
        feed=task.id,
        turn=task.turn,
        status=outcome.status or _OK,
        url=outcome.url,
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        changed=False,
    )
    if outcome.document is None:
        return recorded
    document = outcome.document
    taken = take_entries(delivery, task, document, settings)
    return evolve(
        recorded,
        changed=True,
        # What was left is taken the next time: so the whole document is asked for again.
        etag="" if taken.left else outcome.etag,
        last_modified="" if taken.left else outcome.last_modified,
        title=clean_title(document.title),
        site=web_address(document.link),
        entries=len(document.entries),
        taken=taken.count,
        seen=taken.seen,
        cut=document.cut,
        left=taken.left,
    )


def fetch_task(task: FetchTask, terms: _Terms, delivery: Delivery) -> FetchOutcome:
    """Fetch and read the document of a feed; whatever goes wrong is an outcome, too."""
    try:
        response, url, moved = _follow(task, terms.policy)
        if response.status == NOT_MODIFIED and (task.etag or task.last_modified):
            return FetchOutcome(
                status=response.status, url=moved, etag=task.etag, last_modified=task.last_modified
            )
        if response.status != _OK:
            refusal = FeedUnreadable("feedreader.bad_status", f"the site answered {response.status}")
            return FetchOutcome(
                code=refusal.code,
                status=response.status,
                gone=response.status == GONE and url in (task.url, moved),
                retry_after=read_retry_after(response.headers, delivery.now),
            )
        if is_encoded(response.headers):
            raise FeedUnreadable(
                "feedreader.encoded", "the document is compressed, although that was not asked for"
            )
        document = read_document(response.body, url=url, headers=response.headers, cut=response.cut)
    except (FetchError, FeedUnreadable) as error:
        return FetchOutcome(code=error.code)
    return FetchOutcome(
        status=response.status,
        url=moved,
        document=document,
        etag=kept_header(response.headers, "etag"),
        last_modified=kept_header(response.headers, "last-modified"),
    )


def _follow(task: FetchTask, policy: FetchPolicy) -> tuple[FetchResponse, str, str]:
    """Follow redirects, each of which is checked as the first address is.

    Returns:
        The last answer, its address, and where permanent redirects alone led; empty where they led nowhere.
    """
    url, moved, permanent = task.url, "", True
    headers = request_headers(task.etag, task.last_modified)
    for _ in range(MAX_REDIRECTS + 1):
        response = fetch_url(url, headers=headers, policy=policy, cut=True)
        location = response.headers.get("location", "")
        if response.status not in REDIRECTS or not location:
            return response, url, moved
        url = next_address(url, location)
        permanent = permanent and response.status in PERMANENT
        moved = url if permanent else moved
    raise FeedUnreadable("feedreader.too_many_redirects", f"there are more than {MAX_REDIRECTS} redirects")


@feed_feature.subscribes_to(FeedPaused)
def notify_stewards(delivery: Delivery, fact: FeedPaused) -> None:
    """Tell all active stewards and owners, 500 at a time, of a feed that no steward paused."""
    if fact.reason == PauseReason.STEWARD:
        return
    after = FIRST_ID
    with delivery.context(once=True) as context:
        if context.one(sql.TASK, id=fact.feed) is None:  # removed since
            return
        while to := tuple(
            id for (id,) in context.rows(sql.STEWARDS, roles=_ROLES, after=after, size=_BATCH_SIZE)
        ):
            context.do(
                NotifyMembers(
                    kind="feedreader.feed_paused", to=to, record=Feed.__name__, object=fact.feed, by=None
                )
            )
            after = to[-1]
