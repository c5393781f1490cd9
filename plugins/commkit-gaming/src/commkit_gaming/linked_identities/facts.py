"""What happens to linked identities; none of it tells which account it was."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_gaming.linked_identities.records import AccountProofId, GameAccountId

VERIFY = "gaming.verify_game_accounts"
"""The permission of the host alone: to answer proofs, and to be told who links accounts."""


@frozen
class AccountProofBrought(Fact):
    """A member brought a proof, and the platform is to be asked."""

    name = "gaming.account_proof_brought"
    visible_to = VERIFY
    proof: AccountProofId
    member: MemberId


@frozen
class AccountProofRefused(Fact):
    """A proof proved nothing, or an account that somebody has linked.

    Attributes:
        proof: The proof.
        member: Who brought it.
        state: Why: `refused`, `unreachable` or `taken`.
    """

    name = "gaming.account_proof_refused"
    visible_to = VERIFY
    proof: AccountProofId
    member: MemberId
    state: str


@frozen
class GameAccountLinked(Fact):
    """A member linked an account of a platform."""

    name = "gaming.game_account_linked"
    visible_to = VERIFY
    member: MemberId
    platform: str


@frozen
class GameAccountUnlinked(Fact):
    """A member has no linked account of a platform any more.

    Attributes:
        member: Who.
        platform: The name of the platform.
        lapsed: Whether the platform did not confirm it; else the member unlinked it or left.
    """

    name = "gaming.game_account_unlinked"
    visible_to = VERIFY
    member: MemberId
    platform: str
    lapsed: bool


@frozen
class GameAccountCheckDue(Fact):
    """The platform is to be asked whether an account is still the member's."""

    name = "gaming.game_account_check_due"
    visible_to = VERIFY
    account: GameAccountId
    member: MemberId
