"""Who may do what with endpoints of webhooks, and how one is made for it."""

from commkit.testing.permissions import Thing, by
from commkit.webhooks import AddEndpoint

URL = "https://hooks.example/in"

EXPECTED = {
    "webhooks.add_endpoint": by(owner="any", given={"url": URL, "facts": ()}),
    "webhooks.change_endpoint": by(owner="any", given={"url": URL}),
    "webhooks.renew_secret": by(owner="any"),
    "webhooks.enable_endpoint": by(owner="any"),
    "webhooks.remove_endpoint": by(owner="any"),
    "webhooks.ping_endpoint": by(owner="any"),
    "webhooks.give_up_endpoint": by(system="any", archived=True),
    "webhooks.read_endpoint": by(owner="any"),
    "webhooks.list_endpoints": by(owner="any"),
}

THINGS = {"EndpointId": Thing(lambda stage, actor: stage.do(actor, AddEndpoint(URL)).id)}
