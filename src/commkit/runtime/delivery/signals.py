"""Signals: facts sent within this process after the commit. They may be lost; whoever must get each uses the outbox."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from blinker import Signal

from commkit.runtime.model.messages import Fact

F = TypeVar("F", bound=Fact)
Receiver = TypeVar("Receiver", bound=Callable[[Any], Any])

_log = logging.getLogger("commkit")


class Signals:
    """The signals of one Kit, one for each class of facts."""

    def __init__(self) -> None:
        self._signals: dict[type[Fact], Signal] = {}

    def on(self, fact: type[Fact]) -> Callable[[Receiver], Receiver]:
        """Register a receiver: it is called with each such fact after its commit."""

        def register(receiver: Receiver) -> Receiver:
            self._signals.setdefault(fact, Signal()).connect(receiver, weak=False)
            return receiver

        return register

    def send(self, facts: Iterable[Fact]) -> None:
        """Send facts to their receivers; one that raises is logged, and the others still get them."""
        for fact in facts:
            for kind in type(fact).__mro__:
                signal = self._signals.get(kind)
                # Receivers are called one by one: Signal.send stops at the first that raises.
                for receiver in signal.receivers_for(None) if signal else ():
                    try:
                        receiver(fact)
                    except Exception:
                        _log.exception("a receiver of %s failed: %r", fact.name, receiver)
