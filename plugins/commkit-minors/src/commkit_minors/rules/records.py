"""The settings of minors' safety."""

from datetime import timedelta

from attrs import frozen

from commkit import Invalid
from commkit_minors.policy import VOICE_LINKS, is_clock_time, is_link_pattern
from commkit_minors.records import AgeBand

_LONGEST_VALID, _LONGEST_KNOWN = timedelta(days=366), timedelta(days=366)
_MOST_LINKS, _LONGEST_LINK = 200, 100


@frozen
class MinorsSettings:
    """The quiet rules of a community.

    Attributes:
        unknown: As what members are treated whose age is not known: `child`, `teen` or `adult`.
        valid_for: How long an answer of the host holds, an hour to 366 days; it is asked again after half of it.
        known_after: How long two members are in a guild or group together before they count as knowing each other; at
            most 366 days.
        quiet_from: Local time at which quiet hours begin, such as `21:00`; empty for none.
        quiet_until: Local time at which they end; before `quiet_from` it means the next morning.
        quiet_posting: Whether minors write nothing in quiet hours; mails to them wait in any case.
        voice_links: Hosts, such as `discord.gg`, and schemes, such as `skype:`, that lead to voices and calls; at most
            200. Minors are not given links to them, and give none.

    Raises:
        Invalid: One of them is out of its range, or a time or link is malformed (`minors.bad_settings`).
    """

    unknown: AgeBand = AgeBand.CHILD
    valid_for: timedelta = timedelta(days=30)
    known_after: timedelta = timedelta(days=7)
    quiet_from: str = "21:00"
    quiet_until: str = "07:00"
    quiet_posting: bool = False
    voice_links: tuple[str, ...] = VOICE_LINKS

    def __attrs_post_init__(self) -> None:
        faults = []
        if self.unknown is AgeBand.UNKNOWN:
            faults.append(("unknown", "ignored", "say as what the unknown are treated: child, teen or adult"))
        if not timedelta(hours=1) <= self.valid_for <= _LONGEST_VALID:
            faults.append(("valid_for", "out_of_range", "give an hour to 366 days"))
        if not timedelta(0) <= self.known_after <= _LONGEST_KNOWN:
            faults.append(("known_after", "out_of_range", "give at most 366 days"))
        if bool(self.quiet_from) != bool(self.quiet_until):
            faults.append(("quiet_until", "one_end", "give both ends of the quiet hours, or none"))
        faults += [
            (name, "no_time", "give hours and minutes, such as 21:00")
            for name in ("quiet_from", "quiet_until")
            if getattr(self, name) and not is_clock_time(getattr(self, name))
        ]
        if self.quiet_posting and not self.quiet_from:
            faults.append(("quiet_posting", "ignored", "give the quiet hours in which minors write nothing"))
        if len(self.voice_links) > _MOST_LINKS or not all(map(is_link_pattern, self.voice_links)):
            faults.append(
                (
                    "voice_links",
                    "bad_link",
                    "give at most 200 hosts, such as discord.gg, or schemes, such as skype:",
                )
            )
        Invalid.raise_if_any(faults, error_code="minors.bad_settings")
