"""The feature of licences."""

from commkit import Feature
from commkit_developer.licences.records import KindLicences, LicenceCount, LicenceNumbers
from commkit_developer.policy import STEWARD

licence_feature = Feature(
    "developer.licences",
    requires=("posts",),
    grants={STEWARD: {"developer.read_licence_numbers"}},
    records=(KindLicences, LicenceCount, LicenceNumbers),
)
"""What licences there are, and their numbers; the licence of a post is a field of it, which a type declares."""
