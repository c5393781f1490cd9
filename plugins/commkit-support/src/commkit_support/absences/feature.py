"""The feature of absences."""

from commkit import Feature
from commkit_support.policy import MEMBER, MIGRATIONS
from commkit_support.tables import metadata

absence_feature = Feature(
    "support.absences",
    tables=metadata,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={MEMBER: {"support.set_absence"}},
)
"""Who is out of office."""
