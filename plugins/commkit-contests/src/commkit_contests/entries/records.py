"""An entry as it is kept, and as a reader sees it."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal
from commkit_contests.contests.records import ContestId

ContestEntryId = NewType("ContestEntryId", UUID)
"""The id of an entry; a random one, which tells nobody when it was entered."""


@frozen
class StoredEntry:
    """An entry as it is kept.

    Attributes:
        id: Its id.
        contest: The contest.
        author: Who entered it; the organiser, where it is for calibration.
        title: What it is called.
        body: The entry itself, as Markdown, such as a text or links to pictures.
        calibration: Whether judges mark it to be compared with each other, and it takes no place.
        entered_at: When it was entered.
        judges: How many judges marked it; 0 until the result is published.
        score: What their marks come to; None until then, and where nobody marked it.
        place: Its place; None until then, and where too few judges marked it.
    """

    id: ContestEntryId
    contest: ContestId
    author: Annotated[MemberId, Person()]
    title: Annotated[str, Personal(of="author", max=200, multiline=False)]
    body: Annotated[str, Personal(of="author", max=20_000)]
    calibration: bool
    entered_at: datetime
    judges: int
    score: float | None
    place: int | None


@frozen
class ContestEntry:
    """An entry as a reader sees it.

    Attributes:
        id: Its id.
        contest: The contest.
        author: Who entered it; None for judges of a blind contest until its result is published.
        title: What it is called.
        body: The entry itself, as Markdown.
        calibration: Whether judges mark it to be compared with each other, and it takes no place.
        judges: How many judges marked it; 0 until the result is published.
        score: What their marks come to; None until then, and where nobody marked it.
        place: Its place; None until then, and where too few judges marked it.
    """

    id: ContestEntryId
    contest: ContestId
    author: MemberId | None
    title: str
    body: str
    calibration: bool
    judges: int
    score: float | None
    place: int | None
