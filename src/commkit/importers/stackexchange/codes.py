"""The numbers a Stack Exchange dump uses for kinds of posts and votes.

Source: the published schema description of the data dump, https://meta.stackexchange.com/a/2678.
A number that is not described there raises ValueError, as with any enum; the importer skips such a row.
"""

from enum import IntEnum


class PostType(IntEnum):
    """The type of a row of Posts (`PostTypeId`)."""

    QUESTION = 1
    ANSWER = 2
    ORPHANED_TAG_WIKI = 3
    TAG_WIKI_EXCERPT = 4
    TAG_WIKI = 5
    MODERATOR_NOMINATION = 6
    WIKI_PLACEHOLDER = 7
    PRIVILEGE_WIKI = 8


class VoteType(IntEnum):
    """The type of a row of Votes (`VoteTypeId`).

    Only `FAVORITE` and `BOUNTY_START` name the voter (`UserId`); the bounty rows carry a `BountyAmount`.
    """

    ACCEPTED_BY_ORIGINATOR = 1
    UP_MOD = 2
    DOWN_MOD = 3
    OFFENSIVE = 4
    FAVORITE = 5
    CLOSE = 6
    REOPEN = 7
    BOUNTY_START = 8
    BOUNTY_CLOSE = 9
    DELETION = 10
    UNDELETION = 11
    SPAM = 12
    MODERATOR_REVIEW = 15
    APPROVE_EDIT_SUGGESTION = 16
