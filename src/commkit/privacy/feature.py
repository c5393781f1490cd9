"""The feature of privacy."""

from commkit.privacy.erasure.facts import PersonErased
from commkit.privacy.erasure.records import ErasureResult
from commkit.privacy.export.records import PersonalData
from commkit.privacy.holding.records import HeldPage, HeldRow, HeldRows
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SYSTEM_ROLE

privacy = Feature(
    "privacy",
    grants={
        MEMBER: {"privacy.export", "privacy.erase"},
        SYSTEM_ROLE: {"privacy.complete_erasure"},
    },
    system_only=("privacy.complete_erasure",),
    facts=(PersonErased,),
    records=(PersonalData, ErasureResult, HeldRows, HeldRow, HeldPage),
)
"""The feature of privacy; every community has it."""
