"""How announcements come to have to be read, and how they are acknowledged."""

from datetime import datetime
from uuid import UUID

from commkit import Conflict, Context, Denied, NotFound
from commkit.posts import Post, PostId
from commkit_articles import CorrectArticle, article_kind
from commkit_internal.announcements.facts import AnnouncementAcknowledged, MustReadEnded, MustReadSet
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.announcements.must_reads import statements as sql
from commkit_internal.announcements.must_reads.messages import (
    AcknowledgeAnnouncement,
    CorrectAnnouncement,
    EndMustRead,
    MarkMustRead,
)
from commkit_internal.announcements.must_reads.policy import check_due, check_version, holds
from commkit_internal.announcements.must_reads.records import Acknowledgement, MustRead, MustReadId
from commkit_internal.announcements.reminders.jobs import cancel_reminders, schedule_reminders


@announcement_feature.loads(MustRead)
def fetch_must_read(context: Context, id: UUID) -> MustRead | None:
    """What has to be read, for who sees its post."""
    return context.one(sql.ONE, id=id) if context.can("articles.read") else None


@announcement_feature.handles(MarkMustRead)
def mark_must_read(context: Context, command: MarkMustRead) -> MustRead:
    """Check the announcement and its audience, then ask for its version."""
    found = context.get(Post, command.post)
    _check_announcement(context, found)
    check_version(command.version, found.version)
    return _ask(context, found, command.due_at)


@announcement_feature.handles(EndMustRead)
def end_must_read(context: Context, command: EndMustRead) -> None:
    """Mark it as ended, and remind nobody any more."""
    must = must_read_of(context, command.post)
    if context.run(sql.END, post=must.post, at=context.now):
        cancel_reminders(context, must)
        context.emit(MustReadEnded(post=must.post))


@announcement_feature.handles(CorrectAnnouncement)
def correct_announcement(context: Context, command: CorrectAnnouncement) -> Post:
    """Correct the article; where the change is material, ask for the new version."""
    edited = context.do(
        CorrectArticle(
            article=command.article,
            version=command.version,
            note=command.note,
            title=command.title,
            body=command.body,
            tags=command.tags,
        )
    )
    must = context.one(sql.OF_POST, post=edited.id) if command.material else None
    if must is not None and must.ended_at is None:
        if not context.can("internal.require_reading"):
            raise Denied(
                "internal.may_not_require",
                "you may correct this, and not ask for it to be acknowledged again; leave it immaterial",
            )
        again = context.now + (must.due_at - must.asked_at)
        _ask(context, edited, again if command.due_at is None else command.due_at)
    return edited


@announcement_feature.handles(AcknowledgeAnnouncement)
def acknowledge_announcement(context: Context, command: AcknowledgeAnnouncement) -> Acknowledgement:
    """Check that it is asked of the actor, and that they read what it says now."""
    must = must_read_of(context, command.post)
    found = context.get(Post, must.post)
    if found.removed_at is not None or not holds(found.state):
        raise Conflict(
            "internal.does_not_hold", "this announcement does not hold any more; there is nothing to do"
        )
    if not context.rows(sql.IS_ASKED, post=must.post, member=context.member):
        raise Denied("internal.not_asked", "only who it is meant for acknowledges it, and not who wrote it")
    check_version(command.version, found.version)
    given = Acknowledgement(must.post, context.member, command.version, context.now)
    if context.run(sql.ADD_ACKNOWLEDGEMENT, given):
        context.emit(AnnouncementAcknowledged(post=must.post, version=given.version, member=given.member))
        return given
    kept = context.one(sql.ACKNOWLEDGEMENT, post=must.post, member=given.member, version=given.version)
    return kept or given


def must_read_of(context: Context, post: PostId, *, ended: bool = False) -> MustRead:
    """What has to be read of a post that the actor sees.

    Args:
        context: The context.
        post: The post.
        ended: Whether what does not have to be read any more is given, too.

    Raises:
        NotFound: There is no such post for this actor, or it does not have to be read.
    """
    must = context.one(sql.OF_POST, post=post)
    if must is None or (must.ended_at is not None and not ended):
        raise NotFound(
            "internal.no_must_read", "this does not have to be acknowledged, or it is not for you to see"
        )
    return must


def _check_announcement(context: Context, found: Post) -> None:
    if not found.opens or article_kind(context.community_type, found.kind) is None:
        raise Conflict("internal.no_announcement", "only announcements have to be read; name the post of one")
    if found.removed_at is not None or not holds(found.state):
        raise Conflict(
            "internal.does_not_hold", "this announcement was retired or removed; publish another one first"
        )


def _ask(context: Context, found: Post, due_at: datetime) -> MustRead:
    """Ask the audience for the version that a post has, and begin to remind them."""
    check_due(due_at, context.now)
    asked = MustRead(
        id=MustReadId(context.new_id()),
        post=found.id,
        version=found.version,
        asked_at=context.now,
        due_at=due_at,
        set_by=context.member_or_none,
        ended_at=None,
        scheduled=None,
    )
    context.run(sql.SET, asked)
    if not context.rows(sql.COUNTS, post=found.id)[0][0]:
        raise Conflict(
            "internal.empty_audience",
            "nobody is in its audience; place somebody in the unit, or name another",
        )
    kept = must_read_of(context, found.id)
    kept = schedule_reminders(context, kept)
    context.emit(MustReadSet(post=found.id, version=found.version, due_at=due_at))
    return kept
