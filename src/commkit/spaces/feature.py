"""The feature of spaces."""

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import STEWARD, SYSTEM_ROLE
from commkit.spaces.tables import metadata

spaces = Feature(
    "spaces",
    tables=metadata,
    migrations="commkit.migrations",
    requires=("members",),
    grants={STEWARD: {"spaces.read_all"}, SYSTEM_ROLE: {"spaces.read_walled"}},
)
"""Named parts of a community, and the audiences that see them."""
