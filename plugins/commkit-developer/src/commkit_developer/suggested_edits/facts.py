"""What happens to suggested edits."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_developer.suggested_edits.records import SuggestedEditId


@frozen
class EditSuggested(Fact):
    """An edit was suggested."""

    name = "developer.edit_suggested"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId


@frozen
class EditRewritten(Fact):
    """A pending suggested edit was rewritten by its suggester; it is reviewed anew.

    Attributes:
        edit: The suggested edit.
        post: The post.
        version: The version of the suggested edit.
        base: The version of the post that it is written for now.
    """

    name = "developer.edit_rewritten"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId
    version: int
    base: int


@frozen
class EditReviewed(Fact):
    """Somebody reviewed a suggested edit that needs more reviews than theirs."""

    name = "developer.edit_reviewed"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId
    approves: bool


@frozen
class EditApproved(Fact):
    """A suggested edit became a version of its post.

    Attributes:
        edit: The suggested edit.
        post: The post.
        suggester: Who suggested it.
        version: The version of the post that it became.
        improved: Whether the reviewer changed more, in the version behind it.
    """

    name = "developer.edit_approved"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId
    suggester: MemberId
    version: int
    improved: bool


@frozen
class EditRejected(Fact):
    """A suggested edit was rejected."""

    name = "developer.edit_rejected"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId
    suggester: MemberId


@frozen
class EditWithdrawn(Fact):
    """A suggested edit was withdrawn by its suggester."""

    name = "developer.edit_withdrawn"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId


@frozen
class EditKept(Fact):
    """An approved edit has stood for as long as the settings say.

    Attributes:
        edit: The suggested edit.
        post: The post.
        suggester: Who suggested it.
        reviewer: Whose review approved it; None for the host.
    """

    name = "developer.edit_kept"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId
    suggester: MemberId
    reviewer: MemberId | None


@frozen
class EditRolledBack(Fact):
    """A post says again what it said before an approved edit.

    Attributes:
        edit: The suggested edit.
        post: The post.
        suggester: Who suggested it.
    """

    name = "developer.edit_rolled_back"
    visible_to = "developer.read_suggested_edits"
    edit: SuggestedEditId
    post: PostId
    suggester: MemberId
