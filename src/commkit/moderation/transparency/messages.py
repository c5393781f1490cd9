"""The query of numbers about moderation."""

from datetime import datetime

from attrs import frozen

from commkit.moderation.transparency.records import TransparencyNumbers
from commkit.runtime.model.messages import Query


@frozen
class ReadTransparencyNumbers(Query[TransparencyNumbers]):
    """Numbers about moderation in a period, as Regulation (EU) 2022/2065, art. 15 and 24, asks for.

    For owners: a small number may tell a moderator of a case about themselves. They name nobody.

    Attributes:
        since: When the period begins.
        until: When it ends, at most 400 days later and not in the future.

    Raises:
        Invalid: The period is none, too long, or not over.
    """

    permission = "moderation.read_transparency"
    personal = ()

    since: datetime
    until: datetime
