"""Explaining: the trace of rules for any permission, refusal, trust level or notification."""

from commkit.explaining import queries as _queries
from commkit.explaining.feature import explaining
from commkit.explaining.messages import ExplainDecision
from commkit.explaining.records import DecisionTrace
from commkit.runtime.model.traces import ExplainRequest, ExplainSubject, RuleOutcome, TraceStep

__all__ = [
    "DecisionTrace",
    "ExplainDecision",
    "ExplainRequest",
    "ExplainSubject",
    "RuleOutcome",
    "TraceStep",
    "explaining",
]

del _queries
