"""What happens to org units because of a directory; units and placements have facts of their own."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_internal.directory_units.records import PlacementProblem
from commkit_internal.units.records import UnitId


@frozen
class UnitGivenToDirectory(Fact):
    """People let the directory place members in a unit that they made."""

    name = "internal.unit_given_to_directory"
    visible_to = "internal.read_units"
    unit: UnitId


@frozen
class DirectoryRereadRequested(Fact):
    """Somebody asked for all members of the directory to be placed where it says."""

    name = "internal.directory_reread_requested"
    visible_to = "internal.manage_units"


@frozen
class DirectoryPathRefused(Fact):
    """Somebody is not placed where the directory says; told of the first one for each path.

    Attributes:
        member: Who.
        problem: Why.
    """

    name = "internal.directory_path_refused"
    visible_to = "internal.manage_units"
    member: MemberId
    problem: PlacementProblem


@frozen
class UnitLeadDisputed(Fact):
    """Those in a unit of the directory name several managers there, so it has none by the directory."""

    name = "internal.unit_lead_disputed"
    visible_to = "internal.manage_units"
    unit: UnitId
