"""How releases get their embargo, and how they are read under it."""

from attrs import evolve

from commkit import Conflict, Context, Denied, Invalid, NotFound
from commkit_articles import Article, ScheduleArticle
from commkit_media.press.accreditations import statements as accreditation_sql
from commkit_media.press.feature import MANAGE_PRESS, PressSettings, press_feature
from commkit_media.press.releases import statements as sql
from commkit_media.press.releases.facts import EmbargoAccepted, EmbargoSet, ReleaseOpened
from commkit_media.press.releases.messages import AcceptEmbargo, OpenRelease, SetEmbargo
from commkit_media.press.releases.moments.policy import moment_of, read_local
from commkit_media.press.releases.queries import is_under_embargo, views_of
from commkit_media.press.releases.records import EmbargoReader, PressRelease, PressReleaseId, ReleaseView


@press_feature.handles(SetEmbargo)
def set_embargo(context: Context, command: SetEmbargo) -> PressRelease:
    """Keep the moment, then let the desk schedule the article for it."""
    article = context.get(Article, command.article)
    settings = context.settings(PressSettings)
    if article.kind not in settings.kinds:
        kinds = ", ".join(settings.kinds) or "none, by the settings"
        raise Invalid.field("article", "other_kind", f"releases are articles of these kinds: {kinds}")
    ends_at = moment_of(command.local_time, command.time_zone, command.fold)
    if ends_at <= context.now:
        raise Invalid.field("local_time", "too_early", "give a moment in the future, or publish it now")
    if article.audience is not None or article.space is not None:
        raise Conflict(
            "media.release_for_some",
            "a release is for all: take the article out of its space and its audience",
        )
    before = context.one(sql.OF_ARTICLE, article=article.id)
    after = PressRelease(
        id=before.id if before is not None else PressReleaseId(context.new_id()),
        article=article.id,
        post=None,
        ends_at=ends_at,
        local_time=read_local(command.local_time).isoformat(),
        time_zone=command.time_zone,
        fold=command.fold or 0,
        set_by=context.member_or_none,
        set_at=context.now,
    )
    _save(context, before, after)
    context.do(ScheduleArticle(article.id, ends_at, embargo=True))
    context.emit(EmbargoSet(release=after.id, ends_at=ends_at))
    return after


def _save(context: Context, before: PressRelease | None, after: PressRelease) -> None:
    if before is None:
        if not context.run(sql.ADD, after):
            raise Conflict("media.release_changed", "somebody set an embargo at the same time; read it again")
        return
    if before.post is not None:
        raise Conflict(
            "media.release_published", "this release is published; nothing is under embargo any more"
        )
    context.rows(sql.LOCKED, id=before.id)
    context.run(
        sql.SET_MOMENT,
        id=before.id,
        new_ends_at=after.ends_at,
        new_local_time=after.local_time,
        new_time_zone=after.time_zone,
        new_fold=after.fold,
        new_set_by=after.set_by,
        new_set_at=after.set_at,
    )


@press_feature.handles(AcceptEmbargo)
def accept_embargo(context: Context, command: AcceptEmbargo) -> EmbargoReader:
    """Lock the accreditation and the release, so that what is agreed to is what is there."""
    found, member = context.get(PressRelease, command.release), context.member
    if not is_under_embargo(context, found):
        raise Conflict("media.no_embargo", "this release is under no embargo any more; read it")
    check_accredited(context)
    release = context.one(sql.LOCKED, id=found.id) or found
    if release.ends_at != command.ends_at:
        raise Conflict(
            "media.other_embargo", "its embargo was set anew; read it again, and agree to that one"
        )
    given = EmbargoReader(release.id, member, command.ends_at, context.now, None, None, None)
    if context.run(sql.ACCEPT, given):
        context.emit(EmbargoAccepted(release=release.id, member=member))
    return context.one(sql.READER, release=release.id, member=member) or given


def check_accredited(context: Context) -> None:
    """Lock the actor's accreditation, and check that it holds: it is withdrawn before what comes now, or after it.

    Raises:
        Denied: The actor has none that holds.
    """
    held = context.one(accreditation_sql.LOCKED_OF_MEMBER, member=context.member)
    if held is None or not held.holds(context.now):
        raise Denied("media.not_accredited", "this is for who is accredited; ask the editors for it")


@press_feature.handles(OpenRelease)
def open_release(context: Context, command: OpenRelease) -> ReleaseView:
    """Keep the reading, then give the text; of who manages the press room nothing is kept."""
    release = context.get(PressRelease, command.release)
    if is_under_embargo(context, release) and not context.can(MANAGE_PRESS):
        check_accredited(context)
        release = _locked(context, release)
        given = context.one(sql.READER, release=release.id, member=context.member)
        if given is None or given.ends_at != release.ends_at:
            raise Denied("media.embargo_not_accepted", "agree to the embargo first, as it is now")
        (view,) = views_of(context, [release], opened=True)
        _record(context, release, given)
        return evolve(view, accepted_at=given.accepted_at)
    return views_of(context, [release], opened=True)[0]


def _locked(context: Context, release: PressRelease) -> PressRelease:
    """The release as it is until the commit.

    Raises:
        NotFound: It is not for the actor any more.
    """
    context.rows(sql.LOCKED, id=release.id)
    after = context.one(sql.ONE, id=release.id)
    if after is None:
        raise NotFound("media.not_found", "there is no such release here, or it is not for you to see")
    return after


def _record(context: Context, release: PressRelease, given: EmbargoReader) -> None:
    texts = context.rows(sql.TEXTS, articles=[release.article])
    version = texts[0][5] if texts else None
    context.run(
        sql.RECORD_READING,
        release_id=release.id,
        member_id=given.member,
        now=context.now,
        new_version=version,
    )
    if given.first_read_at is None:
        context.emit(ReleaseOpened(release=release.id, member=given.member))
