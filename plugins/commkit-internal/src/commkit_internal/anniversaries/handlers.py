"""How members share their anniversaries, and stop it."""

from attrs import evolve

from commkit import Context, Invalid, MemberId
from commkit.storage import NOBODY
from commkit_internal.anniversaries import statements as sql
from commkit_internal.anniversaries.facts import AnniversaryHidden, AnniversaryShared
from commkit_internal.anniversaries.feature import AnniversarySettings, anniversary_feature
from commkit_internal.anniversaries.jobs import schedule_telling
from commkit_internal.anniversaries.messages import ShareAnniversary, StopSharingAnniversary
from commkit_internal.anniversaries.policy import EARLIEST, first_to_tell
from commkit_internal.anniversaries.records import Anniversary, AnniversaryId


@anniversary_feature.loads(Anniversary, owner=lambda its: its.member)
def fetch_anniversary(context: Context, id: AnniversaryId) -> Anniversary | None:
    """What a member shares, for those whom they share it with, and for the host."""
    if context.can("internal.tell_anniversary"):
        return context.one(sql.ONE, id=id)
    if not context.can("internal.read_anniversaries"):
        return None
    return context.one(sql.ONE_SHARED, id=id, me=context.member_or_none or NOBODY)


@anniversary_feature.handles(ShareAnniversary)
def share_anniversary(context: Context, command: ShareAnniversary) -> Anniversary:
    """Keep it, and schedule the next one; a command that was scheduled before finds that it is not meant."""
    settings = context.settings(AnniversarySettings)
    zone = settings.zone
    if not EARLIEST <= command.joined_on <= context.now.astimezone(zone).date():
        raise Invalid.field("joined_on", "out_of_range", "give a day that has been, from 1900 on")
    before = context.one(sql.OF_MEMBER, member=context.member)
    shared = Anniversary(
        id=before.id if before is not None else AnniversaryId(context.new_id()),
        member=context.member,
        joined_on=command.joined_on,
        audience=command.audience,
        shows_years=command.shows_years,
        next_on=first_to_tell(command.joined_on, zone, settings.hour, now=context.now),
        told_on=before.told_on if before is not None else None,
    )
    if before == shared:
        return shared
    context.run(sql.SHARE, shared)
    if before is None:  # somebody may have been faster
        shared = evolve(shared, id=context.rows(sql.OF_MEMBER, member=context.member)[0].id)
    if before is None or before.next_on != shared.next_on:
        schedule_telling(context, shared)
    context.emit(AnniversaryShared(anniversary=shared.id, member=shared.member))
    return shared


@anniversary_feature.handles(StopSharingAnniversary)
def stop_sharing(context: Context, command: StopSharingAnniversary) -> None:
    """Delete the row."""
    hide(context, context.member)


def hide(context: Context, member: MemberId) -> None:
    """Forget the anniversary of a member, if they share one."""
    if context.run(sql.DELETE, member=member):
        context.emit(AnniversaryHidden(member=member))
