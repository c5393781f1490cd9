"""The feature of org units that a directory keeps, with its settings."""

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.directory_units.facts import (
    DirectoryPathRefused,
    DirectoryRereadRequested,
    UnitGivenToDirectory,
    UnitLeadDisputed,
)
from commkit_internal.directory_units.policy import LEVELS
from commkit_internal.directory_units.records import DirectoryPlacement, DirectoryUnit
from commkit_internal.policy import MIGRATIONS, raise_if_invalid


@frozen
class DirectoryUnitSettings:
    """How a directory that is connected by SCIM keeps org units.

    Attributes:
        levels: What the directory says of a person that makes the path of their unit, the outermost first, of
            `organization`, `division`, `department` and `cost_center`. What it does not say of somebody is left out.
        managers: Whether the person leads a unit whom all that the directory places directly in it name as their
            manager, leaving aside this person and those who name nobody. Where they do not agree nobody does, and who
            keeps units is told. A manager whom people set stays.
        close_empty: Whether a unit of the directory is closed when the last one whom the directory had placed there
            goes, and nobody else and no open unit is in it; else people close it.

    Raises:
        Invalid: A level is unknown or named twice, or there is none (`internal.bad_settings`).
    """

    levels: tuple[str, ...] = ("organization", "division", "department")
    managers: bool = False
    close_empty: bool = False

    def __attrs_post_init__(self) -> None:
        faults = []
        if not self.levels or len(set(self.levels)) != len(self.levels):
            faults.append(("levels", "bad_levels", "name at least one level, and each once"))
        if unknown := [level for level in self.levels if level not in LEVELS]:
            faults.append(
                ("levels", "unknown_level", f"name {', '.join(LEVELS)}; not {', '.join(map(str, unknown))}")
            )
        raise_if_invalid(faults)


directory_unit_feature = Feature(
    "internal.directory_units",
    migrations=MIGRATIONS,
    requires=("internal.units", "scim.directory"),
    settings=DirectoryUnitSettings(),
    facts=(UnitGivenToDirectory, DirectoryRereadRequested, DirectoryPathRefused, UnitLeadDisputed),
    records=(DirectoryUnit, DirectoryPlacement),
    notification_kinds=(
        NotificationKind(
            name="internal.directory_path_refused",
            summary="A directory places colleagues in an org unit that it cannot have.",
            sentence="The directory places somebody in an org unit that it cannot have.",
        ),
        NotificationKind(
            name="internal.unit_lead_disputed",
            summary="Colleagues in an org unit name several managers in the directory.",
            sentence="Those in an org unit name several managers in the directory.",
        ),
    ),
)
"""Org units that a directory keeps."""
