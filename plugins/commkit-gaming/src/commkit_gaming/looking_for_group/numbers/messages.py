"""The query of the numbers."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_gaming.looking_for_group.numbers.records import PartyNumbers


@frozen
class ReadPartyNumbers(Query[PartyNumbers]):
    """How looking for a group goes: share filled, time to fill, no-shows.

    Attributes:
        since: Count parties that were posted from then on; all of them where it is left out.
    """

    permission = "gaming.read_party_numbers"
    personal = ()

    since: datetime | None = field(default=None, kw_only=True)
