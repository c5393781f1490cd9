"""Kudos, and their numbers."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal, Plain

KudosId = NewType("KudosId", UUID)
"""The id of kudos."""
KudosText = Annotated[str, Personal(of="giver", max=1_000)]


@frozen
class Kudos:
    """Thanks of a member to a colleague.

    Attributes:
        id: Their id.
        giver: Who gave them.
        receiver: Who was given them.
        value: The value of the company that they are for.
        text: What for, in the giver's words.
        at: When.
    """

    id: KudosId
    giver: Annotated[MemberId, Person()]
    receiver: Annotated[MemberId, Person(erase=Erasure.ROW)]
    value: Annotated[str, Plain(max=64, multiline=False)]
    text: KudosText
    at: datetime


@frozen
class KudosCount:
    """How often kudos were given for a value.

    Attributes:
        value: The value.
        kudos: How many.
        givers: By how many members.
        receivers: To how many members.
    """

    value: str
    kudos: int
    givers: int
    receivers: int
