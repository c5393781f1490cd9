"""The worker's own commands that take entries of feeds."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from attrs import evolve, field, frozen

from commkit import Command, Context, NotFound, Text, TextCommand
from commkit.members import Membership
from commkit.moderation import hold_foreign_post, refuse_foreign_text
from commkit.posts import CreateThread, EditPost, MadeWith, Post, PostId
from commkit_feedreader.entries.facts import FeedEntryImported, FeedEntryUpdated
from commkit_feedreader.entries.importing import statements as sql
from commkit_feedreader.entries.importing.records import EntryOutcome, KnownEntry
from commkit_feedreader.entries.records import FeedEntryId
from commkit_feedreader.feeds.feature import FeedSettings, feed_feature
from commkit_feedreader.feeds.records import FeedId
from commkit_feedreader.policy import Code, Digest, MaybeUrl, Title

_DAY = timedelta(days=1)
_Summary = Annotated[str, Text(max=500, min=0)]
_Body = Annotated[str, Text(max=40_000, min=0)]
_LinkKey = Annotated[str, Text(max=64, min=0, multiline=False)]


@frozen(kw_only=True)
class ImportFeedEntry(TextCommand[EntryOutcome]):
    """Take an entry of a feed, or a change of one; sent as `SYSTEM`. Checks of texts run on it as on any post.

    Attributes:
        feed: The feed.
        key: What identifies the entry.
        link_key: What identifies its link; empty where it has none of its own.
        digest: What identifies what it says.
        title: Its title, as plain text.
        link: Where it can be read.
        summary: The beginning of its text, as plain text.
        body: Its text, as sanitized HTML.
        published_at: When it was published.
        posted: Whether it becomes a post, if its feed's entries do.

    Raises:
        NotFound: There is no such feed any more.
        Invalid, Denied, Conflict: What it says, or where it is to stand, is refused.
    """

    permission = "feedreader.fetch"
    host_only = True
    shown = ("title", "link", "summary", "body")
    personal = ("title", "link", "summary", "body")

    feed: FeedId
    key: Digest
    link_key: _LinkKey
    digest: Digest
    title: Title
    link: MaybeUrl
    summary: _Summary
    body: _Body
    published_at: datetime
    posted: bool


@frozen(kw_only=True)
class RefuseFeedEntry(Command[bool]):
    """Keep that an entry was refused, without anything that it says, so that it is not tried again; as `SYSTEM`.

    Attributes:
        feed: The feed.
        key: What identifies the entry.
        link_key: What identifies its link.
        digest: What identifies what it says.
        code: The code of the error.

    Returns:
        Whether it was new.
    """

    permission = "feedreader.fetch"
    host_only = True
    personal = ()

    feed: FeedId
    key: Digest
    link_key: _LinkKey
    digest: Digest
    code: Code = field(default="")


@frozen(kw_only=True)
class _Target:
    """What becomes of the entries of a feed."""

    title: str
    kind: str
    space: Any
    agent: Any
    document: int


@feed_feature.handles(ImportFeedEntry)
def import_feed_entry(context: Context, command: ImportFeedEntry) -> EntryOutcome:
    """Claim it, which one of several workers does; then open its thread."""
    refuse_foreign_text(context, command)
    target = _lock(context, command.feed)
    known = _known(context, command)
    if known is not None:
        return _update(context, command, known)
    if _is_full(context, command.feed):
        return EntryOutcome.FULL
    id = FeedEntryId(context.new_id())
    if not _claim(context, command, id, target, refused=""):
        return EntryOutcome.KNOWN
    post: PostId | None = None
    if command.posted and target.kind:
        opened = _open(context, command, target)
        post = opened.id
        context.run(sql.SET_POST, feed=command.feed, id=id, new_post=post, new_version=opened.version)
    context.emit(FeedEntryImported(entry=id, post=post))
    return EntryOutcome.IMPORTED


@feed_feature.handles(RefuseFeedEntry)
def refuse_feed_entry(context: Context, command: RefuseFeedEntry) -> bool:
    """Add a row that no list shows; what was taken before stays as it was."""
    target = _lock(context, command.feed)
    known = _known(context, command)
    if known is None:
        id = FeedEntryId(context.new_id())
        return _claim(context, command, id, target, refused=command.code or "feedreader.refused")
    context.run(sql.SET_DIGEST, feed=command.feed, id=known.id, new_digest=command.digest)
    return False


def _lock(context: Context, feed: FeedId) -> _Target:
    found = context.one(sql.LOCK, feed=feed)
    if found is None:
        raise NotFound("feedreader.no_feed", "there is no such feed here any more")
    title, kind, space, agent, document = found
    return _Target(title=title, kind=kind, space=space, agent=agent, document=document)


def _known(context: Context, command: ImportFeedEntry | RefuseFeedEntry) -> KnownEntry | None:
    links = [command.link_key] if command.link_key else []
    rows = context.rows(sql.KNOWN, feed=command.feed, keys=[command.key], link_keys=links)
    return min(rows, key=lambda known: known.key != command.key, default=None)


def _is_full(context: Context, feed: FeedId) -> bool:
    ((taken,),) = context.rows(sql.TAKEN_SINCE, feed=feed, since=context.now - _DAY)
    return bool(taken >= context.settings(FeedSettings).max_per_day)


def _claim(
    context: Context,
    command: ImportFeedEntry | RefuseFeedEntry,
    id: FeedEntryId,
    target: _Target,
    *,
    refused: str,
) -> bool:
    said = command if isinstance(command, ImportFeedEntry) else None
    return bool(
        context.run(
            sql.ADD,
            id=id,
            feed=command.feed,
            key=command.key,
            link=said.link if said else "",
            link_key=command.link_key,
            title=said.title if said else "",
            summary=said.summary if said else "",
            published_at=min(said.published_at, context.now) if said else context.now,
            found_at=context.now,
            changed_at=None,
            digest=command.digest,
            document=target.document + 1,  # the one that is being read
            seen_at=context.now,
            post=None,
            post_version=None,
            refused=refused,
        )
    )


def _open(context: Context, command: ImportFeedEntry, target: _Target) -> Post:
    """Open the thread: in the community's name as any command of it, or by the agent while that is here.

    Either way with the gates, and the checks that may hold it. An agent acts by its own rights.
    """
    thread = CreateThread(
        kind=target.kind,
        title=command.title,
        body=command.body,
        markup="html",
        space=target.space,
    )
    author = _agent(context, target)
    if author is not None:
        with context.acting_as(author.key):
            return context.do(evolve(thread, made_with=MadeWith.ASSISTED))
    refuse_foreign_text(context, thread)
    opened = context.do(thread)
    hold_foreign_post(context, opened, is_new=True)
    return opened


def _agent(context: Context, target: _Target) -> Membership | None:
    if target.agent is None:
        return None
    try:
        found = context.get(Membership, target.agent)
    except NotFound:
        return None
    return found if found.is_current else None


def _update(context: Context, command: ImportFeedEntry, known: KnownEntry) -> EntryOutcome:
    """Store what it says now; its post is edited only while it says what the entry said before."""
    if not known.title:  # it was refused or forgotten: that it changed is known, what it says is not kept
        context.run(sql.SET_DIGEST, feed=command.feed, id=known.id, new_digest=command.digest)
    if known.digest == command.digest or not known.title:
        return EntryOutcome.KNOWN
    changed = context.run(
        sql.UPDATE,
        feed=command.feed,
        id=known.id,
        seen=known.digest,
        now=context.now,
        new_title=command.title,
        new_summary=command.summary,
        new_link=command.link,
        new_link_key=command.link_key,
        new_digest=command.digest,
    )
    if not changed:
        return EntryOutcome.KNOWN
    edited = _edit(context, command, known)
    context.emit(FeedEntryUpdated(entry=known.id, post=edited))
    return EntryOutcome.UPDATED


def _edit(context: Context, command: ImportFeedEntry, known: KnownEntry) -> PostId | None:
    if known.post is None:
        return None
    try:
        post = context.get(Post, known.post)
    except NotFound:
        return None
    if post.removed_at is not None or post.version != known.post_version:
        return None
    if (post.title, post.body) == (command.title, command.body):
        return None
    change = EditPost(post=post.id, version=post.version, title=command.title, body=command.body)
    author = context.get(Membership, post.author) if post.author is not None else None
    if author is not None and author.is_current:
        with context.acting_as(author.key):
            edited = context.do(change)
    else:
        refuse_foreign_text(context, change)
        edited = context.do(change)
        hold_foreign_post(context, edited, is_new=False)
    context.run(sql.SET_POST, feed=command.feed, id=known.id, new_post=edited.id, new_version=edited.version)
    return edited.id
