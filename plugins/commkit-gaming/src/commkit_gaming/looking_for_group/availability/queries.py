"""How availability and overlaps are read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from commkit import Context, Denied, FieldError, Invalid
from commkit_gaming.looking_for_group import statements as party_sql
from commkit_gaming.looking_for_group.availability import statements as sql
from commkit_gaming.looking_for_group.availability.messages import ReadMyAvailability, ReadPartyOverlap
from commkit_gaming.looking_for_group.availability.policy import Interval, available, overlaps
from commkit_gaming.looking_for_group.availability.records import Availability, OverlapSpan, PartyOverlap
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.records import Party, PartyMember

_MOST_SPANS = 500
_MINUTE = timedelta(minutes=1)
_FEWEST = 2
"""What one alone said would be read by the others."""


@party_feature.handles(ReadMyAvailability)
def read_my_availability(context: Context, query: ReadMyAvailability) -> Availability | None:
    """One's own."""
    found: Availability | None = context.one(sql.ONE, member=context.member)
    return found


@party_feature.handles(ReadPartyOverlap)
def read_party_overlap(context: Context, query: ReadPartyOverlap) -> PartyOverlap:
    """From the availability of all in the party, from the next minute on."""
    found = context.get(Party, query.party)
    members: list[PartyMember] = context.rows(party_sql.MEMBERS, id=found.id)
    if context.member not in {each.member for each in members}:
        raise Denied("gaming.outside_party", "this is for who is in the party; ask to join it")
    _check_numbers(query, len(members))
    known: list[Availability] = context.rows(sql.OF_PARTY, party=found.id)
    start = context.now.replace(second=0, microsecond=0) + _MINUTE
    end = start + timedelta(days=query.days)
    people = [available(each.windows, ZoneInfo(each.time_zone), start, end) for each in known]
    at_least = max(query.at_least if query.at_least is not None else len(known), _FEWEST)
    spans = [_span(each) for each in overlaps(people, at_least) if each[1] - each[0] >= query.minutes * 60]
    return PartyOverlap(len(members), len(known), at_least, tuple(spans[:_MOST_SPANS]))


def _span(interval: Interval) -> OverlapSpan:
    start, end = (datetime.fromtimestamp(at, UTC) for at in interval)
    return OverlapSpan(start, end)


def _check_numbers(query: ReadPartyOverlap, members: int) -> None:
    faults = [
        FieldError(name, "out_of_range", f"give 1 to {most}")
        for name, number, most in (
            ("days", query.days, 60),
            ("minutes", query.minutes, 24 * 60),
            ("at_least", query.at_least if query.at_least is not None else 1, members),
        )
        if not 1 <= number <= most
    ]
    if faults:
        raise Invalid(faults)
