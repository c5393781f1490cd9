"""How guardians are asked, accept, and set limits."""

from collections.abc import Iterable

from attrs import evolve

from commkit import Conflict, Context, Denied, FieldError, Invalid, MemberId
from commkit.members import Membership, check_not_blocked_by, is_own, lock_member
from commkit_minors.ages import statements as age_sql
from commkit_minors.ages.queries import protected_among
from commkit_minors.conversations import statements as contact_sql
from commkit_minors.conversations.handlers import separate
from commkit_minors.facts import GuardianAccepted, GuardianInvited, MinorLimitsSet
from commkit_minors.feature import safety_feature
from commkit_minors.guardians import statements as sql
from commkit_minors.guardians.messages import (
    AcceptGuardianship,
    AllowContact,
    DisallowContact,
    EndGuardianship,
    InviteGuardian,
    SetMinorLimits,
)
from commkit_minors.guardians.queries import limits_of, not_guardian, own_guardianship, settings_of
from commkit_minors.policy import is_clock_time
from commkit_minors.records import AllowedContact, Guardianship, GuardianSource, MinorLimits, MinorSettings

_MOST_GUARDIANS, _MOST_CONTACTS = 10, 200


@safety_feature.handles(InviteGuardian)
def invite_guardian(context: Context, command: InviteGuardian) -> Guardianship:
    """Add the row, not accepted yet."""
    guardian = context.get(Membership, command.guardian).id
    if is_own(context, guardian):
        raise Denied("minors.own_guardian", "nobody is their own guardian; ask somebody else")
    check_not_blocked_by(context, guardian)
    lock_member(context, context.member)
    before = context.one(sql.PAIR, minor=context.member, guardian=guardian)
    if before is not None:
        return before
    mine = [each for each in context.rows(sql.OF, member=context.member) if each.minor == context.member]
    if len(mine) >= _MOST_GUARDIANS:
        raise Conflict("minors.too_many_guardians", f"ask at most {_MOST_GUARDIANS}; end one of these first")
    made = Guardianship(context.member, guardian, GuardianSource.INVITATION, context.now, None)
    context.run(sql.ADD, made)
    context.emit(GuardianInvited(minor=made.minor, guardian=made.guardian))
    return made


@safety_feature.handles(AcceptGuardianship)
def accept_guardianship(context: Context, command: AcceptGuardianship) -> Guardianship:
    """Say in the row that it is accepted."""
    found = context.one(sql.PAIR, minor=command.minor, guardian=context.member)
    if found is None:
        raise not_guardian()
    if context.member in protected_among(context, (context.member,)):
        raise Denied("minors.minor_guardian", "a minor is nobody's guardian; ask an adult to be it")
    if context.run(sql.ACCEPT, minor=found.minor, guardian=found.guardian, accepted=context.now):
        context.emit(GuardianAccepted(minor=found.minor, guardian=found.guardian))
    return evolve(found, accepted_at=found.accepted_at or context.now)


@safety_feature.handles(EndGuardianship)
def end_guardianship(context: Context, command: EndGuardianship) -> None:
    """Delete the row, whichever of the two the actor is."""
    for minor, guardian in ((context.member, command.other), (command.other, context.member)):
        found = context.one(sql.PAIR, minor=minor, guardian=guardian)
        if found is None:
            continue
        if found.source is GuardianSource.HOST:
            raise Denied(
                "minors.host_guardian", "this guardian was named by the operator; ask the operator to end it"
            )
        context.run(sql.DELETE, minor=minor, guardian=guardian)


@safety_feature.handles(SetMinorLimits)
def set_minor_limits(context: Context, command: SetMinorLimits) -> MinorLimits:
    """Store them, and part the minor from whom they may not be with by them."""
    guardian = own_guardianship(context, command.minor)
    _check_times(command)
    lock_member(context, command.minor)
    before = limits_of(context, command.minor)
    after = MinorLimits(
        command.minor, command.quiet_from, command.quiet_until, command.conversations, command.on_boards
    )
    if guardian.source is not GuardianSource.HOST and _allows_more(before, after):
        raise Denied(
            "minors.host_guardian_only",
            "only a guardian whom the operator named allows more than before; ask the operator to name you",
        )
    context.run(sql.SET_LIMITS, after)
    separate(context, command.minor)
    context.emit(MinorLimitsSet(minor=command.minor, guardian=context.member))
    return after


@safety_feature.handles(AllowContact)
def allow_contact(context: Context, command: AllowContact) -> MinorSettings:
    """Add the row, as a guardian whom the host named."""
    guardian = own_guardianship(context, command.minor)
    contact = context.get(Membership, command.contact).id
    if guardian.source is not GuardianSource.HOST:
        raise Denied(
            "minors.host_guardian_only",
            "only a guardian whom the operator named allows contacts; ask the operator to name you",
        )
    if contact == command.minor:
        raise Denied("minors.own_contact", "the contact is the minor; name somebody else")
    lock_member(context, command.minor)
    if len(context.rows(contact_sql.CONTACTS_OF, minor=command.minor)) >= _MOST_CONTACTS:
        raise Conflict(
            "minors.too_many_contacts", f"at most {_MOST_CONTACTS} are allowed; disallow one first"
        )
    if context.run(contact_sql.ADD_CONTACT, AllowedContact(command.minor, contact, context.now)):
        context.emit(MinorLimitsSet(minor=command.minor, guardian=context.member))
    return settings_of(context, command.minor)


@safety_feature.handles(DisallowContact)
def disallow_contact(context: Context, command: DisallowContact) -> MinorSettings:
    """Delete the row, and part the two if nothing else makes them know each other."""
    own_guardianship(context, command.minor)
    lock_member(context, command.minor)
    if context.run(contact_sql.DELETE_CONTACT, minor=command.minor, contact=command.contact):
        separate(context, command.minor)
        context.emit(MinorLimitsSet(minor=command.minor, guardian=context.member))
    return settings_of(context, command.minor)


def link_by_host(context: Context, minor: MemberId, keys: Iterable[str]) -> None:
    """Make the guardians of a minor whom the host names those that they have by the host.

    Whom it names no more is the guardian no more, and is parted from the minor if nothing else makes them know each
    other. Who is named and is no member is passed over until the host is asked again.
    """
    named = (
        {id for (id,) in context.rows(age_sql.IDS_OF_KEYS, keys=sorted(keys))} - {minor} if keys else set()
    )
    known = {each.guardian: each for each in context.rows(sql.OF, member=minor) if each.minor == minor}
    for guardian in sorted(named):
        if guardian not in known:
            context.run(sql.ADD, Guardianship(minor, guardian, GuardianSource.HOST, context.now, context.now))
        elif known[guardian].source is not GuardianSource.HOST:
            context.run(sql.VERIFY, minor=minor, guardian=guardian, accepted=context.now)
    gone = [
        guardian
        for guardian, each in known.items()
        if each.source is GuardianSource.HOST and guardian not in named
    ]
    for guardian in gone:
        context.run(sql.DELETE, minor=minor, guardian=guardian)
    if gone:
        separate(context, minor)


def _allows_more(before: MinorLimits, after: MinorLimits) -> bool:
    hours = (before.quiet_from, before.quiet_until)
    return (
        (after.conversations and not before.conversations)
        or (after.on_boards and not before.on_boards)
        or (any(hours) and hours != (after.quiet_from, after.quiet_until))
    )


def _check_times(command: SetMinorLimits) -> None:
    faults = [
        FieldError(name, "no_time", "give hours and minutes, such as 19:00")
        for name in ("quiet_from", "quiet_until")
        if getattr(command, name) and not is_clock_time(getattr(command, name))
    ]
    if bool(command.quiet_from) != bool(command.quiet_until):
        faults.append(FieldError("quiet_until", "one_end", "give both ends of the quiet hours, or none"))
    if faults:
        raise Invalid(faults)
