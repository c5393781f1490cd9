"""The commands and queries of expertise."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text
from commkit_internal.expertise.records import (
    ExpertiseEndorsement,
    ExpertiseStanding,
    TopicExpert,
    TopicExpertise,
)

TopicName = Annotated[str, Text(max=64, multiline=False)]


@frozen
class ConfirmExpertise(Command[ExpertiseStanding]):
    """Say that one knows a topic. It takes the place of what one said before.

    Attributes:
        topic: A tag that was used here.

    Raises:
        Invalid: No thread ever had this tag.
    """

    permission = "internal.state_expertise"
    granted_to = "member"
    personal = ()

    topic: TopicName


@frozen
class DenyExpertise(Command[ExpertiseStanding]):
    """Say that one is not to be suggested for a topic, whatever the evidence; it replaces what one said before.

    Attributes:
        topic: A tag that was used here.

    Raises:
        Invalid: No thread ever had this tag.
    """

    permission = "internal.state_expertise"
    granted_to = "member"
    personal = ()

    topic: TopicName


@frozen
class WithdrawExpertise(Command[None]):
    """Say nothing about a topic any more; nothing changes where one said nothing. The evidence alone counts then."""

    permission = "internal.state_expertise"
    granted_to = "member"
    personal = ()
    withdraws = True

    topic: TopicName


@frozen
class EndorseExpertise(Command[ExpertiseEndorsement]):
    """Endorse a colleague's expertise in a topic; again, it changes nothing.

    Attributes:
        member: The colleague, a person.
        topic: A tag that was used here.

    Raises:
        NotFound: There is no such colleague.
        Invalid: No thread ever had this tag, or an agent is named.
        Denied: It is oneself, or somebody who blocked the actor.
        Conflict: The colleague does not want to be suggested for the topic (`internal.expertise_denied`).
    """

    permission = "internal.endorse_expertise"
    granted_to = "member"
    personal = ()

    member: MemberId
    topic: TopicName


@frozen
class WithdrawExpertiseEndorsement(Command[None]):
    """Take an endorsement back that one gave; nothing changes where there is none."""

    permission = "internal.endorse_expertise"
    granted_to = "member"
    personal = ()
    withdraws = True

    member: MemberId
    topic: TopicName


@frozen
class FindExperts(Query[tuple[TopicExpert, ...]]):
    """Who knows about a topic, by what the reader may see of the evidence, most first.

    The evidence is counted when it is asked for: what was removed or withdrawn counts no more. Those who confirmed it
    and have no evidence stand last, without a score. Only active people who are not out of office
    are found; who denied it is not.

    Attributes:
        topic: A tag, or a synonym of one.
        limit: How many, 1 to 50.
    """

    permission = "internal.read_expertise"
    granted_to = "member"
    personal = ()

    topic: TopicName
    limit: int = field(default=10, kw_only=True)


@frozen
class ListTopicsOf(Query[tuple[TopicExpertise, ...]]):
    """The topics that a colleague knows about, by what the reader may see of the evidence, most first.

    Topics that they denied are left out, for themselves, too; see `ListMyStandings`.

    Attributes:
        member: Who.
        limit: How many, 1 to 50.

    Raises:
        NotFound: There is no such colleague.
    """

    permission = "internal.read_expertise"
    granted_to = "member"

    member: MemberId
    limit: int = field(default=10, kw_only=True)


@frozen
class ListMyStandings(Query[tuple[ExpertiseStanding, ...]]):
    """What one said oneself about topics, confirmed and denied, by topic, at most 500."""

    permission = "internal.state_expertise"
    granted_to = "member"
