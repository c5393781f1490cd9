"""The statements of linked identities."""

from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, update

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, upsert, visible_statement
from commkit_gaming.linked_identities.records import (
    AccountProof,
    GameAccount,
    ProofState,
    StoredGameAccount,
    StoredProof,
)
from commkit_gaming.tables import account_proof, game_account

_COMMUNITY = bindparam("community_id", type_=Id)
_ID, _MEMBER = bindparam("id", type_=Id), bindparam("member", type_=Id)
_HERE = game_account.c.community_id == _COMMUNITY
_THIS = _HERE & (game_account.c.id == _ID)
_THEIRS = _HERE & (game_account.c.member == _MEMBER)
_OF_PLATFORM = _THEIRS & (game_account.c.platform == bindparam("platform"))
_COLUMNS = tuple(game_account.c[name] for name in GameAccount.__annotations__)
_ALL = tuple(game_account.c[name] for name in StoredGameAccount.__annotations__)
_NOW = bindparam("now", type_=UtcDateTime)

ADD = statement(lambda: insert_if_absent(game_account))
"""Adds nothing where somebody has linked the account, or the member one of the platform: keys decide."""
DELETE_LAPSED = statement(
    lambda: delete(game_account).where(
        _HERE,
        game_account.c.valid_until <= _NOW,
        or_(
            game_account.c.account == bindparam("account"),
            and_(game_account.c.member == _MEMBER, game_account.c.platform == bindparam("platform")),
        ),
    )
)
"""What is verified no more keeps nobody from linking."""
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(GameAccount, game_account)), into=GameAccount
)
MANY = visible_statement(
    lambda visible: select(game_account.c.id, game_account.c.handle, game_account.c.member).where(
        _HERE,
        game_account.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(GameAccount, game_account),
    )
)
OF_MEMBER = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_THEIRS, visible(GameAccount, game_account))
        .order_by(game_account.c.platform)
        .limit(100)
    ),
    into=GameAccount,
)
STORED = statement(lambda: select(*_ALL).where(_THIS), into=StoredGameAccount)
"""An account with its hash, whoever asks: for the worker."""
VALID = statement(lambda: select(game_account.c.id).where(_OF_PLATFORM, game_account.c.valid_until > _NOW))
"""A member's verified account of a platform."""
SHOW = statement(lambda: update(game_account).values(shown_to=bindparam("new_shown_to")).where(_THIS))
RENEW = statement(
    lambda: (
        update(game_account)
        .values(
            handle=bindparam("new_handle"),
            valid_until=bindparam("new_valid_until", type_=UtcDateTime),
            next_check_at=bindparam("new_check_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)
PLAN = statement(
    lambda: (
        update(game_account)
        .values(next_check_at=bindparam("new_check_at", type_=UtcDateTime))
        .where(_THIS, game_account.c.next_check_at == bindparam("planned", type_=UtcDateTime))
    )
)
"""Changes nothing where another check was planned since."""
DELETE = statement(lambda: delete(game_account).where(_THIS))
DELETE_OF = statement(lambda: delete(game_account).where(_THEIRS).returning(game_account.c.platform))

# --- proofs ----------------------------------------------------------------------------------------------------------

_PROOFS = account_proof.c.community_id == _COMMUNITY
_THIS_PROOF = _PROOFS & (account_proof.c.id == _ID)
_PROOFS_OF = _PROOFS & (account_proof.c.member == _MEMBER)
_PROOF_COLUMNS = tuple(account_proof.c[name] for name in AccountProof.__annotations__)

_brought = upsert(account_proof)
BRING = statement(
    lambda: _brought.on_conflict_do_update(
        index_elements=["community_id", "member", "platform"],
        set_={name: _brought.excluded[name] for name in ("id", "proof", "state", "brought_at")},
        where=account_proof.c.brought_at <= bindparam("before", type_=UtcDateTime),
    )
)
"""Stores a proof in the place of an older one; nothing where one was brought just before."""
PROOF = statement(
    lambda: select(*(account_proof.c[name] for name in StoredProof.__annotations__)).where(
        _THIS_PROOF, account_proof.c.state == ProofState.WAITING
    ),
    into=StoredProof,
)
"""A proof that waits, whoever asks: for the worker."""
PROOFS_OF = statement(
    lambda: select(*_PROOF_COLUMNS).where(_PROOFS_OF).order_by(account_proof.c.platform).limit(100),
    into=AccountProof,
)
ANSWER = statement(
    lambda: (
        update(account_proof)
        .values(state=bindparam("new_state"), proof="")
        .where(_THIS_PROOF, account_proof.c.state == ProofState.WAITING)
    )
)
DELETE_PROOF = statement(lambda: delete(account_proof).where(_THIS_PROOF))
DELETE_PROOFS_OF = statement(lambda: delete(account_proof).where(_PROOFS_OF))


def _key() -> Any:
    return select(membership.c.key).where(
        membership.c.community_id == _COMMUNITY,
        membership.c.id == _MEMBER,
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
    )


KEY = statement(_key)
"""The host's key of a member who is inside."""
