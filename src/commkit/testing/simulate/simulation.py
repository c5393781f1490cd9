"""Plays a community: day by day, visit by visit, all through real commands."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random

from attrs import frozen

from commkit.communities import Community, ReadCommunity
from commkit.kit import Kit
from commkit.members import AddMember
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.model.types import MEMBER
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session
from commkit.testing.clock import ManualClock
from commkit.testing.simulate.actions import MemberAction, default_actions
from commkit.testing.simulate.personas import PERSONAS, Persona
from commkit.testing.simulate.state import SimulatedCommunity, SimulatedMember
from commkit.testing.simulate.visit import Visit

NAMES = (
    "ada", "ben", "cleo", "dario", "edda", "finn", "greta", "hugo", "ines", "jonas", "kira", "leo", "mira",
    "nils", "olga", "pavel", "ronja", "samir", "tilda", "uwe", "vera", "willem", "xenia", "yusuf", "zora",
)  # fmt: skip
DayCallback = Callable[[int], object]


@frozen(kw_only=True)
class SimulationResult:
    """What was played.

    Attributes:
        seed: The seed; the same one plays the same again.
        community: The community's slug.
        began: The first moment.
        ended: The last moment.
        personas: How many of each persona there are.
        visits: How often somebody came.
        done: Commands that were carried out, by name.
        refused: Commands that were not, by the error's code.
    """

    seed: int
    community: str
    began: datetime
    ended: datetime
    personas: Mapping[str, int]
    visits: int
    done: Mapping[str, int]
    refused: Mapping[str, int]

    @property
    def members(self) -> int:
        """How many members were played."""
        return sum(self.personas.values())


def simulate(
    kit: Kit,
    community: str,
    *,
    seed: int,
    members: int = 200,
    days: int = 90,
    personas: Sequence[Persona] = PERSONAS,
    actions: Sequence[MemberAction] = (),
    on_day_end: DayCallback | None = None,
) -> SimulationResult:
    """Let members join, ask, reply, react, edit, spoil and tend for some days, through real commands.

    The same seed, arguments and start of the clock give the same texts in the same order at the same times; only ids
    differ. One visit is one transaction.

    Args:
        kit: Built with a `ManualClock`, which this moves on; the simulation begins when that clock says.
        community: The slug of a created community of any type; what opens threads there and what may stand below is
            taken from its post kinds.
        seed: Where all chance comes from.
        members: How many members there will be at the end, beside those who are there.
        days: How many days to play.
        personas: The kinds of members and their shares.
        actions: What members do beyond the usual, such as accepting answers; called in this order in every visit.
        on_day_end: Called after each day with the number of days played; for progress, policies and deliveries.

    Returns:
        What was done and what was refused.

    Raises:
        Invalid: The kit has no `ManualClock`, or a number is not positive.
        NotFound: There is no such community.
        Conflict: This simulation was played there already.
    """
    clock = _manual_clock(kit, members=members, days=days)
    run = _SimulationRun(kit, community, clock=clock, seed=seed)
    run.cast(personas, members=members, days=days)
    began = clock.now
    for day in range(days):
        midnight = datetime.combine(began + timedelta(days=day), time(), tzinfo=began.tzinfo)
        run.play(day, midnight, [default_actions, *actions])
        clock.advance_to(midnight + timedelta(days=1))
        if on_day_end is not None:
            on_day_end(day + 1)
    return SimulationResult(
        seed=seed,
        community=community,
        began=began,
        ended=clock.now,
        personas=dict(Counter(player.persona.name for player in run.world.players)),
        visits=run.visits,
        done=dict(sorted(run.done.items())),
        refused=dict(sorted(run.refused.items())),
    )


def _manual_clock(kit: Kit, **numbers: int) -> ManualClock:
    if not isinstance(kit.clock, ManualClock):
        raise Invalid.field(
            "kit",
            "no_manual_clock",
            "build it with Kit(url, clock=ManualClock(start))",
            name="testing.bad_simulation",
        )
    for name, number in numbers.items():
        if number < 1:
            raise Invalid.field(name, "too_few", "play with at least 1", name="testing.bad_simulation")
    return kit.clock


class _SimulationRun:
    """One run of a simulation."""

    def __init__(self, kit: Kit, community: str, *, clock: ManualClock, seed: int) -> None:
        with kit.session(SYSTEM, community, read_only=True) as session:
            self.place: Community = session.ask(ReadCommunity())
            kind = next(made for made in kit.types if made.name == self.place.type)
            self.world = SimulatedCommunity(kind, [])
        self.kit = kit
        self.clock = clock
        self.seed = seed
        self.visits = 0
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def cast(self, personas: Sequence[Persona], *, members: int, days: int) -> None:
        """DecideCase who will come, and let the host bring in those with a role."""
        rng = Random(f"{self.seed}/cast")  # noqa: S311  # chance that can be repeated is the point
        for number, persona in enumerate(_assign_personas(personas, members)):
            # Many come at the beginning, the others one by one; all have come before it ends.
            arrives = 0 if persona.role != MEMBER or rng.random() < 0.25 else int(rng.random() * days)
            key = f"{NAMES[number % len(NAMES)]}.{number + 1}"
            self.world.players.append(SimulatedMember(number, key, persona, arrives))
        for player in self.world.players:
            if player.persona.role != MEMBER:
                self._add_with_role(player)

    def play(self, day: int, midnight: datetime, actions: Sequence[MemberAction]) -> None:
        """All visits of a day, in the order of time."""
        rng = Random(f"{self.seed}/day/{day}")  # noqa: S311  # as above
        plan = [
            (self._moment(player, midnight, rng), player.number)
            for player in self.world.players
            for _ in range(self._visits(player, day, midnight, rng))
        ]
        for moment, number in sorted(plan):
            self.clock.advance_to(moment)
            self._visit(self.world.players[number], actions)

    def _visit(self, player: SimulatedMember, actions: Sequence[MemberAction]) -> None:
        if player.gone:
            return
        self.visits += 1

        def stay(session: Session) -> Visit:
            # Built anew where the unit is retried, so that chance is the same then.
            rng = Random(f"{self.seed}/visit/{self.visits}")  # noqa: S311  # as above
            visit = Visit(player, self.world, rng=rng, session=session, clock=self.clock)
            for action in actions:
                action(visit)
            return visit

        try:
            visit = self.kit.transact(player.key, self.place.id, stay)
        except Conflict as conflict:  # a command failed half-way, and the visit with it
            self.refused[conflict.code] += 1
            return
        visit.committed()
        self.done += visit.done
        self.refused += visit.refused

    def _add_with_role(self, player: SimulatedMember) -> None:
        with self.kit.session(SYSTEM, self.place.id) as session:
            player.member = session.do(AddMember(player.key, player.persona.role)).id
        self.done["members.add_member"] += 1

    def _visits(self, player: SimulatedMember, day: int, midnight: datetime, rng: Random) -> int:
        persona = player.persona
        rate = persona.visits_per_day * (persona.weekend_factor if midnight.weekday() >= 5 else 1.0)
        count = int(rate) + (rng.random() < rate % 1)
        if day < player.arrives or player.gone:
            return 0
        return max(count, 1) if day == player.arrives else count

    def _moment(self, player: SimulatedMember, midnight: datetime, rng: Random) -> datetime:
        first, last = player.persona.active_hours
        return midnight + timedelta(seconds=rng.randrange(first * 3600, last * 3600))


def _assign_personas(personas: Sequence[Persona], members: int) -> list[Persona]:
    """One persona for each member, as the shares say, at least one of each where there is room; mixed."""
    total = sum(persona.share for persona in personas)
    counts = [max(round(members * persona.share / total), 1) for persona in personas]
    cast = [persona for persona, count in zip(personas, counts, strict=True) for _ in range(count)]
    biggest = max(personas, key=lambda persona: persona.share)
    cast += [biggest] * (members - len(cast))
    while len(cast) > members:
        cast.remove(biggest) if cast.count(biggest) > 1 else cast.pop()
    Random(members).shuffle(cast)  # noqa: S311  # names should not tell what somebody is
    return cast
