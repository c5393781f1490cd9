"""What happens to ratings."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class RatingRequested(Fact):
    """An asker is asked how content they are with the solution."""

    name = "support.rating_requested"
    visible_to = None  # what an asker is asked is between them and the numbers
    question: PostId
    asker: MemberId


@frozen
class SolutionRated(Fact):
    """An asker answered; how, stays with the numbers."""

    name = "support.solution_rated"
    visible_to = None  # who answered could be told from it where fewer than five did
    question: PostId
