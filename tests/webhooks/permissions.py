"""Who may do what with endpoints of webhooks, and how one is made for it."""

from commkit.testing.permissions import Thing, by
from commkit.webhooks import CreateEndpoint

URL = "https://hooks.example/in"

EXPECTED = {
    "webhooks.create_endpoint": by(owner="any", given={"url": URL, "facts": ()}),
    "webhooks.update_endpoint": by(owner="any", given={"url": URL}),
    "webhooks.rotate_endpoint_secret": by(owner="any"),
    "webhooks.enable_endpoint": by(owner="any"),
    "webhooks.delete_endpoint": by(owner="any"),
    "webhooks.ping_endpoint": by(owner="any"),
    "webhooks.disable_failing_endpoint": by(system="any", archived=True),
    "webhooks.read_endpoint": by(owner="any"),
    "webhooks.list_endpoints": by(owner="any"),
}

THINGS = {"EndpointId": Thing(lambda stage, actor: stage.do(actor, CreateEndpoint(URL)).id)}
