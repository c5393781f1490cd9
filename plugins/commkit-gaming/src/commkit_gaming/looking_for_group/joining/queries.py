"""How requests are read."""

from commkit import Context
from commkit_gaming.looking_for_group import statements as party_sql
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.joining import statements as sql
from commkit_gaming.looking_for_group.joining.messages import ListPartyRequests, ReadMyParties
from commkit_gaming.looking_for_group.joining.records import MyParties, PartyRequest
from commkit_gaming.looking_for_group.records import Party


@party_feature.handles(ListPartyRequests)
def list_party_requests(context: Context, query: ListPartyRequests) -> tuple[PartyRequest, ...]:
    """Load the party, then those that the actor sees."""
    return tuple(context.rows(sql.REQUESTS, party=context.get(Party, query.party).id))


@party_feature.handles(ReadMyParties)
def read_my_parties(context: Context, query: ReadMyParties) -> MyParties:
    """In two statements."""
    me = context.member
    return MyParties(
        tuple(context.rows(party_sql.SHOWN_PARTIES_OF, member=me)),
        tuple(context.rows(sql.MINE, member=me)),
    )
