"""Insight: what a community's numbers are for: the benefits that they measure, and the guards that read them."""

from commkit.insight import queries as _queries
from commkit.insight.feature import insight
from commkit.insight.messages import ReadMeasures
from commkit.insight.records import (
    SMALLEST_GROUP,
    Benefit,
    BenefitArea,
    Better,
    CommunityMeasures,
    Guard,
    GuardEvidence,
    GuardNotApplicable,
    GuardNotApplicableInfo,
    Measure,
    MeasureInfo,
)

__all__ = [
    "SMALLEST_GROUP",
    "Benefit",
    "BenefitArea",
    "Better",
    "CommunityMeasures",
    "Guard",
    "GuardEvidence",
    "GuardNotApplicable",
    "GuardNotApplicableInfo",
    "Measure",
    "MeasureInfo",
    "ReadMeasures",
    "insight",
]

del _queries
