"""An apology, as it is kept besides its post."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person
from commkit_topical.cooling.records import CoolingId


@frozen
class Apology:
    """That a member apologised while a thread cooled.

    Attributes:
        cooling: The cooling.
        author: Who apologised.
        post: The reply in which they did.
        at: When.
    """

    cooling: CoolingId
    author: Annotated[MemberId, Person(erase=Erasure.ROW)]
    post: PostId
    at: datetime
