"""The feature that a type names."""

from commkit import Feature
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.policy import FEATURE, READ, ActivityPubSettings
from commkit_activitypub.serving.posts.resources import POSTS
from commkit_activitypub.serving.spaces.resources import SPACES
from commkit_activitypub.webfinger.resources import WEBFINGER

activitypub = Feature(
    FEATURE,
    settings=ActivityPubSettings(),
    grants={"visitor": {READ}},
    records=(SpaceActor,),
    requires=("posts",),
    http_resources=(SPACES, POSTS, WEBFINGER),
)
"""Public spaces as actors that other servers read."""

__all__ = ["activitypub"]
