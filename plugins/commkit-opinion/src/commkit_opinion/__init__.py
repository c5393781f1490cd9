"""Structured opinion for commkit: consultations with statements and votes, opinion maps, arguments, in any type.

A type names the features `opinion.consultations`, `opinion.maps` and `opinion.arguments`. Maps need the extra `map`.
"""

from commkit_opinion.arguments import handlers as _arguments_handlers
from commkit_opinion.arguments import offers as _arguments_offers
from commkit_opinion.arguments import queries as _arguments_queries
from commkit_opinion.arguments import visibility as _arguments_visibility
from commkit_opinion.arguments.facts import ArgumentGiven, ArgumentWithdrawn
from commkit_opinion.arguments.feature import ArgumentSettings, argument_feature
from commkit_opinion.arguments.messages import GiveArgument, ListArguments, WithdrawArgument
from commkit_opinion.arguments.records import Argument, ArgumentId, ArgumentSide
from commkit_opinion.consultations import handlers as _consultations_handlers
from commkit_opinion.consultations import jobs as _consultations_jobs
from commkit_opinion.consultations import offers as _consultations_offers
from commkit_opinion.consultations import queries as _consultations_queries
from commkit_opinion.consultations import visibility as _consultations_visibility
from commkit_opinion.consultations.facts import ConsultationClosed, ConsultationOpened
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.messages import (
    CloseConsultation,
    ListConsultations,
    OpenConsultation,
    ReadConsultation,
    ReadOpinionNumbers,
)
from commkit_opinion.consultations.records import (
    Consultation,
    ConsultationId,
    ConsultationSettings,
    OpinionNumbers,
)
from commkit_opinion.importing import handlers as _importing_handlers
from commkit_opinion.importing.facts import BallotsImported
from commkit_opinion.importing.imports import import_polis
from commkit_opinion.importing.messages import ImportConsultation, ImportOpinionStatements, ImportOpinionVotes
from commkit_opinion.importing.records import (
    ExternalBallot,
    ExternalStatement,
    ExternalVotes,
    ImportedConsultation,
)
from commkit_opinion.maps import queries as _maps_queries
from commkit_opinion.maps.drawing.policy import draw_map, render_report
from commkit_opinion.maps.facts import OpinionMapComputed, OpinionMapDue
from commkit_opinion.maps.feature import MapSettings, map_feature
from commkit_opinion.maps.messages import ReadOpinionMap
from commkit_opinion.maps.records import (
    ConsensusStatement,
    OpinionGroup,
    OpinionMap,
    OwnPlace,
    RepresentativeStatement,
    Stance,
)
from commkit_opinion.maps.runs import jobs as _maps_runs_jobs
from commkit_opinion.maps.runs import subscribers as _maps_runs_subscribers
from commkit_opinion.plugin import Opinion
from commkit_opinion.proposing import handlers as _proposing_handlers
from commkit_opinion.proposing import offers as _proposing_offers
from commkit_opinion.proposing import queries as _proposing_queries
from commkit_opinion.proposing import subscribers as _proposing_subscribers
from commkit_opinion.proposing import visibility as _proposing_visibility
from commkit_opinion.proposing.facts import StatementDecided, StatementProposed
from commkit_opinion.proposing.messages import (
    DecideStatement,
    ListStatements,
    ProposeStatement,
    ReadStatement,
    SeedStatement,
)
from commkit_opinion.proposing.records import OpinionStatement, StatementId, StatementState
from commkit_opinion.voting import explanations as _voting_explanations
from commkit_opinion.voting import handlers as _voting_handlers
from commkit_opinion.voting import queries as _voting_queries
from commkit_opinion.voting.facts import StatementVoteCast
from commkit_opinion.voting.messages import ListStatementTotals, ReadNextStatement, VoteOnStatement
from commkit_opinion.voting.records import OpinionChoice, StatementTotals, StatementToVote, StatementVote

__all__ = [
    "Argument",
    "ArgumentGiven",
    "ArgumentId",
    "ArgumentSettings",
    "ArgumentSide",
    "ArgumentWithdrawn",
    "BallotsImported",
    "CloseConsultation",
    "ConsensusStatement",
    "Consultation",
    "ConsultationClosed",
    "ConsultationId",
    "ConsultationOpened",
    "ConsultationSettings",
    "DecideStatement",
    "ExternalBallot",
    "ExternalStatement",
    "ExternalVotes",
    "GiveArgument",
    "ImportConsultation",
    "ImportOpinionStatements",
    "ImportOpinionVotes",
    "ImportedConsultation",
    "ListArguments",
    "ListConsultations",
    "ListStatementTotals",
    "ListStatements",
    "MapSettings",
    "OpenConsultation",
    "Opinion",
    "OpinionChoice",
    "OpinionGroup",
    "OpinionMap",
    "OpinionMapComputed",
    "OpinionMapDue",
    "OpinionNumbers",
    "OpinionStatement",
    "OwnPlace",
    "ProposeStatement",
    "ReadConsultation",
    "ReadNextStatement",
    "ReadOpinionMap",
    "ReadOpinionNumbers",
    "ReadStatement",
    "RepresentativeStatement",
    "SeedStatement",
    "Stance",
    "StatementDecided",
    "StatementId",
    "StatementProposed",
    "StatementState",
    "StatementToVote",
    "StatementTotals",
    "StatementVote",
    "StatementVoteCast",
    "VoteOnStatement",
    "WithdrawArgument",
    "argument_feature",
    "consultation_feature",
    "draw_map",
    "import_polis",
    "map_feature",
    "render_report",
]

del (
    _arguments_handlers,
    _arguments_offers,
    _arguments_queries,
    _arguments_visibility,
    _consultations_handlers,
    _consultations_jobs,
    _consultations_offers,
    _consultations_queries,
    _consultations_visibility,
    _importing_handlers,
    _maps_queries,
    _maps_runs_jobs,
    _maps_runs_subscribers,
    _proposing_handlers,
    _proposing_offers,
    _proposing_queries,
    _proposing_subscribers,
    _proposing_visibility,
    _voting_explanations,
    _voting_handlers,
    _voting_queries,
)
