"""The feature of insight."""

from commkit.insight.records import (
    Benefit,
    CommunityMeasures,
    GuardEvidence,
    GuardNotApplicable,
    GuardNotApplicableInfo,
    MeasureInfo,
)
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER

insight = Feature(
    "insight",
    collects=(Benefit, GuardEvidence, GuardNotApplicable),
    grants={MEMBER: {"insight.read_measures"}},
    records=(CommunityMeasures, GuardNotApplicableInfo, MeasureInfo),
)
"""The feature that tells what a community's numbers are for; every community has it."""
