"""A club whose bell is watched: its gate refuses unlucky numbers, and who hears it fails at one of them."""

from collections import Counter
from typing import Any

from commkit import Delivery, Deny, Kit, Observer, Step
from tests.runtime.plugins import Listen, Rang, Ring, bell, club
from tests.sample import OWNER, create_community, new_kit

REFUSED, BROKEN, BAD_CODE, NONSENSE = 13, 14, 15, 16
"""What the gate refuses, fails at, refuses with a code that is none, and gives no answer to."""
NOT_HEARD = 7
"""What the subscriber fails at."""
GATE, SUBSCRIBER = "club.bell:lucky", "club.bell:hear"


class Recorder:
    """An observer that keeps what it is told."""

    def __init__(self) -> None:
        self.begun: list[Step] = []
        self.ended: list[Step] = []

    def begin(self, step: Step) -> None:
        assert (step.outcome, step.seconds) == ("", 0)
        self.begun.append(step)

    def end(self, step: Step) -> None:
        self.ended.append(step)

    def count(self, kind: str, name: str) -> Counter[str]:
        """How often a step of a kind had which outcome."""
        return Counter(step.outcome for step in self.ended if (step.kind, step.name) == (kind, name))


def new_observed_kit(url: str, *observers: Observer, **options: Any) -> Kit:
    """A Kit of the club, with its community `town`."""
    feature = bell()

    @feature.gates(Ring)
    def lucky(context: Any, command: Ring) -> Any:
        if command.times == NONSENSE:
            return "perhaps"
        if command.times == BROKEN:
            raise ValueError("boom")
        if command.times == BAD_CODE:
            return Deny(f"{command.times} is no number for anybody", "an unlucky number")
        return Deny("club.unlucky", "an unlucky number") if command.times == REFUSED else None

    @feature.subscribes_to(Rang)
    def hear(delivery: Delivery, fact: Rang) -> None:
        with delivery.context() as context:
            context.ask(Listen())
        if fact.times == NOT_HEARD:
            raise ValueError("boom")

    kit = new_kit(url, club(feature), observers=observers, **options)
    create_community(kit, type="club")
    return kit


def ring(kit: Kit, times: int) -> None:
    with kit.session(OWNER, "town") as session:
        session.do(Ring(times))
