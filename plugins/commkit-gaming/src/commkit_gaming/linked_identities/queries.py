"""How linked identities are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Description
from commkit.members import Membership
from commkit_gaming.linked_identities import statements as sql
from commkit_gaming.linked_identities.feature import linked_identity_feature
from commkit_gaming.linked_identities.messages import ListGameAccounts, ReadMyGameAccounts
from commkit_gaming.linked_identities.records import GameAccount, MyGameAccounts


@linked_identity_feature.describes(GameAccount)
def describe_game_accounts(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An account is called by its handle."""
    if not ids:
        return {}
    rows = context.rows(sql.MANY, ids=list(ids))
    return {id: Description(title=handle, author=member) for id, handle, member in rows}


@linked_identity_feature.handles(ListGameAccounts)
def list_game_accounts(context: Context, query: ListGameAccounts) -> tuple[GameAccount, ...]:
    """Load the member; the statement leaves out what they do not show."""
    member = context.get(Membership, query.member).id
    return tuple(context.rows(sql.OF_MEMBER, member=member))


@linked_identity_feature.handles(ReadMyGameAccounts)
def read_my_game_accounts(context: Context, query: ReadMyGameAccounts) -> MyGameAccounts:
    """Two statements."""
    return MyGameAccounts(
        accounts=tuple(context.rows(sql.OF_MEMBER, member=context.member)),
        proofs=tuple(context.rows(sql.PROOFS_OF, member=context.member)),
    )
