"""The commands and queries of kudos."""

from datetime import timedelta
from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Page, Query, Text, TextCommand
from commkit_internal.kudos.records import Kudos, KudosCount, KudosId, KudosText


@frozen
class GiveKudos(TextCommand[Kudos]):
    """Thank a colleague, for all to see.

    Attributes:
        receiver: Who is thanked.
        value: One of the values of the settings.
        text: What for.

    Raises:
        Invalid: There is no such value.
        Denied: It is oneself, one's own agent, or somebody who blocked the actor.
        RateLimited: One gave as many in the last 24 hours as the settings allow.
    """

    permission = "internal.give_kudos"
    granted_to = "member"
    creates = True
    shown = ("text",)
    personal = ("text",)

    receiver: MemberId
    value: Annotated[str, Text(max=64)]
    text: KudosText


@frozen
class WithdrawKudos(Command[None]):
    """Take kudos back that one gave, or decline those that one was given; stewards remove any."""

    permission = "internal.withdraw_kudos"
    withdraws = True

    kudos: KudosId


@frozen(kw_only=True)
class ListKudos(Query[Page[Kudos]]):
    """The kudos, the newest first.

    Attributes:
        receiver: Only those that a member was given.
        after: Where the last page ended.
        limit: How many, at most.
    """

    permission = "internal.read_kudos"
    granted_to = "member"
    personal = ()

    receiver: MemberId | None = None
    after: str | None = None
    limit: int = 20


@frozen
class CountKudos(Query[tuple[KudosCount, ...]]):
    """How often kudos were given for each value in the last days, most first; all numbers are counts, not samples.

    Attributes:
        within: How long back, a day to a year.
    """

    permission = "internal.count_kudos"
    granted_to = "steward"

    within: timedelta = field(default=timedelta(days=90), kw_only=True)
