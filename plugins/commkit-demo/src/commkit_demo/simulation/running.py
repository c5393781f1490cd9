"""Runs a simulation: day by day, visit by visit, all through real commands."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random

from attrs import frozen

from commkit import SYSTEM, CommunityType, Conflict, Invalid, Kit, Session
from commkit.communities import Community, ReadCommunity
from commkit.members import AddMember
from commkit_demo.simulation.actions import MemberAction, default_actions
from commkit_demo.simulation.clock import SimulationClock
from commkit_demo.simulation.personas import PERSONAS, Persona
from commkit_demo.simulation.state import SimulatedCommunity, SimulatedMember
from commkit_demo.simulation.visit import Visit
from commkit_demo.simulation.wording import HUB, Wording

NAMES = (
    "ada", "ben", "cleo", "dario", "edda", "finn", "greta", "hugo", "ines", "jonas", "kira", "leo", "mira",
    "nils", "olga", "pavel", "ronja", "samir", "tilda", "uwe", "vera", "willem", "xenia", "yusuf", "zora",
)  # fmt: skip
DayCallback = Callable[[int], object]


@frozen(kw_only=True)
class SimulationResult:
    """What a simulation did.

    Attributes:
        seed: The seed; the same one gives the same result again.
        community: The community's slug.
        began: The first moment.
        ended: The last moment.
        personas: How many of each persona there are.
        visits: The number of visits.
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
        """How many members were simulated."""
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
    kinds: Sequence[str] = (),
    wording: Wording = HUB,
    on_day_end: DayCallback | None = None,
) -> SimulationResult:
    """Let members join, ask, reply, react, edit, misbehave and moderate for some days, through real commands.

    The same seed, arguments and start of the clock give the same texts in the same order at the same times; only ids
    differ. One visit is one transaction.

    Args:
        kit: Built with a `SimulationClock`, which this moves forward; the simulation begins at its time.
        community: The slug of a community of any type; the kinds of threads and replies are taken from the type.
        seed: The seed of all random numbers.
        members: How many members to simulate, beside those who are there already.
        days: How many days to simulate.
        personas: The kinds of members and their shares.
        actions: What members do beyond `default_actions`, such as accepting answers; called in this order in every
            visit.
        kinds: The kinds of threads that they open; without any those of the type that await something, or all.
        wording: What they write about.
        on_day_end: Called after each day with the number of days simulated; for progress, policies and deliveries.

    Returns:
        What was done and what was refused.

    Raises:
        Invalid: The kit has no `SimulationClock`, or a number is not positive.
        NotFound: There is no such community.
        Conflict: This simulation ran there already.
    """
    clock = _clock_of(kit, members=members, days=days)
    run = _SimulationRun(kit, community, clock=clock, seed=seed, kinds=kinds, wording=wording)
    run.cast(personas, members=members, days=days)
    began = clock.now
    for day in range(days):
        midnight = datetime.combine(began + timedelta(days=day), time(), tzinfo=began.tzinfo)
        run.play(day, midnight, [default_actions, *actions])
        clock.advance_to(midnight + timedelta(days=1))
        if on_day_end is not None:
            on_day_end(day + 1)
    return run.result(began)


def _clock_of(kit: Kit, **numbers: int) -> SimulationClock:
    if not isinstance(kit.clock, SimulationClock):
        raise Invalid.field(
            "kit",
            "no_simulation_clock",
            "build it with Kit(url, clock=SimulationClock(start))",
            error_code="demo.bad_simulation",
        )
    for name, number in numbers.items():
        if number < 1:
            raise Invalid.field(name, "too_few", "simulate at least 1", error_code="demo.bad_simulation")
    return kit.clock


def _opened_kinds(type: CommunityType) -> tuple[str, ...]:
    openings = [kind for kind in type.post_kinds if kind.opens]
    return tuple(kind.name for kind in openings if kind.awaits) or tuple(kind.name for kind in openings)


class _SimulationRun:
    """One run of a simulation."""

    def __init__(
        self,
        kit: Kit,
        community: str,
        *,
        clock: SimulationClock,
        seed: int,
        kinds: Sequence[str],
        wording: Wording,
    ) -> None:
        with kit.session(SYSTEM, community, read_only=True) as session:
            self.place: Community = session.ask(ReadCommunity())
            kind = next(made for made in kit.types if made.name == self.place.type)
            self.world = SimulatedCommunity(kind, [], tuple(kinds) or _opened_kinds(kind), wording=wording)
        self.kit = kit
        self.community = community
        self.clock = clock
        self.seed = seed
        self.visits = 0
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def cast(self, personas: Sequence[Persona], *, members: int, days: int) -> None:
        """Choose the members, and let the host add those with a role."""
        rng = Random(f"{self.seed}/cast")  # noqa: S311  # numbers that can be repeated are the point
        for number, persona in enumerate(_assign_personas(personas, members)):
            # A quarter joins at the beginning, the others one by one; all have joined before it ends.
            joins_on_day = 0 if persona.role != "member" or rng.random() < 0.25 else int(rng.random() * days)
            key = f"{NAMES[number % len(NAMES)]}.{number + 1}"
            self.world.members.append(SimulatedMember(number, key, persona, joins_on_day))
        for player in self.world.members:
            if player.persona.role != "member":
                self._add_with_role(player)

    def play(self, day: int, midnight: datetime, actions: Sequence[MemberAction]) -> None:
        """All visits of a day, in the order of time."""
        rng = Random(f"{self.seed}/day/{day}")  # noqa: S311  # as above
        visits = [
            (self._moment(player, midnight, rng), player.number)
            for player in self.world.members
            for _ in range(self._visits(player, day, midnight, rng))
        ]
        for moment, number in sorted(visits):
            self.clock.advance_to(moment)
            self._visit(self.world.members[number], actions)

    def result(self, began: datetime) -> SimulationResult:
        """What was done since the simulation began."""
        return SimulationResult(
            seed=self.seed,
            community=self.community,
            began=began,
            ended=self.clock.now,
            personas=dict(Counter(player.persona.name for player in self.world.members)),
            visits=self.visits,
            done=dict(sorted(self.done.items())),
            refused=dict(sorted(self.refused.items())),
        )

    def _visit(self, player: SimulatedMember, actions: Sequence[MemberAction]) -> None:
        away = player.away_until is not None and self.clock.now < player.away_until
        if player.banned or away:
            return
        self.visits += 1

        def run(session: Session) -> Visit:
            # Made anew where the transaction is retried, so that the random numbers are the same then.
            rng = Random(f"{self.seed}/visit/{self.visits}")  # noqa: S311  # as above
            visit = Visit(player, self.world, rng=rng, session=session, kit=self.kit, clock=self.clock)
            for action in actions:
                action(visit)
            return visit

        try:
            visit = self.kit.transact(player.key, self.place.id, run)
        except Conflict as conflict:  # a command failed half-way, and the whole visit was undone
            self.refused[conflict.code] += 1
            return
        visit.apply_results()
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
        if day < player.joins_on_day or player.banned:
            return 0
        return max(count, 1) if day == player.joins_on_day else count

    def _moment(self, player: SimulatedMember, midnight: datetime, rng: Random) -> datetime:
        first, last = player.persona.active_hours
        return midnight + timedelta(seconds=rng.randrange(first * 3600, last * 3600))


def _assign_personas(personas: Sequence[Persona], members: int) -> list[Persona]:
    """One persona for each member, by their shares, at least one of each where there is room; shuffled."""
    total = sum(persona.share for persona in personas)
    counts = [max(round(members * persona.share / total), 1) for persona in personas]
    cast = [persona for persona, count in zip(personas, counts, strict=True) for _ in range(count)]
    biggest = max(personas, key=lambda persona: persona.share)
    cast += [biggest] * (members - len(cast))
    while len(cast) > members:
        cast.remove(biggest) if cast.count(biggest) > 1 else cast.pop()
    Random(members).shuffle(cast)  # noqa: S311  # a key should not reveal the persona
    return cast
