"""The worker's commands of linked identities."""

from datetime import datetime
from typing import Annotated

from attrs import evolve, frozen

from commkit import Command, Context, NotFound, Text
from commkit.members import lock_member
from commkit.storage import schedule_command
from commkit_gaming.linked_identities import statements as sql
from commkit_gaming.linked_identities.facts import AccountProofRefused, GameAccountCheckDue, GameAccountLinked
from commkit_gaming.linked_identities.feature import LinkedIdentitySettings, linked_identity_feature
from commkit_gaming.linked_identities.handlers import unlink
from commkit_gaming.linked_identities.policy import RETRY
from commkit_gaming.linked_identities.records import (
    AccountProofId,
    GameAccount,
    GameAccountId,
    ProofState,
    ShownTo,
    StoredGameAccount,
)

Hash = Annotated[str, Text(max=64, min=0, multiline=False)]
Handle = Annotated[str, Text(max=100, min=0, multiline=False)]


@frozen(kw_only=True)
class AnswerAccountProof(Command[ProofState | None]):
    """Link the account that a proof proved, or note why there is none; sent as `SYSTEM` by the worker.

    Attributes:
        proof: The proof.
        state: What the platform said where it proves no account; `waiting` where it proves one.
        account: The keyed hash of the account.
        handle: How it is called.

    Returns:
        Why nothing was linked; None where it was.

    Raises:
        NotFound: This proof waits no more.
    """

    permission = "gaming.verify_game_accounts"
    host_only = True
    personal = ("handle",)

    proof: AccountProofId
    state: ProofState = ProofState.WAITING
    account: Hash = ""
    handle: Handle = ""


@frozen
class CheckGameAccount(Command[None]):
    """Let the platform be asked whether an account is still the member's; sent as `SYSTEM`.

    Attributes:
        account: The account; nothing happens for one that is linked no more.
        planned: When it was planned: nothing happens where something else was planned since.
    """

    permission = "gaming.verify_game_accounts"
    host_only = True
    when_archived = True

    account: GameAccountId
    planned: datetime


@frozen(kw_only=True)
class RenewGameAccount(Command[None]):
    """Store what the platform said at a check; sent as `SYSTEM` by the worker.

    Attributes:
        id: The account.
        answered: Whether it answered; else the verification before holds for its time.
        account: The keyed hash of the account that the member has there; empty for none.
        handle: How it is called now.

    Raises:
        NotFound: It is linked no more.
    """

    permission = "gaming.verify_game_accounts"
    host_only = True
    when_archived = True
    personal = ("handle",)

    id: GameAccountId
    answered: bool
    account: Hash = ""
    handle: Handle = ""


@linked_identity_feature.handles(AnswerAccountProof)
def answer_account_proof(context: Context, command: AnswerAccountProof) -> ProofState | None:
    """Keys decide of two who prove one account at once; what lapsed makes way for it.

    Who is leaving takes the proof along: the membership is held, and then the proof is read again.
    """
    seen = context.one(sql.PROOF, id=command.proof)
    found = context.one(sql.PROOF, id=command.proof) if seen and lock_member(context, seen.member) else None
    if found is None:
        raise NotFound("gaming.no_proof", "this proof waits for no answer; bring another one")
    state = command.state
    if state is ProofState.WAITING:
        lasts = context.settings(LinkedIdentitySettings).valid_for
        context.run(
            sql.DELETE_LAPSED,
            member=found.member,
            platform=found.platform,
            account=command.account,
            now=context.now,
        )
        made = StoredGameAccount(
            id=GameAccountId(context.new_id()),
            member=found.member,
            platform=found.platform,
            account=command.account,
            handle=command.handle,
            shown_to=ShownTo.NOBODY,
            linked_at=context.now,
            valid_until=context.now + lasts,
            next_check_at=context.now + lasts / 2,
        )
        if context.run(sql.ADD, made):
            context.run(sql.DELETE_PROOF, id=found.id)
            context.emit(GameAccountLinked(member=found.member, platform=found.platform))
            _plan(context, made)
            return None
        state = ProofState.TAKEN
    context.run(sql.ANSWER, id=found.id, new_state=state)
    context.emit(AccountProofRefused(proof=found.id, member=found.member, state=state.value))
    return state


@linked_identity_feature.handles(CheckGameAccount)
def check_game_account(context: Context, command: CheckGameAccount) -> None:
    """Tell the worker by a fact: it asks outside of any transaction."""
    found = context.one(sql.STORED, id=command.account)
    if found is not None and context.run(
        sql.PLAN, id=found.id, planned=command.planned, new_check_at=None
    ):  # of two that were planned at once one asks
        context.emit(GameAccountCheckDue(account=found.id, member=found.member))


@linked_identity_feature.handles(RenewGameAccount)
def renew_game_account(context: Context, command: RenewGameAccount) -> None:
    """The same account holds anew, another one or none ends the link; without an answer it is asked until it lapses."""
    found = context.one(sql.STORED, id=command.id)
    if found is None:
        raise NotFound("gaming.no_game_account", "this account is linked no more; link it again")
    lapsed = found.valid_until <= context.now
    if command.account != found.account if command.answered else lapsed:
        unlink(context, context.get(GameAccount, found.id), lapsed=True)
        return
    after = evolve(found, next_check_at=context.now + RETRY)
    if command.answered:
        lasts = context.settings(LinkedIdentitySettings).valid_for
        after = evolve(
            found,
            handle=command.handle,
            valid_until=context.now + lasts,
            next_check_at=context.now + lasts / 2,
        )
    context.run(
        sql.RENEW,
        id=after.id,
        new_handle=after.handle,
        new_valid_until=after.valid_until,
        new_check_at=after.next_check_at,
    )
    _plan(context, after)


def _plan(context: Context, found: StoredGameAccount) -> None:
    at = found.next_check_at
    assert at is not None  # it was just set
    schedule_command(context, CheckGameAccount(found.id, at), at=at, as_system=True)
