"""The commands and queries of linked identities."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text
from commkit_gaming.linked_identities.records import (
    AccountProof,
    GameAccount,
    GameAccountId,
    MyGameAccounts,
    ShownTo,
)


@frozen
class LinkGameAccount(Command[AccountProof]):
    """Prove that an account on a platform is one's own. The worker asks the platform; `ReadMyGameAccounts` tells more.

    A proof takes the place of the one before. Of an account that somebody else has linked here it is told that it is
    taken, to who proved that it is theirs and to nobody else.

    Attributes:
        platform: A platform of `LinkedIdentitySettings`.
        proof: The code or token that the platform gave. It is kept until the platform was asked.

    Raises:
        Invalid: There is no such platform here (`unknown`).
        Denied: The host verifies no accounts (`gaming.nobody_verifies`).
        Conflict: One has linked an account of that platform (`gaming.account_linked`).
        RateLimited: One brought a proof of that platform just before (`gaming.proof_brought`).
    """

    permission = "gaming.link_game_account"
    personal = ("proof",)

    platform: Annotated[str, Text(max=40, multiline=False)]
    proof: Annotated[str, Text(max=4000, multiline=False)] = field(repr=False)


@frozen
class UnlinkGameAccount(Command[None]):
    """Unlink an account of one's own, at once: nothing is left that tells which it was, and anybody may link it.

    Raises:
        NotFound: There is no such account for this actor.
        Denied: It is somebody else's (`gaming.not_your_account`).
    """

    permission = "gaming.own_game_accounts"
    when_archived = True

    account: GameAccountId


@frozen
class ShowGameAccount(Command[None]):
    """Whom an account of one's own is shown. At first nobody is; of minors, members outside of their guilds never are.

    Attributes:
        account: The account.
        shown_to: Whom.

    Raises:
        NotFound: There is no such account for this actor.
        Denied: It is somebody else's (`gaming.not_your_account`).
    """

    permission = "gaming.own_game_accounts"

    account: GameAccountId
    shown_to: ShownTo


@frozen
class ReadMyGameAccounts(Query[MyGameAccounts]):
    """The accounts that one has linked, and what became of the proofs that one brought."""

    permission = "gaming.own_game_accounts"


@frozen
class ListGameAccounts(Query[tuple[GameAccount, ...]]):
    """The verified accounts of a member that they show the actor, by platform.

    Raises:
        NotFound: There is no such member for this actor.
    """

    permission = "gaming.read_game_accounts"

    member: MemberId
