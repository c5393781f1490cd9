"""What simulated people in the topical community do beyond talking."""

from commkit_demo.simulation import MemberAction
from commkit_demo.topical.opinions import Opinions
from commkit_demo.topical.topics import Topics


def topical_actions() -> tuple[MemberAction, ...]:
    """The manager makes sub-topics and asks, debaters open and propose, curators cross-post, readers mute, all vote."""
    topics, opinions = Topics(), Opinions()
    return (
        topics.make,
        topics.open,
        topics.cross_post,
        topics.mute,
        opinions.open,
        opinions.propose,
        opinions.decide,
        opinions.vote,
    )
