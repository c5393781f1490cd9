"""The plan of following a community: who may is asked, and a stream is opened."""

from functools import partial

from commkit.adapters.http.contract import Contract, community_of
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.reading import check_method, check_no_query
from commkit.adapters.http.sse import EVENT_STREAM, read_event_id
from commkit.adapters.http.steps import Call, Plan, Transfer
from commkit.adapters.http.values import Request, Response
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session

STREAM = "/-/stream"
"""Where a community is followed."""


def plan_stream(contract: Contract, request: Request, community: str, actor: str | None) -> Plan:
    """The plan of following a community."""
    check_method(request, "GET")
    check_no_query(request)
    after = read_event_id(request.headers.get("last-event-id", ""))
    id, is_member = yield Call(actor, community_of(community), _followed_community, read_only=True)
    opened = partial(contract.streams.open, actor, id, after=after, is_member=is_member)
    stream = yield Transfer(opened, give_back=EventStream.close)
    return Response(200, EVENT_STREAM, stream=stream)


def _followed_community(session: Session) -> tuple[CommunityId, bool]:
    """The community, and whether who follows it is a member there."""
    session.visible_facts(())  # refuses who may not follow it
    return session.community.id, session.membership is not None
