"""The addresses of documents, which are their ids: made of ids only, so that no renaming changes them."""

from urllib.parse import quote, urlsplit
from uuid import UUID

from attrs import frozen

SPACES_PATH = "/activitypub/spaces"
POSTS_PATH = "/activitypub/posts"
WEBFINGER_PATH = "/activitypub/webfinger"


@frozen
class Links:
    """The addresses of what a community publishes; made by `links_of`.

    Attributes:
        base: The address of the community, by its id.
    """

    base: str

    @property
    def host(self) -> str:
        """The host in lower case, with its port where it has one: what accounts have after their `@`."""
        return urlsplit(self.base).netloc.rpartition("@")[2].lower()

    def actor(self, space: UUID) -> str:
        """A space."""
        return f"{self.base}{SPACES_PATH}/{space}"

    def outbox(self, space: UUID) -> str:
        """What a space publishes."""
        return f"{self.actor(space)}/outbox"

    def followers(self, space: UUID) -> str:
        """Who follows a space."""
        return f"{self.actor(space)}/followers"

    def post(self, post: UUID) -> str:
        """A post."""
        return f"{self.base}{POSTS_PATH}/{post}"

    def activity(self, post: UUID) -> str:
        """The activity by which a post was published."""
        return f"{self.post(post)}/activity"

    def replies(self, thread: UUID) -> str:
        """The replies in a thread."""
        return f"{self.post(thread)}/replies"

    def tag(self, tag: str) -> str:
        """The feed of the threads with a tag."""
        return f"{self.base}/-/feeds/tags/{quote(tag, safe='')}.atom"

    def file(self, file: UUID) -> str:
        """A file of a post."""
        return f"{self.base}/-/files/{file}"


def links_of(root: str, path: str, community: UUID) -> Links:
    """The addresses of a community.

    Args:
        root: The absolute address of one of the resources in it, however the community is named there.
        path: The path of that resource.
        community: The community's id.
    """
    return Links(f"{root.removesuffix(path).rpartition('/')[0]}/{community}")
