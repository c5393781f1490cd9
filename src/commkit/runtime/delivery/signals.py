"""Signals: facts sent within this process after the commit. They may be lost; whoever must get each uses the outbox."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from blinker import Signal

from commkit.runtime.model.callables import check_not_async, check_not_awaitable
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Fact

F = TypeVar("F", bound=Fact)
Receiver = TypeVar("Receiver", bound=Callable[[Any], Any])

_SYNC = "give a plain function that gets the fact"
_log = logging.getLogger("commkit")


class Signals:
    """The signals of one Kit, one for each class of facts."""

    def __init__(self) -> None:
        self._signals: dict[type[Fact], Signal] = {}

    def on(self, fact: type[Fact]) -> Callable[[Receiver], Receiver]:
        """Register a receiver: it is called with each such fact after its commit.

        Raises:
            Invalid: It is no class of facts, or the receiver is async.
        """
        given: object = fact  # hosts may have no type checker
        if not (isinstance(given, type) and issubclass(given, Fact)):
            told = "give a class of facts, such as PostCreated; commands and queries have no receivers"
            raise Invalid.field("fact", "wrong_type", told)

        def register(receiver: Receiver) -> Receiver:
            check_not_async("receiver", receiver, _SYNC)
            self._signals.setdefault(fact, Signal()).connect(receiver, weak=False)
            return receiver

        return register

    def off(self, fact: type[Fact], receiver: Callable[[Any], Any]) -> None:
        """Call a receiver no more with facts of a class that it was registered for."""
        if fact in self._signals:
            self._signals[fact].disconnect(receiver)

    def send(self, facts: Iterable[Fact]) -> None:
        """Send facts to their receivers; one that raises is logged, and the others still get them."""
        for fact in facts:
            for kind in type(fact).__mro__:
                signal = self._signals.get(kind)
                # Receivers are called one by one: Signal.send stops at the first that raises.
                for receiver in signal.receivers_for(None) if signal else ():
                    try:
                        check_not_awaitable("receiver", receiver(fact), _SYNC)
                    except Exception:
                        _log.exception("signal.failed fact=%s receiver=%r", fact.name, receiver)
