"""The query of the numbers of linked identities."""

from attrs import frozen

from commkit import Query
from commkit_gaming.linked_identities.numbers.records import GameAccountNumbers


@frozen
class ReadGameAccountNumbers(Query[GameAccountNumbers]):
    """How many members have a verified account on a game platform."""

    permission = "gaming.read_game_account_numbers"
