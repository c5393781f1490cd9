"""Observers: told of what runs and how long it took, for metrics, traces and logs.

A host gives them to its Kit: `Kit(url, observers=[...])`. A **step** is what they are told of: a command or a query, a
gate, a statement, the beginning or the end of a transaction, an attempt to deliver. Nothing in a step is about anybody:
it has names from the code, SQL without its values and codes of errors, never an actor, a community or what a field
holds. Without observers nothing is made, and no clock is read.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Literal, Protocol

from attrs import define

from commkit.runtime.model.errors import CommkitError, Conflict, Denied, Invalid, NotFound, RateLimited

StepKind = Literal["command", "query", "gate", "statement", "transaction", "delivery"]
DONE = "done"
"""The outcome of what did what it was asked for; a gate that let the message pass, too."""
FAILED = "failed"
"""The outcome of what raised something that is no error of commkit."""
GATE_FAILED = "runtime.gate_failed"
"""The code of the refusal by a gate that failed: a fault, other than what gates refuse on purpose."""
UNKNOWN = "unknown"
"""The name of a message that the Kit does not know in the community, and of a code of no proper form."""

_log = logging.getLogger("commkit")
_REFUSALS = (Conflict, Denied, Invalid, NotFound, RateLimited)
_CODE = re.compile(r"[a-z0-9_]{1,60}\.[a-z0-9_]{1,60}")


@define(eq=False)
class Step:
    """One thing that runs. The runtime writes it; observers only read it.

    Attributes:
        kind: What it is.
        name: A message's outside name; a gate or subscriber as `feature:function`; the SQL of a statement, with
            parameters for all values; `BEGIN` or `COMMIT` of a transaction.
        parent: The step that it runs in, if there is one: the command of a gate, the delivery of a command...
        outcome: `done`, `failed` or the code of an error; of a delivery `done`, `failed`, `parked`, `left` or `held`.
            Empty until it has ended.
        seconds: How long it took; 0 until it has ended.
        is_fault: Whether it ended in a fault of the application, a plugin or the database; a refusal is none.
    """

    kind: StepKind
    name: str
    parent: "Step | None" = None
    outcome: str = ""
    seconds: float = 0.0
    is_fault: bool = False

    @property
    def message(self) -> str | None:
        """The name of the innermost command or query that it is or runs in; None outside of all."""
        step: Step | None = self
        while step is not None and step.kind not in ("command", "query"):
            step = step.parent
        return None if step is None else step.name


class Observer(Protocol):
    """Told of every step, in the thread that runs it. What it raises is logged once, and breaks nothing."""

    def begin(self, step: Step) -> None:
        """A step begins.

        Args:
            step: The same object as at its end.
        """
        ...

    def end(self, step: Step) -> None:
        """A step has ended: it has its outcome and its seconds.

        Args:
            step: The same object as at its beginning.
        """
        ...


class Observers:
    """The observers of a Kit, told of each step in their order, and of its end in the reverse one.

    Args:
        observers: At least one.
    """

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._observers = tuple(observers)
        self._failed: set[int] = set()

    @contextmanager
    def observe(self, kind: StepKind, name: str, parent: Step | None = None) -> Iterator[Step]:
        """A step that runs in the block; the block may say the outcome, else it is `done` or what was raised.

        Args:
            kind: What it is.
            name: Its name.
            parent: The step that it runs in.
        """
        step = Step(kind, name, parent)
        for observer in self._observers:
            try:
                observer.begin(step)
            except Exception as error:
                self._tell(observer, error)
        started = perf_counter()
        try:
            yield step
        except BaseException as error:
            step.outcome = safe_code(error.code) if isinstance(error, CommkitError) else FAILED
            step.is_fault = not isinstance(error, _REFUSALS) or step.outcome == GATE_FAILED
            raise
        finally:
            step.seconds = perf_counter() - started
            step.outcome = step.outcome or DONE
            for observer in reversed(self._observers):
                try:
                    observer.end(step)
                except Exception as error:
                    self._tell(observer, error)

    def _tell(self, observer: Observer, error: Exception) -> None:
        """Log what an observer raised: once, since it may raise at every statement."""
        if id(observer) not in self._failed:
            self._failed.add(id(observer))
            _log.error("observer.failed observer=%s", type(observer).__name__, exc_info=error)


def safe_code(code: object) -> str:
    """A code as it may be a label: plugins name their own, and one that holds a sentence is no name.

    Args:
        code: The code of an error.
    """
    return code if isinstance(code, str) and _CODE.fullmatch(code) else UNKNOWN
