"""How endpoints are read."""

from commkit.runtime.sessions.context import Context
from commkit.webhooks import statements as sql
from commkit.webhooks.feature import webhooks
from commkit.webhooks.messages import ListEndpoints, ReadEndpoint
from commkit.webhooks.records import Endpoint


@webhooks.handles(ReadEndpoint)
def read_endpoint(context: Context, query: ReadEndpoint) -> Endpoint:
    """Load the endpoint."""
    return context.get(Endpoint, query.endpoint)


@webhooks.handles(ListEndpoints)
def list_endpoints(context: Context, query: ListEndpoints) -> tuple[Endpoint, ...]:
    """List all endpoints; their number is limited."""
    return tuple(context.rows(sql.ALL))
