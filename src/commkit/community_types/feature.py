"""The feature of changing a community's type."""

from commkit.community_types.records import (
    PassedOver,
    TypeChangePlan,
    TypeComposition,
    TypeExposure,
    TypeLoss,
    TypeValue,
)
from commkit.community_types.retention import TYPE_CHANGE_RETAINS
from commkit.community_types.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import OWNER, STEWARD

community_types = Feature(
    "community_types",
    tables=metadata,
    retains=TYPE_CHANGE_RETAINS,
    migrations="commkit.migrations",
    grants={STEWARD: {"community_types.read"}, OWNER: {"community_types.change"}},
    records=(TypeChangePlan, TypeLoss, TypeExposure, TypeComposition, TypeValue, PassedOver),
)
"""The feature of a community's type; every community has it."""
