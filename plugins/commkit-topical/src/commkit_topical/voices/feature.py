"""The feature of who speaks and who takes part."""

from commkit import Feature
from commkit_topical.policy import STEWARD
from commkit_topical.voices.measures import ABSENCE_FACTOR, ACTIVATION, MEMBERS_FIRST
from commkit_topical.voices.records import ActivationNumbers, VoiceNumbers

voice_feature = Feature(
    "topical.voices",
    requires=("posts",),
    grants={STEWARD: {"topical.read_voice_numbers"}},
    records=(VoiceNumbers, ActivationNumbers),
    declares=(MEMBERS_FIRST, ABSENCE_FACTOR, ACTIVATION),
)
"""Who speaks in a community, and whether those who join take part."""
