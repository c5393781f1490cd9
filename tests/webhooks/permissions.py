"""Who may do what with endpoints of webhooks, and how one is made for it."""

from commkit.testing.permissions import Fixture, allowed
from commkit.webhooks import CreateEndpoint

URL = "https://hooks.example/in"

EXPECTED_PERMISSIONS = {
    "webhooks.create_endpoint": allowed(owner="any", given={"url": URL, "facts": ()}),
    "webhooks.update_endpoint": allowed(owner="any", given={"url": URL}),
    "webhooks.rotate_endpoint_secret": allowed(owner="any"),
    "webhooks.enable_endpoint": allowed(owner="any"),
    "webhooks.delete_endpoint": allowed(owner="any", archived=True),
    "webhooks.ping_endpoint": allowed(owner="any"),
    "webhooks.disable_failing_endpoint": allowed(system="any", archived=True),
    "webhooks.read_endpoint": allowed(owner="any"),
    "webhooks.list_endpoints": allowed(owner="any"),
}

FIXTURES = {"EndpointId": Fixture(lambda scenario, actor: scenario.do(actor, CreateEndpoint(URL)).id)}
