"""The rules of minors' safety that need no database."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from attrs import frozen

from commkit import MemberId
from commkit.notifications import DeliverySchedule, quiet_until
from commkit.redaction import fold_text
from commkit_minors.records import AgeBand

VOICE_LINKS = (
    "discord.com",
    "discord.gg",
    "discordapp.com",
    "facetime.apple.com",
    "guilded.gg",
    "join.skype.com",
    "meet.google.com",
    "meet.jit.si",
    "skype.com",
    "t.me",
    "teams.live.com",
    "teams.microsoft.com",
    "teamspeak.com",
    "telegram.me",
    "wa.me",
    "whatsapp.com",
    "whereby.com",
    "zoom.us",
    "callto:",
    "facetime:",
    "mumble:",
    "sip:",
    "skype:",
    "tel:",
    "ts3server:",
)
"""Where voices and calls are, as of 2026; communities may set others."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LINK = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+|[a-z][a-z0-9+.-]*:")
_LONGEST_LINK = 100


def is_clock_time(text: str) -> bool:
    """Whether a text is a time such as `21:00`."""
    return _CLOCK.fullmatch(text) is not None


def is_link_pattern(text: str) -> bool:
    """Whether a text is a host in small letters, or a scheme with its colon."""
    return len(text) <= _LONGEST_LINK and _LINK.fullmatch(text) is not None


YOUNG = (AgeBand.CHILD, AgeBand.TEEN)


def is_protected(band: AgeBand, unknown: AgeBand) -> bool:
    """Whether the quiet rules hold for who is of a band.

    Args:
        band: The band.
        unknown: As what those are treated whose age is not known.
    """
    return (unknown if band is AgeBand.UNKNOWN else band) is not AgeBand.ADULT


# --- who may be in a conversation ---------------------------------------------------------------------------------

Pair = frozenset[MemberId]
"""Two persons."""


@frozen
class Present:
    """Who is in a conversation, and for which person.

    Attributes:
        member: The member, a person or an agent.
        person: The person themselves, or whom the agent acts for; of an agent of the host the agent.
        by_host: Whether it is an agent of the host, which is no minor.
    """

    member: MemberId
    person: MemberId
    by_host: bool = False


def strangers_of_minors(
    inside: Iterable[Present],
    *,
    protected: Collection[MemberId],
    alone: Collection[MemberId],
    known: Collection[Pair],
) -> set[Pair]:
    """The pairs of persons in a conversation of whom one is a minor and the other a stranger to them.

    Args:
        inside: Who is in it.
        protected: Those of the persons who are protected.
        alone: Those whose guardians let them be in no conversation: everybody is a stranger to them.
        known: The pairs of persons who know each other.
    """
    persons = sorted({each.person for each in inside})
    return {
        pair
        for at, one in enumerate(persons)
        for other in persons[at + 1 :]
        if one in protected or other in protected
        for pair in (frozenset((one, other)),)
        if pair not in known or one in alone or other in alone
    }


def to_take_out(
    pairs: Iterable[Pair], protected: Collection[MemberId], first: MemberId | None
) -> set[MemberId]:
    """Which persons leave a conversation, so that no pair is left in it.

    Args:
        pairs: What `strangers_of_minors` found.
        protected: Those of the persons who are protected.
        first: Whose change it was: they leave before others; None for nobody's.
    """
    left, out = set(pairs), set[MemberId]()
    if first is not None and any(first in pair for pair in left):
        out.add(first)
        left = {pair for pair in left if first not in pair}
    for pair in sorted(left, key=sorted):
        if not pair & out:
            out.add(min(pair, key=lambda one: (one not in protected, one)))
    return out


# --- links --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _pattern(links: tuple[str, ...]) -> re.Pattern[str] | None:
    hosts = [re.escape(each) for each in links if not each.endswith(":")]
    schemes = [re.escape(each) for each in links if each.endswith(":")]
    parts = []
    if hosts:
        parts.append(rf"(?<![a-z0-9-])(?:{'|'.join(hosts)})(?![a-z0-9-]|\.[a-z0-9])")
    if schemes:
        parts.append(rf"(?<![a-z0-9+.-])(?:{'|'.join(schemes)})(?=[^\s])")
    return re.compile("|".join(parts)) if parts else None


def voice_link_in(text: str, links: tuple[str, ...]) -> str | None:
    """The first link to voices or calls in a text, as it is declared; None where there is none.

    Look-alikes of signs count as these, and signs that show nothing do not count.

    Args:
        text: The text.
        links: Hosts, with what is below them, and schemes.
    """
    pattern = _pattern(links)
    found = pattern.search(fold_text(text).text.casefold()) if pattern is not None else None
    return found[0] if found else None


def texts_in(value: object) -> Iterator[str]:
    """The texts of a value, however deep in it they are."""
    kind: Any = type(value)
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif attrs.has(kind):
        for known in attrs.fields(kind):
            yield from texts_in(getattr(value, known.name))
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for part in value:
            yield from texts_in(part)


# --- hours --------------------------------------------------------------------------------------------------------


def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name; UTC where there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a valid name, or a directory of zones
        return ZoneInfo("UTC")


def quiet_end(hours: Iterable[tuple[str, str]], time_zone: str, now: datetime) -> datetime | None:
    """When it is quiet no more, UTC; None where it is not quiet now.

    Args:
        hours: Beginnings and ends of quiet hours in local time; it is quiet while one of them lasts.
        time_zone: The IANA name of the time zone.
        now: The moment.
    """
    zone = zone_named(time_zone)
    schedules = [DeliverySchedule(quiet_from=start, quiet_until=end) for start, end in hours if start and end]
    end: datetime | None = None
    at = now
    for _ in range(2 * len(schedules) + 1):  # where one ends, another one may last
        ends = [moment for each in schedules if (moment := quiet_until(each, zone, at)) is not None]
        if not ends:
            break
        end = at = max(ends)
    return end
