"""The feature of points, with its settings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Feature
from commkit_reputation.points.facts import (
    EvidenceReinstated,
    EvidenceVoided,
    PointsChanged,
    ReputationRebuilt,
)
from commkit_reputation.points.policy import name_faults
from commkit_reputation.points.records import (
    Difference,
    Evidence,
    EvidenceItem,
    EvidenceVoid,
    MemberReputation,
    PointSettings,
    RebuildReport,
    VoteEvidence,
)
from commkit_reputation.policy import MIGRATIONS, SYSTEM_ROLE
from commkit_reputation.tables import metadata

point_feature = Feature(
    "reputation.points",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=PointSettings(),
    requires=("posts",),
    collects=(Evidence, VoteEvidence),
    grants={
        "member": {"reputation.read_evidence:own"},
        "steward": {"reputation.read_evidence", "reputation.void"},
        SYSTEM_ROLE: {"reputation.keep"},
    },
    persons_only=("reputation.void",),
    facts=(PointsChanged, EvidenceVoided, EvidenceReinstated, ReputationRebuilt),
    records=(MemberReputation, EvidenceItem, EvidenceVoid, RebuildReport, Difference),
)
"""Points from evidence."""


@point_feature.checks_declared
def check_names(declared: Mapping[type, Sequence[Any]]) -> Iterable[str]:
    """No two sorts of evidence have one name."""
    return name_faults(declared[Evidence], declared[VoteEvidence])
