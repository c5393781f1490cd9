"""The query of the scope; stewards change it with `UpdateSettings`."""

from attrs import frozen

from commkit import Query
from commkit_topical.scope.records import Scope


@frozen
class ReadScope(Query[Scope]):
    """Read what the community is about, and what does not belong here."""

    permission = "topical.read_scope"
