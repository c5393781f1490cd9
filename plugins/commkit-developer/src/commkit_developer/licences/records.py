"""Which licences there are, and how many posts have them."""

from attrs import frozen

from commkit import Licence


@frozen
class KindLicences:
    """The licences that posts of a kind are published under.

    Attributes:
        kind: The kind of post.
        field: The field of commands by which an author chooses another one than the default.
        default: The licence of posts whose authors choose none.
        offered: What they choose from.
    """

    kind: str
    field: str
    default: Licence
    offered: tuple[Licence, ...]


@frozen
class LicenceCount:
    """How many posts of a kind have a licence.

    Attributes:
        kind: The kind of post.
        licence: The SPDX identifier; empty for posts without one.
        posts: How many.
    """

    kind: str
    licence: str
    posts: int


@frozen
class LicenceNumbers:
    """How many posts have which licence, of those that are not removed and that the reader may see.

    Attributes:
        posts: All of them.
        without: Those without a licence, such as imported ones whose source gives none.
        counts: By kind and licence, in this order.
    """

    posts: int
    without: int
    counts: tuple[LicenceCount, ...]
