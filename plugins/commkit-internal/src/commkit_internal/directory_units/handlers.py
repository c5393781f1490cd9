"""How people give units to a directory, and ask for all of it to be read again."""

from commkit import Conflict, Context, Invalid
from commkit_internal.directory_units import statements as sql
from commkit_internal.directory_units.facts import DirectoryRereadRequested, UnitGivenToDirectory
from commkit_internal.directory_units.feature import directory_unit_feature
from commkit_internal.directory_units.following.handlers import unit_of_path
from commkit_internal.directory_units.messages import GiveUnitToDirectory, RereadDirectory
from commkit_internal.directory_units.records import DirectoryUnit
from commkit_internal.units import statements as unit_sql
from commkit_internal.units.policy import check_open
from commkit_internal.units.records import Unit


@directory_unit_feature.handles(GiveUnitToDirectory)
def give_unit(context: Context, command: GiveUnitToDirectory) -> DirectoryUnit:
    """Note the path of the unit, in a tree that nobody else changes until the commit."""
    context.rows(unit_sql.LOCK_TREE)
    unit = context.get(Unit, command.unit)
    check_open(unit)
    if not command.path:
        raise Invalid.field(
            "path", "empty", "give what the directory says of those in the unit, at least one name"
        )
    given = unit_of_path(unit.id, tuple(" ".join(name.split()) for name in command.path))
    if not context.run(sql.ADD, given):
        raise Conflict(
            "internal.path_taken",
            "this unit has a path, or another unit has this one; name a unit and a path of none",
        )
    context.emit(UnitGivenToDirectory(unit=unit.id))
    return given


@directory_unit_feature.handles(RereadDirectory)
def reread_directory(context: Context, command: RereadDirectory) -> None:
    """Leave it to the worker."""
    context.emit(DirectoryRereadRequested())
