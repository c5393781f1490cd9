"""Accounts on game platforms that members have linked, and the proofs that wait for an answer."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Erasure, Person, Personal, Plain, Secret

GameAccountId = NewType("GameAccountId", UUID)
"""The id of a linked account; it is another one each time, and no id of the platform."""
AccountProofId = NewType("AccountProofId", UUID)
"""The id of a proof that a member brought."""


class ShownTo(StrEnum):
    """Whom a member shows a linked account."""

    NOBODY = "nobody"
    """Themselves alone."""
    GUILD_MATES = "guild_mates"
    """Those in a guild with them."""
    MEMBERS = "members"
    """All members; of a minor those in a guild with them."""


class ProofState(StrEnum):
    """What became of a proof; of one that proved an account nothing is kept."""

    WAITING = "waiting"
    """The platform is asked."""
    REFUSED = "refused"
    """It proves no account."""
    UNREACHABLE = "unreachable"
    """There was no answer."""
    TAKEN = "taken"
    """Somebody here has linked this account already."""


@frozen
class StoredGameAccount:
    """A linked account as it is stored.

    Attributes:
        id: Its id.
        member: Whose it is.
        platform: The name of the platform.
        account: The keyed hash of the platform's id of the account; one member in a community has it.
        handle: How the account is called.
        shown_to: Whom it is shown.
        linked_at: When it was linked.
        valid_until: Until when it counts as verified; it is there for nobody else from then on.
        next_check_at: When the platform is asked again; None while it is.
    """

    id: GameAccountId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    platform: Annotated[str, Plain(max=40, multiline=False)]
    account: Annotated[str, Secret(max=64)]
    handle: Annotated[str, Personal(max=100, multiline=False, of="member")]
    shown_to: ShownTo
    linked_at: datetime
    valid_until: datetime
    next_check_at: datetime | None


@frozen
class GameAccount:
    """An account on a game platform that a member has proved to be theirs.

    Attributes:
        id: Its id.
        member: Whose it is.
        platform: The name of the platform.
        handle: How the account is called, by the platform's word of the last check.
        shown_to: Whom it is shown.
        linked_at: When it was linked.
        valid_until: Until when it counts as verified.
    """

    id: GameAccountId
    member: MemberId
    platform: str
    handle: str
    shown_to: ShownTo
    linked_at: datetime
    valid_until: datetime


@frozen
class StoredProof:
    """A proof as it is stored.

    Attributes:
        id: Its id.
        member: Who brought it.
        platform: The name of the platform.
        proof: What they brought; empty once the platform was asked.
        state: What became of it.
        brought_at: When.
    """

    id: AccountProofId
    member: Annotated[MemberId, Person(erase=Erasure.ROW)]
    platform: Annotated[str, Plain(max=40, multiline=False)]
    proof: Annotated[str, Secret(max=4000, min=0)]
    state: ProofState
    brought_at: datetime


@frozen
class AccountProof:
    """A proof that a member brought last of a platform, without the proof itself.

    Attributes:
        id: Its id.
        platform: The name of the platform.
        state: What became of it.
        brought_at: When.
    """

    id: AccountProofId
    platform: str
    state: ProofState
    brought_at: datetime


@frozen
class MyGameAccounts:
    """What a member has linked, and what waits.

    Attributes:
        accounts: Their accounts, by platform; also those that are verified no more.
        proofs: The proofs that wait or were refused, by platform.
    """

    accounts: tuple[GameAccount, ...]
    proofs: tuple[AccountProof, ...]
