"""ActivityPub for commkit: each public space is an actor that other servers find and read, and never write to.

A community type names the feature `activitypub.actors`; a community publishes when its settings say so. Its spaces then
have accounts (WebFinger), actors, outboxes and objects in every HTTP shell, as a visitor reads them.
"""

from commkit_activitypub.actors import queries as _queries
from commkit_activitypub.actors.messages import FindSpaceActor, ReadSpaceActor
from commkit_activitypub.actors.policy import account_of, split_account
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.feature import activitypub
from commkit_activitypub.plugin import ActivityPub
from commkit_activitypub.policy import ActivityPubSettings
from commkit_activitypub.webfinger.mounting.resources import AsgiWebFinger, WsgiWebFinger

__all__ = [
    "ActivityPub",
    "ActivityPubSettings",
    "AsgiWebFinger",
    "FindSpaceActor",
    "ReadSpaceActor",
    "SpaceActor",
    "WsgiWebFinger",
    "account_of",
    "activitypub",
    "split_account",
]

del _queries
