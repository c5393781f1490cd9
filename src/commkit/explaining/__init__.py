"""Explaining: the trace of rules for any permission, refusal, trust level or notice."""

from commkit.explaining import handlers as _handlers
from commkit.explaining.feature import explaining
from commkit.explaining.messages import Explain
from commkit.explaining.records import Trace
from commkit.runtime.model.traces import ExplainRequest, ExplainSubject, RuleOutcome, TraceStep

__all__ = ["Explain", "ExplainRequest", "ExplainSubject", "RuleOutcome", "Trace", "TraceStep", "explaining"]

del _handlers
