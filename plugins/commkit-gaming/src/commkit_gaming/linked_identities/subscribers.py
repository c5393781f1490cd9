"""The worker asks platforms, and tells members of links that ended."""

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any

from commkit import Command, Delivery, MemberId, NotFound
from commkit.members import Membership
from commkit.notifications import notify
from commkit_gaming.linked_identities import statements as sql
from commkit_gaming.linked_identities.facts import (
    AccountProofBrought,
    GameAccountCheckDue,
    GameAccountUnlinked,
)
from commkit_gaming.linked_identities.feature import linked_identity_feature
from commkit_gaming.linked_identities.jobs import AnswerAccountProof, RenewGameAccount
from commkit_gaming.linked_identities.policy import account_hash, checked_account
from commkit_gaming.linked_identities.ports import LinkedIdentities, PlatformAccount
from commkit_gaming.linked_identities.records import ProofState

ANSWER_WITHIN = 10.0
"""How long a port has for its answer, in seconds."""
_asked_at_once = BoundedSemaphore(8)  # ports that never answer hold no more threads than that


@linked_identity_feature.subscribes_to(AccountProofBrought)
def ask_for_account(delivery: Delivery, fact: AccountProofBrought) -> None:
    """Ask once: a proof is often good for one question. Whatever goes wrong links nothing."""
    with delivery.context(read_only=True) as context:
        found, keys = context.one(sql.PROOF, id=fact.proof), context.rows(sql.KEY, member=fact.member)
    if found is None or not keys:
        return  # another proof took its place, or they left
    given, (key,) = delivery.port(LinkedIdentities), keys[0]
    try:
        account = ask_within(
            ANSWER_WITHIN, lambda: checked_account(given.port.verify(found.platform, found.proof, key))
        )
    except Exception:
        _send(delivery, AnswerAccountProof(proof=found.id, state=ProofState.UNREACHABLE))
        return
    if account is None:
        _send(delivery, AnswerAccountProof(proof=found.id, state=ProofState.REFUSED))
        return
    hashed = account_hash(given.secret, delivery.community, found.platform, account.account)
    _send(delivery, AnswerAccountProof(proof=found.id, account=hashed, handle=account.handle))


@linked_identity_feature.subscribes_to(GameAccountCheckDue)
def ask_again(delivery: Delivery, fact: GameAccountCheckDue) -> None:
    """Ask whether the account is still the member's."""
    with delivery.context(read_only=True) as context:
        found, keys = context.one(sql.STORED, id=fact.account), context.rows(sql.KEY, member=fact.member)
    if found is None:
        return
    given = delivery.port(LinkedIdentities)
    try:
        if not keys:  # who is banned is not asked about: what holds lapses
            raise LookupError
        key = keys[0][0]
        account = ask_within(ANSWER_WITHIN, lambda: checked_account(given.port.confirm(found.platform, key)))
    except Exception:
        _send(delivery, RenewGameAccount(id=found.id, answered=False))
        return
    if account is None:
        _send(delivery, RenewGameAccount(id=found.id, answered=True))
        return
    hashed = account_hash(given.secret, delivery.community, found.platform, account.account)
    _send(delivery, RenewGameAccount(id=found.id, answered=True, account=hashed, handle=account.handle))


@linked_identity_feature.subscribes_to(GameAccountUnlinked)
def notify_of_lapse(delivery: Delivery, fact: GameAccountUnlinked) -> None:
    """Notify whose account the platform did not confirm."""
    if fact.lapsed:
        with delivery.context(once=True) as context:
            to: tuple[MemberId, ...] = (fact.member,)
            notify(context, fact.name, to, record=Membership.__name__, object=fact.member, by=None)


def ask_within(seconds: float, ask: Callable[[], PlatformAccount | None]) -> PlatformAccount | None:
    """What a port answers, if it does so in time; it goes on in its thread else, and its answer is thrown away.

    Args:
        seconds: For how long it is waited for one of the open questions to end, and then for the answer.
        ask: Asks the port.

    Raises:
        TimeoutError: There was no answer in time, or too many questions are open.
        Exception: What the port raised.
    """
    if not _asked_at_once.acquire(timeout=seconds):
        raise TimeoutError
    answers: SimpleQueue[PlatformAccount | Exception | None] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(ask())
        except Exception as error:
            answers.put(error)
        finally:
            _asked_at_once.release()

    Thread(target=run, name="commkit-linked-identities", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _send(delivery: Delivery, command: Command[Any]) -> None:
    with suppress(NotFound), delivery.context(once=True) as context:  # it was taken back meanwhile
        context.do(command)
