"""Numbers of who speaks, and of who takes part."""

from attrs import frozen

from commkit.statistics import Share


@frozen(kw_only=True)
class VoiceShare:
    """Who makes one kind of contribution.

    Attributes:
        count: How many there are, by people who are members now; agents are left out.
        people: By how many.
        staff: The share by people who belong to the company.
        stewards: The share by others who hold a role here.
        members: The share by all others.
        top_one: The share by who makes most.
        top_tenth: The share by the tenth of these people who make most, rounded up.
        gini: The Gini coefficient over these people, 0 where all make as many, below 1.
        absence_factor: The smallest number of them who together make at least half.
    """

    count: int
    people: int
    staff: Share
    stewards: Share
    members: Share
    top_one: Share
    top_tenth: Share
    gini: float
    absence_factor: int


@frozen(kw_only=True)
class VoiceNumbers:
    """Who speaks in a time, of what the reader may see. Roles are as they are now.

    Attributes:
        threads: Who opens threads; None where it is fewer than 5 people, as for the rest.
        first_replies: Who replies first, of those who did not open the thread.
        replies: Who replies.
        members_first: The share of the first replies that are by neither staff nor who holds a role.
    """

    threads: VoiceShare | None
    first_replies: VoiceShare | None
    replies: VoiceShare | None
    members_first: Share | None


@frozen(kw_only=True)
class ActivationNumbers:
    """How many of those who joined in a time took part, of what the reader may see.

    Attributes:
        joined: People who joined and are members now; None where they are fewer than 5.
        activated: The share of those who joined 14 days ago or earlier who wrote a post, or reacted to one, within 14
            days; None where they are fewer than 5.
        returned: The share of those who joined 35 days ago or earlier, and were activated, who did so again 7 to 35
            days after they joined; None where they are fewer than 5.
    """

    joined: int | None
    activated: Share | None
    returned: Share | None
