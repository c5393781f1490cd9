"""An org unit of a directory, and where the directory says that somebody is."""

from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Plain
from commkit_internal.units.records import UnitId

Fingerprint = Annotated[str, Plain(min=0, max=64, multiline=False)]


class PlacementProblem(StrEnum):
    """Why somebody is not placed where a directory says.

    Attributes:
        NAME_TAKEN: People made a unit of that name in that place, and did not give it to the directory.
        NAME_TOO_LONG: A name has more than 200 characters.
        TOO_DEEP: The tree would be deeper than 20 levels.
    """

    NAME_TAKEN = "name_taken"
    NAME_TOO_LONG = "name_too_long"
    TOO_DEEP = "too_deep"


@frozen
class DirectoryUnit:
    """That an open org unit is the one that a directory names by a path.

    Attributes:
        unit: The unit.
        fingerprint: The SHA-256 hash of the path as it is compared.
        path: The path as it was first said, such as `Acme / Sales / Inside sales`. The unit may have another name and
            another place by now.
        led_by: Whom the directory named as its manager last; None for nobody.
        is_disputed: Whether those in it name several managers, so that the directory names nobody.
    """

    unit: UnitId
    fingerprint: Fingerprint
    path: Annotated[str, Plain(max=900, multiline=False)]
    led_by: Annotated[MemberId | None, Person(owns=False)]
    is_disputed: bool


@frozen
class DirectoryPlacement:
    """Where a directory says that a member is, and to whom they report.

    Attributes:
        member: Who.
        fingerprint: The hash of the path that the directory says; empty for none.
        unit: The unit of that path; None while they are not placed there.
        manager: To whom they report; None for nobody else.
        problem: Why they are not placed; None where nothing is in the way.
    """

    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    fingerprint: Fingerprint
    unit: UnitId | None
    manager: Annotated[MemberId | None, Person(owns=False)]
    problem: PlacementProblem | None
