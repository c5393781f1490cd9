"""The feature of consultations, with statements and votes."""

from commkit import Feature, NotificationKind
from commkit_opinion.consultations.facts import ConsultationClosed, ConsultationOpened
from commkit_opinion.consultations.measures import ACCEPTED_STATEMENTS, PENDING_STATEMENTS
from commkit_opinion.consultations.records import ConsultationSettings, OpinionNumbers
from commkit_opinion.importing.facts import BallotsImported
from commkit_opinion.importing.records import ImportedConsultation
from commkit_opinion.policy import MEMBER, MIGRATIONS, STEWARD, SYSTEM_ROLE, VISITOR
from commkit_opinion.proposing.facts import StatementDecided, StatementProposed
from commkit_opinion.tables import metadata
from commkit_opinion.voting.facts import StatementVoteCast
from commkit_opinion.voting.records import StatementTotals, StatementToVote, StatementVote

consultation_feature = Feature(
    "opinion.consultations",
    tables=metadata,
    migrations=MIGRATIONS,
    settings=ConsultationSettings(),
    declares=(ACCEPTED_STATEMENTS, PENDING_STATEMENTS),
    grants={
        VISITOR: {"opinion.read"},
        MEMBER: {"opinion.propose", "opinion.vote"},
        STEWARD: {"opinion.manage", "opinion.moderate", "opinion.read_numbers"},
        SYSTEM_ROLE: {
            "opinion.manage",
            "opinion.moderate",
            "opinion.import",
            "opinion.expire",
            "opinion.read_exact",
        },
    },
    system_only=("opinion.import", "opinion.expire", "opinion.read_exact"),
    explicit_permissions=("opinion.vote",),
    facts=(
        ConsultationOpened,
        ConsultationClosed,
        StatementProposed,
        StatementDecided,
        StatementVoteCast,
        BallotsImported,
    ),
    records=(StatementVote, StatementToVote, StatementTotals, OpinionNumbers, ImportedConsultation),
    notification_kinds=(
        NotificationKind(
            name="opinion.statement_decided",
            summary="A statement that you proposed was accepted or rejected.",
        ),
    ),
)
"""Consultations, their statements, and votes on them."""
