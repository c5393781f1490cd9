"""Explaining: the trace of rules for any permission, refusal, trust level or notice."""

from commkit.explaining import handlers as _handlers
from commkit.explaining.feature import explaining
from commkit.explaining.messages import Explain
from commkit.explaining.records import Trace
from commkit.runtime.traces import About, Outcome, Question, Step

__all__ = ["About", "Explain", "Outcome", "Question", "Step", "Trace", "explaining"]

del _handlers
