"""The worker's commands about ages."""

from datetime import datetime, timedelta
from typing import Annotated

from attrs import evolve, field, frozen

from commkit import Command, Context, MemberId, Text
from commkit.members import Membership, lock_member
from commkit.storage import FIRST_ID, LATEST, schedule_command
from commkit_minors.ages import statements as sql
from commkit_minors.conversations.handlers import separate
from commkit_minors.facts import SEE_AGES, AgeCheckDue, ProtectionChanged
from commkit_minors.feature import safety_feature
from commkit_minors.guardians.handlers import link_by_host
from commkit_minors.policy import YOUNG, is_protected
from commkit_minors.ports import AgePort
from commkit_minors.records import AgeBand, MemberAge
from commkit_minors.rules.records import MinorsSettings

_AT_ONCE = 200
RETRY = timedelta(hours=1)
"""After how long the host is asked again where it did not answer."""


@frozen
class CheckAge(Command[None]):
    """Let the host be asked how old a member is; sent as `SYSTEM`. Send it when the host has learned something new.

    Attributes:
        member: Who; nothing happens for who is outside, and where there is nobody to ask.
        planned: When it was planned, for the worker: it does nothing where something else was planned since.
    """

    permission = SEE_AGES
    when_archived = True

    member: MemberId
    planned: datetime | None = None


@frozen
class CheckAllAges(Command[int]):
    """Reckon anew who is protected and let the host be asked for all members; sent as `SYSTEM`.

    It is for communities that get the feature, or whose settings change; the community does it by itself then. Where
    an existing type gets the feature, the host sends it once.

    Attributes:
        after: Where to go on; the worker sends the rest by itself.

    Returns:
        How many members of this part were looked at.
    """

    permission = SEE_AGES
    when_archived = True

    after: MemberId = field(default=MemberId(FIRST_ID))


@frozen(kw_only=True)
class StoreAge(Command[MemberAge]):
    """Store what the host answered; sent as `SYSTEM` by the worker.

    Attributes:
        member: Who.
        band: How old they are; None where the host gave no answer, so that an older one holds for its time.
        time_zone: Their time zone.
        guardians: The host's keys of their guardians.

    Raises:
        NotFound: There is no such member.
    """

    permission = SEE_AGES
    when_archived = True
    personal = ("guardians",)

    member: MemberId
    band: AgeBand | None
    time_zone: Annotated[str, Text(max=64, min=0, multiline=False)] = ""
    guardians: tuple[Annotated[str, Text(max=255, multiline=False)], ...] = ()


@safety_feature.handles(CheckAge)
def check_age(context: Context, command: CheckAge) -> None:
    """Tell the worker by a fact: it asks outside of any transaction."""
    if command.planned is not None:
        known = context.one(sql.ONE, member=command.member)
        if known is None or known.next_check_at != command.planned:
            return
        context.run(sql.SET, evolve(known, next_check_at=None))  # of two that were planned at once one asks
    if context.port(AgePort) is not None and context.rows(sql.KEY, member=command.member):
        context.emit(AgeCheckDue(member=command.member))


@safety_feature.handles(CheckAllAges)
def check_all_ages(context: Context, command: CheckAllAges) -> int:
    """A part of the members, then a command for the rest."""
    members: list[MemberId] = [
        member for (member,) in context.rows(sql.PERSONS, after=command.after, size=_AT_ONCE)
    ]
    known = {each.member: each for each in context.rows(sql.AMONG, members=members)} if members else {}
    asks = context.port(AgePort) is not None
    for member in members:
        row = known.get(member)
        if row is None or row.protected != _protects(context, row.band):
            set_age(context, row or _unknown(context, member))
        if asks:
            context.emit(AgeCheckDue(member=member))
    if len(members) == _AT_ONCE:
        schedule_command(context, CheckAllAges(members[-1]), at=context.now, as_system=True)
    return len(members)


@safety_feature.handles(StoreAge)
def store_age(context: Context, command: StoreAge) -> MemberAge:
    """An answer takes the place of what was known; without one that holds until its time is over.

    Who was a minor stays one without an answer, however old that is: only the host's word ends the quiet rules.
    """
    context.get(Membership, command.member)
    lock_member(context, command.member)  # and then it is read
    before = context.one(sql.ONE, member=command.member)
    lasts = context.settings(MinorsSettings).valid_for
    if command.band is None:
        stays = before is not None and (before.valid_until > context.now or before.band in YOUNG)
        after = before if stays and before is not None else _unknown(context, command.member)
        again = RETRY
    else:
        after = MemberAge(
            command.member,
            command.band,
            _protects(context, command.band),
            command.time_zone or "UTC",
            context.now,
            context.now + lasts,
            None,
        )
        again = lasts / 2
    after = evolve(after, next_check_at=context.now + again)
    set_age(context, after)
    if command.band is not None:
        link_by_host(context, command.member, command.guardians)
    schedule_command(
        context,
        CheckAge(command.member, planned=after.next_check_at),
        at=context.now + again,
        as_system=True,
    )
    return after


def set_age(context: Context, known: MemberAge) -> None:
    """Store what is known of an age under the lock of the member; who is protected now is left with no stranger."""
    lock_member(context, known.member)  # who brings them into a conversation locks them, too
    before = context.one(sql.ONE, member=known.member)
    after = evolve(known, protected=_protects(context, known.band))
    context.run(sql.SET, after)
    if before is None or before.protected != after.protected:
        context.emit(ProtectionChanged(member=after.member, protected=after.protected))
    if after.protected:
        separate(context, after.member)


def forget_age(context: Context, member: MemberId) -> None:
    """Store of a new member that their age is not known, and let the host be asked; who was a minor stays one."""
    before = context.one(sql.ONE, member=member)
    set_age(context, before if before is not None and before.band in YOUNG else _unknown(context, member))
    if context.port(AgePort) is not None:
        context.emit(AgeCheckDue(member=member))


def _unknown(context: Context, member: MemberId) -> MemberAge:
    """Nothing is known: that holds for ever, since nothing can be less."""
    return MemberAge(member, AgeBand.UNKNOWN, True, "UTC", None, LATEST, None)


def _protects(context: Context, band: AgeBand) -> bool:
    return is_protected(band, context.settings(MinorsSettings).unknown)
