"""The feature of absences."""

from commkit import Feature
from commkit_support.policy import MEMBER, MIGRATIONS

absence_feature = Feature(
    "support.absences",
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={MEMBER: {"support.set_absence"}},
)
"""Who is out of office."""
