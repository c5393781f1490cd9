"""How simulated colleagues thank each other, say what they know, go on holiday, and meet as people."""

from datetime import timedelta
from functools import partial

from attrs import define, field

from commkit.posts import CreateThread
from commkit_absences import SetAbsence
from commkit_demo.internal.personas import COLLEAGUE, EXPERT, LURKER, MANAGER, STAFF
from commkit_demo.internal.wording import THANKS
from commkit_demo.simulation import SimulatedMember, Visit
from commkit_internal import (
    Circle,
    CircleJoinPolicy,
    ConfirmExpertise,
    EndorseExpertise,
    GiveKudos,
    JoinCircle,
    StartCircle,
)

CIRCLE = "Parents"
CIRCLE_PURPOSE = "For who has children, and too little sleep."


@define
class Together:
    """What simulated colleagues remember of each other.

    Attributes:
        topics: What experts said that they know about, by their numbers.
        endorsed: Who endorsed whom for which topic.
        circle: The life circle, which anybody may find who does not stand above somebody inside.
        inside: The numbers of those in it; no report tells of them.
    """

    topics: dict[int, list[str]] = field(factory=dict)
    endorsed: set[tuple[int, int, str]] = field(factory=set)
    circle: Circle | None = None
    inside: set[int] = field(factory=set)

    def thank(self, visit: Visit) -> None:
        """Anybody thanks somebody who wrote something lately, in the name of one of the company's values."""
        if visit.player.member is None or not visit.happens(0.15):
            return
        wrote = [
            said.by for thread in visit.world.recent_threads(8) for said in thread.replies if not said.removed
        ]
        others = [by for by in dict.fromkeys(wrote) if by is not visit.player]
        if others:
            value, text = visit.rng.choice(THANKS)
            visit.do(GiveKudos(visit.rng.choice(others).id_inside, value, text))

    def confirm(self, visit: Visit) -> None:
        """Experts say that they know about what is talked of, two topics each."""
        if visit.player.persona is not EXPERT or visit.player.member is None:
            return
        known = self.topics.get(visit.player.number, [])
        tags = [tag for thread in visit.world.recent_threads(10) for tag in thread.opening.post.tags]
        new = [tag for tag in dict.fromkeys(tags) if tag not in known]
        if new and len(known) < 2:
            topic = visit.rng.choice(new)
            visit.do(ConfirmExpertise(topic), partial(self._knows, visit.player, topic))

    def endorse(self, visit: Visit) -> None:
        """Colleagues and managers endorse what an expert said."""
        if visit.player.persona not in {COLLEAGUE, MANAGER} or visit.player.member is None:
            return
        if not self.topics or not visit.happens(0.25):
            return
        number = visit.rng.choice(sorted(self.topics))
        topic = visit.rng.choice(self.topics[number])
        mark = (visit.player.number, number, topic)
        if mark not in self.endorsed:
            expert = visit.world.members[number]
            visit.do(EndorseExpertise(expert.id_inside, topic), lambda _: self.endorsed.add(mark))

    def go_away(self, visit: Visit) -> None:
        """Colleagues and experts go on holiday for some days, with a deputy, and do not visit meanwhile."""
        if visit.player.persona not in {COLLEAGUE, EXPERT} or not visit.happens(0.04):
            return
        others = [one for one in visit.world.joined if one is not visit.player and one.away_until is None]
        if visit.player.member is None or not others:
            return
        until = visit.now + timedelta(days=visit.rng.randint(2, 6))
        command = SetAbsence(
            until, deputy=visit.rng.choice(others).id_inside, note="On the lake, without a phone."
        )
        player = visit.player
        visit.do(command, lambda _: setattr(player, "away_until", until))

    def meet(self, visit: Visit) -> None:
        """Colleagues start a life circle, join it, and talk there; in private, since it is nobody else's business."""
        player = visit.player
        if player.persona not in {COLLEAGUE, LURKER} or player.member is None or player.persona in STAFF:
            return
        if self.circle is None:
            if visit.happens(0.5):
                start = StartCircle(CIRCLE, purpose=CIRCLE_PURPOSE, join_policy=CircleJoinPolicy.OPEN)
                visit.do_in_private(start, partial(self._started, player))
        elif player.number in self.inside:
            if visit.happens(0.4):
                night = CreateThread(
                    kind="topic", title="Last night", body="Three times. And yours?", space=self.circle.space
                )
                visit.do_in_private(night)
        elif visit.happens(0.25):
            visit.do_in_private(JoinCircle(self.circle.id), lambda _: self.inside.add(player.number))

    def _knows(self, player: SimulatedMember, topic: str, _: object) -> None:
        self.topics.setdefault(player.number, []).append(topic)

    def _started(self, player: SimulatedMember, circle: Circle) -> None:
        self.circle = circle
        self.inside.add(player.number)
