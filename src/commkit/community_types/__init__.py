"""Community types: what a type is composed of, and how a community gets another one without losing anything."""

from commkit.community_types import handlers as _handlers
from commkit.community_types import queries as _queries
from commkit.community_types.feature import community_types
from commkit.community_types.messages import (
    ChangeType,
    ListTypeChanges,
    PlanTypeChange,
    ReadTypeComposition,
    UndoChangeType,
)
from commkit.community_types.records import (
    LossKind,
    PassedOver,
    TypeChange,
    TypeChangeId,
    TypeChangePlan,
    TypeComposition,
    TypeExposure,
    TypeLoss,
    TypeValue,
)

__all__ = [
    "ChangeType",
    "ListTypeChanges",
    "LossKind",
    "PassedOver",
    "PlanTypeChange",
    "ReadTypeComposition",
    "TypeChange",
    "TypeChangeId",
    "TypeChangePlan",
    "TypeComposition",
    "TypeExposure",
    "TypeLoss",
    "TypeValue",
    "UndoChangeType",
    "community_types",
]

del _handlers, _queries
