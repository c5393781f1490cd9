"""How the simulated community comes together in guilds."""

from functools import partial

from attrs import define, field

from commkit_demo.gaming.personas import CAPTAIN, PLAYER
from commkit_demo.gaming.wording import GUILDS
from commkit_demo.simulation import Visit
from commkit_gaming import (
    AcceptGuildApplication,
    ApplyToGuild,
    FoundGuild,
    Guild,
    GuildApplication,
    GuildApplicationId,
    GuildId,
    GuildMember,
)


@define
class Guilds:
    """What the simulation remembers of guilds.

    Attributes:
        founded: The guilds with the numbers of who leads them, in the order in which they were founded.
        taken: How many of the names are taken.
        waiting: Applications that wait, by guild.
        applied: The numbers of who has applied, or leads a guild.
    """

    founded: list[tuple[GuildId, int]] = field(factory=list)
    taken: int = 0
    waiting: dict[GuildId, list[GuildApplicationId]] = field(factory=dict)
    applied: set[int] = field(factory=set)

    def found(self, visit: Visit) -> None:
        """Captains found a guild, as long as there are names."""
        player = visit.player
        if player.persona is not CAPTAIN or player.number in self.applied or self.taken >= len(GUILDS):
            return
        if player.member is not None and visit.happens(0.6):
            name, tag = GUILDS[self.taken]
            visit.do(FoundGuild(name, tag), partial(self._founded, player.number))

    def apply(self, visit: Visit) -> None:
        """Players apply to a guild, once."""
        player = visit.player
        if player.persona is not PLAYER or player.member is None or player.number in self.applied:
            return
        if self.founded and visit.happens(0.4):
            guild, _ = visit.rng.choice(self.founded)
            visit.do(ApplyToGuild(guild, "May I play with you?"), partial(self._applied, player.number))

    def accept(self, visit: Visit) -> None:
        """Captains let in who has applied to their guild."""
        for guild, leader in self.founded:
            if leader == visit.player.number:
                for application in list(self.waiting[guild]):
                    visit.do(AcceptGuildApplication(application), partial(self._accepted, guild, application))

    def _founded(self, number: int, guild: Guild) -> None:
        self.founded.append((guild.id, number))
        self.waiting[guild.id] = []
        self.applied.add(number)
        self.taken += 1

    def _applied(self, number: int, application: GuildApplication) -> None:
        self.applied.add(number)
        self.waiting[application.guild].append(application.id)

    def _accepted(self, guild: GuildId, application: GuildApplicationId, _: GuildMember) -> None:
        self.waiting[guild].remove(application)
