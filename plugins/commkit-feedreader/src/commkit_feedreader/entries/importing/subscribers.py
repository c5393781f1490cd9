"""How the worker takes the entries of a document, each in a transaction of its own."""

from commkit import Conflict, Delivery, Denied, Invalid, NotFound, RateLimited
from commkit_feedreader.documents.records import SourceFeed, SourceText
from commkit_feedreader.entries.importing import statements as sql
from commkit_feedreader.entries.importing.jobs import ImportFeedEntry, RefuseFeedEntry
from commkit_feedreader.entries.importing.policy import (
    candidates,
    clean_body,
    clean_summary,
    clean_title,
    is_posted,
    plan,
    web_address,
)
from commkit_feedreader.entries.importing.records import Candidate, EntryOutcome, Taken
from commkit_feedreader.feeds.feature import FeedSettings
from commkit_feedreader.fetches.records import FetchTask

_NO_TITLE = "Untitled"


def take_entries(delivery: Delivery, task: FetchTask, document: SourceFeed, settings: FeedSettings) -> Taken:
    """Take those that are new or changed, as many as the settings allow.

    Args:
        delivery: Of the fact that the feed is due.
        task: The feed.
        document: What was read.
        settings: The settings of the community.
    """
    found = candidates(document.entries)
    with delivery.context(read_only=True) as context:
        known = context.rows(
            sql.KNOWN,
            feed=task.id,
            keys=[each.key for each in found],
            link_keys=[each.link_key for each in found if each.link_key],
        )
    first = task.document == 0
    planned = plan(
        found, known, first=first, since=None if task.older else task.added_at, most=settings.max_per_fetch
    )
    count, left = 0, planned.left
    title = clean_title(document.title) or task.title
    for place, candidate in enumerate(planned.take):
        outcome = _take(delivery, task, candidate, first=first, feed_title=title)
        if outcome is EntryOutcome.FULL:
            left += len(planned.take) - place
            break
        count += outcome in (EntryOutcome.IMPORTED, EntryOutcome.UPDATED)
    return Taken(count=count, seen=planned.seen, left=left)


def _take(
    delivery: Delivery, task: FetchTask, candidate: Candidate, *, first: bool, feed_title: str
) -> EntryOutcome:
    command = _import_of(delivery, task, candidate, first=first, feed_title=feed_title)
    try:
        with delivery.context() as context:
            return context.do(command)
    except NotFound as error:
        if error.code == "feedreader.no_feed":
            return EntryOutcome.FULL  # it was removed meanwhile: nothing more is taken
        code = error.code
    except RateLimited:
        return EntryOutcome.FULL  # its author posts no more for now: it waits for the next fetch
    except (Invalid, Denied, Conflict) as error:
        code = error.code
    with delivery.context() as context:
        context.do(
            RefuseFeedEntry(
                feed=task.id,
                key=candidate.key,
                link_key=candidate.link_key,
                digest=candidate.digest,
                code=code,
            )
        )
    return EntryOutcome.KNOWN


def _import_of(
    delivery: Delivery, task: FetchTask, candidate: Candidate, *, first: bool, feed_title: str
) -> ImportFeedEntry:
    source = candidate.source
    link = web_address(source.link)
    text = source.text if source.text.value.strip() else SourceText(source.title.value, source.title.html)
    summary = clean_summary(text)
    return ImportFeedEntry(
        feed=task.id,
        key=candidate.key,
        link_key=candidate.link_key,
        digest=candidate.digest,
        title=clean_title(source.title) or summary[:100] or _NO_TITLE,
        link=link,
        summary=summary,
        body=clean_body(text, link=link, feed_title=feed_title),
        published_at=min(candidate.at or delivery.now, delivery.now),
        posted=is_posted(candidate.at, first=first, older=task.older, since=task.added_at),
    )
