"""What follows for linked accounts when somebody leaves."""

from commkit import Context
from commkit.members import MemberLeft
from commkit_gaming.linked_identities import statements as sql
from commkit_gaming.linked_identities.facts import GameAccountUnlinked
from commkit_gaming.linked_identities.feature import linked_identity_feature


@linked_identity_feature.reacts_to(MemberLeft)
def unlink_of_gone(context: Context, fact: MemberLeft) -> None:
    """Who leaves has nothing linked any more. Of who is banned it stays, seen by nobody, until it lapses.

    So they do not come back under another name with the account for which they are known.
    """
    context.run(sql.DELETE_PROOFS_OF, member=fact.member)
    for (platform,) in context.rows(sql.DELETE_OF, member=fact.member):
        context.emit(GameAccountUnlinked(member=fact.member, platform=platform, lapsed=False))
