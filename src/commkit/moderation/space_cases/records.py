"""A case as the moderators of its space read it."""

from attrs import frozen

from commkit.moderation.cases.records import Case, Detection, Report
from commkit.posts import Post


@frozen
class SpaceCase:
    """An open case about a post in a space.

    Attributes:
        case: The case.
        post: The post, also while it is held.
        reports: Its open reports, the oldest first; at most 20. They do not name who reported.
        detections: What checks found, the newest first; at most 20.
    """

    case: Case
    post: Post
    reports: tuple[Report, ...]
    detections: tuple[Detection, ...]
