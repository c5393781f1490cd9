"""How members choose what they are told, how and when."""

from typing import Any

from commkit.members.messages import MemberJoined
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing.digests import choose_digest
from commkit.notifications.mailing.hours import clock_time, zone_named
from commkit.notifications.records import Channel, DigestWish, Preference, Rhythm
from commkit.notifications.telling import count
from commkit.notifications.wishes import statements as sql
from commkit.notifications.wishes.messages import (
    ListPreferences,
    PreferenceChanged,
    ReadDigest,
    ReadRhythm,
    SetDigest,
    SetPreference,
    SetPreferenceEverywhere,
    SetRhythm,
)
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.sessions.session import Session

_MOST_PUSHES = 1_000
_HOURS = range(24)
_WEEKDAYS = range(7)


@notifications.handles(ListPreferences)
def list_preferences(session: Session, query: ListPreferences) -> tuple[Preference, ...]:
    """The kinds of this community's features, each with the member's wishes over its defaults."""
    chosen = {
        (kind, channel): wanted for kind, channel, wanted in session.rows(sql.CHOICES, me=session.member)
    }
    return tuple(
        Preference(
            kind=kind.name,
            summary=kind.summary,
            channels=tuple(
                str(channel)
                for channel in Channel
                if chosen.get((kind.name, channel), channel in kind.channels)
            ),
            urgent=kind.urgent,
        )
        for _, kind in sorted(session.table.notices.items())
    )


@notifications.handles(SetPreference)
def set_preference(session: Session, command: SetPreference) -> None:
    """For this community."""
    _refuse_unknown(session.table.notices, command.kind)
    session.run(sql.CHOOSE, command, member=session.member, channel=str(command.channel), own=True)
    tell_choice(session, command)


@notifications.handles(SetPreferenceEverywhere)
def set_preference_everywhere(session: Session, command: SetPreferenceEverywhere) -> None:
    """Kept in the lobby for communities to come, and copied into those the member is in."""
    kinds = {kind.name: kind for feature in session.registry.features.values() for kind in feature.notices}
    _refuse_unknown(kinds, command.kind)
    channel = str(command.channel)
    session.run(sql.CHOOSE, command, community_id=LOBBY, member=session.member, channel=channel, own=False)
    session.run(
        sql.SPREAD,
        key=session.actor,
        new_kind=command.kind,
        new_channel=channel,
        new_wanted=command.wanted,
    )
    tell_choice(session, command)


@notifications.reacts_to(MemberJoined)
def bring_wishes(session: Session, fact: MemberJoined) -> None:
    """What a member wishes for every community holds in a new one, too."""
    session.run(sql.BRING, here=session.community_id, lobby=LOBBY, me=fact.member)


@notifications.handles(SetRhythm)
def set_rhythm(session: Session, command: SetRhythm) -> Rhythm:
    """The same in every community."""
    _check_rhythm(command)
    made = Rhythm(command.time_zone, command.quiet_from, command.quiet_until, command.pushes_a_day)
    session.run(sql.SET_RHYTHM, made, member=session.member, refused_address="")
    return made


@notifications.handles(ReadRhythm)
def read_rhythm(session: Session, query: ReadRhythm) -> Rhythm:
    """What was said last, or nothing."""
    return session.one(sql.RHYTHM, me=session.member) or Rhythm()


@notifications.handles(SetDigest)
def set_digest(session: Session, command: SetDigest) -> DigestWish:
    """The next one is planned at once."""
    faults = []
    if command.hour not in _HOURS:
        faults.append(FieldError("hour", "no_such_hour", "give an hour from 0 to 23"))
    if command.weekday not in _WEEKDAYS:
        faults.append(FieldError("weekday", "no_such_day", "give 0 for Monday to 6 for Sunday"))
    if faults:
        raise Invalid(faults)
    wish = DigestWish(command.every, command.hour, command.weekday)
    choose_digest(session, session.member, wish)
    return wish


@notifications.handles(ReadDigest)
def read_digest(session: Session, query: ReadDigest) -> DigestWish:
    """What was said last, or what the community does for those who said nothing."""
    found = session.one(sql.DIGEST, me=session.member)
    return found or DigestWish(session.settings(NotificationSettings).digest)


def tell_choice(session: Session, wish: Any) -> None:
    """Tell and count what a member chose."""
    if wish.channel is Channel.MAIL and not wish.wanted:
        count(session, wish.kind, "unsubscribed")
    session.emit(
        PreferenceChanged(member=session.member, kind=wish.kind, channel=wish.channel, wanted=wish.wanted)
    )


def _refuse_unknown(kinds: Any, name: str) -> None:
    if name not in kinds:
        raise Invalid.field("kind", "unknown_kind", f"choose one of: {', '.join(sorted(kinds))}")


def _check_rhythm(command: SetRhythm) -> None:
    faults = []
    if command.time_zone and zone_named(command.time_zone) is None:
        faults.append(FieldError("time_zone", "unknown_zone", "give an IANA name, such as Europe/Vienna"))
    for name in ("quiet_from", "quiet_until"):
        text = getattr(command, name)
        if text and clock_time(text) is None:
            faults.append(FieldError(name, "no_time", "give hours and minutes, such as 22:00"))
    if bool(command.quiet_from) != bool(command.quiet_until):
        faults.append(FieldError("quiet_until", "one_end", "give both ends of the quiet hours, or none"))
    elif command.quiet_from and command.quiet_from == command.quiet_until:
        faults.append(FieldError("quiet_until", "no_length", "give another time than that of the beginning"))
    if command.pushes_a_day is not None and not 0 <= command.pushes_a_day <= _MOST_PUSHES:
        faults.append(FieldError("pushes_a_day", "out_of_range", f"give a number from 0 to {_MOST_PUSHES}"))
    if faults:
        raise Invalid(faults)
