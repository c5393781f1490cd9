"""What simulated people in the gaming community do beyond talking."""

from commkit_demo.gaming.cups import Cups
from commkit_demo.gaming.guilds import Guilds
from commkit_demo.simulation import MemberAction


def gaming_actions() -> tuple[MemberAction, ...]:
    """Captains found guilds and let players in; organisers hold cups, in which both play; results move the ladder."""
    guilds, cups = Guilds(), Cups()
    return (
        guilds.found,
        guilds.apply,
        guilds.accept,
        cups.open_ladder,
        cups.hold,
        cups.enter,
        cups.report,
        cups.judge,
    )
