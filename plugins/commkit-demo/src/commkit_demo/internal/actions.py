"""What simulated colleagues do beyond talking."""

from commkit_demo.internal.announcing import Announcing
from commkit_demo.internal.ideas import IdeaCalls
from commkit_demo.internal.together import Together
from commkit_demo.internal.units import Organisation
from commkit_demo.simulation import MemberAction


def internal_actions() -> tuple[MemberAction, ...]:
    """People partners keep the company, all read and thank, some submit ideas, meet, and go on holiday."""
    organisation, announcing, ideas, together = Organisation(), Announcing(), IdeaCalls(), Together()
    return (
        organisation.keep_units,
        organisation.take_in,
        organisation.tick,
        announcing.write,
        announcing.approve,
        announcing.correct,
        announcing.acknowledge,
        ideas.open,
        ideas.submit,
        ideas.mark,
        ideas.reply,
        together.thank,
        together.confirm,
        together.endorse,
        together.meet,
        together.go_away,
    )
