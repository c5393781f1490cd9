"""The feature of org units."""

from commkit import Feature
from commkit_internal.policy import MEMBER, MIGRATIONS, PEOPLE_PARTNER, STEWARD
from commkit_internal.tables import metadata
from commkit_internal.units.facts import (
    MemberPlaced,
    PlacementEnded,
    UnitClosed,
    UnitCreated,
    UnitManagerChanged,
    UnitMoved,
    UnitRenamed,
)

UNITS = "internal.units"
"""The name of the feature, which keeps the groups of the units."""
_MANAGE = {"internal.manage_units", "internal.read_placements"}

unit_feature = Feature(
    UNITS,
    tables=metadata,
    migrations=MIGRATIONS,
    grants={
        MEMBER: {"internal.read_units", "internal.read_placements:own"},
        PEOPLE_PARTNER: _MANAGE,
        STEWARD: _MANAGE,
    },
    facts=(
        UnitCreated,
        UnitRenamed,
        UnitMoved,
        UnitManagerChanged,
        UnitClosed,
        MemberPlaced,
        PlacementEnded,
    ),
)
"""Org units with managers, and who is placed in them."""
