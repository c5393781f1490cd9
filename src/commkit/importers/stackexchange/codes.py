"""The numbers a Stack Exchange dump uses for kinds of posts, votes, links, badges and history.

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
    INFORM_MODERATOR = 13
    MODERATOR_REVIEW = 15
    APPROVE_EDIT_SUGGESTION = 16


class LinkType(IntEnum):
    """The type of a row of PostLinks (`LinkTypeId`)."""

    LINKED = 1
    DUPLICATE = 3


class BadgeClass(IntEnum):
    """The class of a row of Badges (`Class`)."""

    GOLD = 1
    SILVER = 2
    BRONZE = 3


class HistoryType(IntEnum):
    """The type of a row of PostHistory (`PostHistoryTypeId`); the numbers 23 and 26 to 30 are described as unknown."""

    INITIAL_TITLE = 1
    INITIAL_BODY = 2
    INITIAL_TAGS = 3
    EDIT_TITLE = 4
    EDIT_BODY = 5
    EDIT_TAGS = 6
    ROLLBACK_TITLE = 7
    ROLLBACK_BODY = 8
    ROLLBACK_TAGS = 9
    CLOSED = 10
    REOPENED = 11
    DELETED = 12
    UNDELETED = 13
    LOCKED = 14
    UNLOCKED = 15
    COMMUNITY_OWNED = 16
    MIGRATED = 17
    MERGED = 18
    PROTECTED = 19
    UNPROTECTED = 20
    DISASSOCIATED = 21
    UNMERGED = 22
    SUGGESTED_EDIT_APPLIED = 24
    TWEETED = 25
    MOVED_TO_CHAT = 31
    NOTICE_ADDED = 33
    NOTICE_REMOVED = 34
    MIGRATED_AWAY = 35
    MIGRATED_HERE = 36
    MERGE_SOURCE = 37
    MERGE_DESTINATION = 38
    BUMPED = 50
    HOT_QUESTION = 52
    NO_HOT_QUESTION = 53
    CREATED_FROM_WIZARD = 66


class CloseReason(IntEnum):
    """Why a question was closed (`Comment` of a row of PostHistory): to 2013 up to 20, since then from 101."""

    EXACT_DUPLICATE = 1
    OFF_TOPIC = 2
    SUBJECTIVE = 3
    NOT_A_QUESTION = 4
    TOO_LOCALIZED = 7
    GENERAL_REFERENCE = 10
    NOISE = 20
    DUPLICATE = 101
    NOT_ON_TOPIC = 102
    UNCLEAR = 103
    TOO_BROAD = 104
    OPINION_BASED = 105
