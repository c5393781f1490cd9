"""The feature of privacy: a person's data, handed out and erased."""

from commkit.privacy.messages import ExpiredPurged, PersonErased
from commkit.privacy.records import ErasureResult, PersonalData, PurgeResult
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SYSTEM_ROLE

privacy = Feature(
    "privacy",
    grants={MEMBER: {"privacy.export", "privacy.erase"}, SYSTEM_ROLE: {"privacy.purge_expired"}},
    facts=(PersonErased, ExpiredPurged),
    records=(PersonalData, ErasureResult, PurgeResult),
)
"""The feature of privacy; every community has it."""
