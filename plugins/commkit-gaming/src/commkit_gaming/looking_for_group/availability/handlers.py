"""How availability is set."""

from commkit import Context
from commkit_gaming.looking_for_group.availability import statements as sql
from commkit_gaming.looking_for_group.availability.messages import SetMyAvailability
from commkit_gaming.looking_for_group.availability.policy import checked_windows, checked_zone
from commkit_gaming.looking_for_group.availability.records import Availability
from commkit_gaming.looking_for_group.feature import party_feature


@party_feature.handles(SetMyAvailability)
def set_my_availability(context: Context, command: SetMyAvailability) -> Availability | None:
    """Keep it, or nothing."""
    zone, windows = checked_zone(command.time_zone), checked_windows(command.windows)
    if not windows:
        context.run(sql.DELETE, member=context.member)
        return None
    made = Availability(context.member, zone.key, windows, context.now)
    context.run(sql.SET, made)
    return made
