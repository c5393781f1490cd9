"""The host is asked how old members are."""

from commkit import Delivery
from commkit_minors.ages import statements as sql
from commkit_minors.ages.jobs import StoreAge
from commkit_minors.facts import AgeCheckDue
from commkit_minors.feature import safety_feature
from commkit_minors.policy import zone_named
from commkit_minors.ports import AgeAnswer, AgePort
from commkit_minors.records import AgeBand

_MOST_GUARDIANS, _LONGEST_KEY = 10, 255


@safety_feature.subscribes_to(AgeCheckDue)
def ask_age(delivery: Delivery, fact: AgeCheckDue) -> None:
    """Ask outside of any transaction. Whatever goes wrong is no answer: nobody is taken for older by that."""
    with delivery.context(read_only=True) as context:
        rows = context.rows(sql.KEY, member=fact.member)
    if not rows:
        return  # they left meanwhile
    ages = delivery.port(AgePort)
    try:
        answer = _checked(ages.age(rows[0][0]))
    except Exception:
        answer = None
    with delivery.context(once=True) as context:
        if not context.rows(sql.KEY, member=fact.member):
            return
        context.do(
            StoreAge(
                member=fact.member,
                band=None if answer is None else answer.band,
                time_zone="" if answer is None else answer.time_zone,
                guardians=() if answer is None else answer.guardians,
            )
        )


def _checked(answer: object) -> AgeAnswer:
    """What the host said, in the bounds of what is stored.

    Raises:
        TypeError: It is something else than an answer.
    """
    if answer is None:
        return AgeAnswer(AgeBand.UNKNOWN)
    if not isinstance(answer, AgeAnswer):
        raise TypeError(f"an AgePort gives an AgeAnswer or None, not {answer!r}")
    guardians = tuple(key for key in answer.guardians if 0 < len(key) <= _LONGEST_KEY)[:_MOST_GUARDIANS]
    return AgeAnswer(_band(answer.band), zone_named(answer.time_zone).key, guardians)


def _band(told: object) -> AgeBand:
    if not isinstance(told, AgeBand):
        raise TypeError(f"the band of an AgeAnswer is an AgeBand, not {told!r}")
    return told
