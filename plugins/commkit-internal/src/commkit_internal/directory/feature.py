"""The feature of the people directory."""

from commkit import Feature
from commkit_internal.directory.records import DirectoryEntry
from commkit_internal.policy import MIGRATIONS

directory_feature = Feature(
    "internal.directory",
    migrations=MIGRATIONS,
    requires=("internal.units",),
    records=(DirectoryEntry,),
)
"""The people directory."""
