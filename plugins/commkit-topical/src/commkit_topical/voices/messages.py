"""The queries of who speaks, and who takes part."""

from datetime import datetime

from attrs import frozen

from commkit import Query
from commkit_topical.voices.records import ActivationNumbers, VoiceNumbers


@frozen
class ReadVoiceNumbers(Query[VoiceNumbers]):
    """Read who opens threads, replies first and replies in a time: staff, who holds a role, all others.

    Attributes:
        since: The first moment.
        until: The moment behind the last one.

    Raises:
        Invalid: It ends before it begins.
    """

    permission = "topical.read_voice_numbers"
    personal = ()

    since: datetime
    until: datetime


@frozen
class ReadActivationNumbers(Query[ActivationNumbers]):
    """Read how many of those who joined in a time wrote or reacted within 14 days, and came back later.

    Attributes:
        since: The first moment.
        until: The moment behind the last one.

    Raises:
        Invalid: It ends before it begins.
    """

    permission = "topical.read_voice_numbers"
    personal = ()

    since: datetime
    until: datetime
