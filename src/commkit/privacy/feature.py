"""The feature of privacy."""

from commkit.privacy.erasure.facts import PersonErased
from commkit.privacy.erasure.records import ErasureResult
from commkit.privacy.export.records import PersonalData
from commkit.privacy.retention.facts import ExpiredPurged
from commkit.privacy.retention.records import PurgeResult
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SYSTEM_ROLE

privacy = Feature(
    "privacy",
    grants={MEMBER: {"privacy.export", "privacy.erase"}, SYSTEM_ROLE: {"privacy.purge_expired"}},
    facts=(PersonErased, ExpiredPurged),
    records=(PersonalData, ErasureResult, PurgeResult),
)
"""The feature of privacy; every community has it."""
