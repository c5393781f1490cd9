"""How actors are read."""

from commkit import Context, Query
from commkit.communities import Visibility
from commkit.feeds import ReadFeedChannel
from commkit.spaces import FindSpace, ReadSpace, Space
from commkit_activitypub.actors.messages import FindSpaceActor, ReadSpaceActor
from commkit_activitypub.actors.policy import account_of
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.feature import activitypub
from commkit_activitypub.policy import ActivityPubSettings, not_published


@activitypub.handles(ReadSpaceActor)
def read_space_actor(context: Context, query: ReadSpaceActor) -> SpaceActor:
    """Read the space by its id."""
    return _actor(context, ReadSpace(query.space))


@activitypub.handles(FindSpaceActor)
def find_space_actor(context: Context, query: FindSpaceActor) -> SpaceActor:
    """Read the space by its slug."""
    return _actor(context, FindSpace(query.slug))


def _actor(context: Context, query: Query[Space]) -> SpaceActor:
    """The actor that a space is, in one statement.

    Who sees more than visitors do gets the same answer: an audience decides, not who asks.

    Raises:
        NotFound: It is none.
    """
    settings = context.settings(ActivityPubSettings)
    if not settings.published or context.community.visibility is not Visibility.PUBLIC:
        raise not_published()
    space = context.ask(query)
    if space.audience is not None or not space.listed:
        raise not_published()
    channel = context.ask(ReadFeedChannel())
    return SpaceActor(
        space=space.id,
        account=account_of(context.community.slug, space.slug),
        title=space.title,
        purpose=space.purpose,
        names=settings.names,
        language=channel.language,
        image=channel.image,
        created_at=space.created_at,
    )
