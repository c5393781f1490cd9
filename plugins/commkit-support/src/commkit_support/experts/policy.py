"""The rank of experts; no database."""

from commkit_support.experts.records import Expert, ExpertStatus


def rank_of(expert: Expert) -> tuple[bool, int, int, str]:
    """The sort key: who can be asked ahead, then the most evidence, then the least load, then the name."""
    evidence = expert.accepted + expert.endorsed
    return expert.status is not ExpertStatus.AVAILABLE, -evidence, expert.load, expert.name


def status_of(*, invited_here: bool, invited_enough: bool, at_limit: bool, absent: bool) -> ExpertStatus:
    """What speaks against asking somebody, the strongest first."""
    for holds, status in (
        (absent, ExpertStatus.OUT_OF_OFFICE),
        (invited_here, ExpertStatus.INVITED),
        (at_limit, ExpertStatus.AT_LIMIT),
        (invited_enough, ExpertStatus.INVITED_ENOUGH),
    ):
        if holds:
            return status
    return ExpertStatus.AVAILABLE
