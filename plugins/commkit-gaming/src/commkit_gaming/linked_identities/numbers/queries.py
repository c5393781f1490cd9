"""How the numbers of linked identities are read."""

from commkit import Context
from commkit.statistics import share_of
from commkit_gaming.linked_identities.feature import linked_identity_feature
from commkit_gaming.linked_identities.numbers import statements as sql
from commkit_gaming.linked_identities.numbers.messages import ReadGameAccountNumbers
from commkit_gaming.linked_identities.numbers.records import GameAccountNumbers

_SMALLEST = 5
"""Of fewer people nothing is told."""


@linked_identity_feature.handles(ReadGameAccountNumbers)
def read_game_account_numbers(context: Context, query: ReadGameAccountNumbers) -> GameAccountNumbers:
    """One statement."""
    ((verified,),) = context.rows(sql.VERIFIED, now=context.now)
    members = context.community.member_count
    told = members >= _SMALLEST
    return GameAccountNumbers(members=members, verified=share_of(verified, members) if told else None)
