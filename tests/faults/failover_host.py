"""A host's application whose database fails over: gunicorn serves `app`, and `commkit worker` delivers for `kit`."""

import os
from pathlib import Path

from commkit import Delivery, Feature, Kit
from commkit.adapters.wsgi import WsgiApp
from commkit.posts import PostCreated
from tests.runtime.plugins import club
from tests.sample import new_kit

ears = Feature("club.ears", requires=("posts",))


@ears.subscribes_to(PostCreated)
def hear(delivery: Delivery, fact: PostCreated) -> None:
    """Note what is delivered in the file HEARD: the id of the delivery and the post."""
    with Path(os.environ["HEARD"]).open("a") as heard:
        heard.write(f"{delivery.id} {fact.post}\n")


def town_kit(url: str) -> Kit:
    """A Kit of the application."""
    return new_kit(url, club(ears))


if "TOWN" in os.environ:
    kit = town_kit(os.environ["TOWN"])
    app = WsgiApp(kit, actor=lambda environ: environ.get("HTTP_X_USER"))
