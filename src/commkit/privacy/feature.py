"""The feature of privacy: a person's data, handed out and erased."""

from commkit.privacy.messages import OldThrownAway, PersonErased
from commkit.privacy.records import Erased, PersonalData, ThrownAway
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, SYSTEM_ROLE

privacy = Feature(
    "privacy",
    grants={MEMBER: {"privacy.export", "privacy.erase"}, SYSTEM_ROLE: {"privacy.throw_away"}},
    facts=(PersonErased, OldThrownAway),
    records=(PersonalData, Erased, ThrownAway),
)
"""The feature of privacy; every community has it."""
