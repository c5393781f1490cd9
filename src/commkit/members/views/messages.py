"""The query of members as a page shows them."""

from attrs import frozen

from commkit.members.records import MembershipStatus
from commkit.members.views.records import MemberView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ViewMembers(Query[Page[MemberView]]):
    """What `ListMembers` lists, with what the reader has set and may do about each, in a fixed number of statements.

    Attributes:
        status: Only those of this status, such as `requested`; everybody inside where it is left out.
        after: The `next` of the page before.
        limit: Members on a page, 1 to 100.
    """

    permission = "members.read"
    personal = ()

    status: MembershipStatus | None = None
    after: str | None = None
    limit: int = 20
