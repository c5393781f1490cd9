"""Posts: what people write, in threads, with their history, reactions and tags.

The file is as long as the list of what others may use of it.
"""

from commkit.posts import explanations as _explanations
from commkit.posts import handlers as _handlers
from commkit.posts import queries as _queries
from commkit.posts import subscribers as _subscribers
from commkit.posts import visibility as _visibility
from commkit.posts.attachments import explanations as _attachments_explanations
from commkit.posts.attachments import handlers as _attachments_handlers
from commkit.posts.attachments import jobs as _attachments_jobs
from commkit.posts.attachments import queries as _attachments_queries
from commkit.posts.attachments import reactions as _attachments_reactions
from commkit.posts.attachments import subscribers as _attachments_subscribers
from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded, FileAttached
from commkit.posts.attachments.messages import (
    AttachFile,
    CompleteUpload,
    CreateUpload,
    DeleteAttachment,
    ListAttachments,
    ListAttachmentsOfPosts,
    ReadAttachment,
    RetryUpload,
)
from commkit.posts.attachments.policy import media_type_of
from commkit.posts.attachments.ports import (
    AttachmentPort,
    AttachmentRanges,
    FileSystemAttachmentStore,
    check_upload,
    read_part,
    store_upload,
)
from commkit.posts.attachments.records import (
    Attachment,
    AttachmentId,
    AttachmentStatus,
    UploadTicket,
    attachment_key,
)
from commkit.posts.drafts import handlers as _drafts_handlers
from commkit.posts.drafts import queries as _drafts_queries
from commkit.posts.drafts.messages import (
    CreateDraft,
    DeleteDraft,
    ListMyDrafts,
    PublishDraft,
    ReadDraft,
    UpdateDraft,
)
from commkit.posts.drafts.records import Draft, DraftId
from commkit.posts.drafts.scheduling import handlers as _drafts_scheduling_handlers
from commkit.posts.drafts.scheduling import jobs as _drafts_scheduling_jobs
from commkit.posts.drafts.scheduling import queries as _drafts_scheduling_queries
from commkit.posts.drafts.scheduling.facts import ScheduledDraftFailed
from commkit.posts.drafts.scheduling.messages import ListMyScheduledDrafts, ScheduleDraft, UnscheduleDraft
from commkit.posts.expiry.facts import ThreadsExpired
from commkit.posts.expiry.handlers import expire_threads
from commkit.posts.facts import PostCreated, PostsImported, RevisionsImported
from commkit.posts.feature import PostSettings, posts
from commkit.posts.first_posts import queries as _first_posts_queries
from commkit.posts.first_posts.facts import FirstPostCreated
from commkit.posts.first_posts.messages import ListFirstPosts
from commkit.posts.handlers import open_thread
from commkit.posts.hiding.facts import PostsHidden, PostsShown
from commkit.posts.hiding.handlers import (
    count_posts_by_kind,
    hide_posts,
    is_hidden,
    recount_answers,
    show_posts,
)
from commkit.posts.hiding.tables import hidden_post
from commkit.posts.listing.messages import ListThreads, ThreadFilter, ThreadOrder
from commkit.posts.listing.queries import list_threads
from commkit.posts.mentions.facts import MembersMentioned
from commkit.posts.messages import (
    CreateReply,
    CreateThread,
    ListMemberPosts,
    ListNewestPosts,
    ReadPost,
    ReadPosts,
    ReadThread,
)
from commkit.posts.moving.facts import PostMoved, ThreadsMerged, ThreadSplit
from commkit.posts.moving.handlers import perform_move
from commkit.posts.moving.messages import MergeThreads, MovePost, SplitThread
from commkit.posts.placing import handlers as _placing_handlers
from commkit.posts.placing import reactions as _placing_reactions
from commkit.posts.placing.facts import ThreadMoved
from commkit.posts.placing.messages import MoveThread
from commkit.posts.polls import handlers as _polls_handlers
from commkit.posts.polls import jobs as _polls_jobs
from commkit.posts.polls import queries as _polls_queries
from commkit.posts.polls.facts import PollClosed, PollCreated, PollVoteCast, PollVoteRetracted
from commkit.posts.polls.messages import (
    ClosePoll,
    CreatePoll,
    ListPollVoters,
    ReadPoll,
    RetractPollVote,
    VoteInPoll,
)
from commkit.posts.polls.records import Poll, PollChoice, PollVoter, ResultVisibility
from commkit.posts.reactions import handlers as _reactions_handlers
from commkit.posts.reactions import queries as _reactions_queries
from commkit.posts.reactions.facts import ReactionAdded, ReactionRemoved
from commkit.posts.reactions.messages import AddReaction, CountReactions, RemoveReaction
from commkit.posts.reactions.records import ReactionCount
from commkit.posts.reactions.tables import reaction, reaction_count
from commkit.posts.read_positions import handlers as _read_positions_handlers
from commkit.posts.read_positions import queries as _read_positions_queries
from commkit.posts.read_positions.messages import (
    CountUnreadThreads,
    ListUnreadThreads,
    MarkAllRead,
    MarkRead,
    ReadReadPosition,
)
from commkit.posts.read_positions.records import ReadPosition, UnreadThreads
from commkit.posts.records import MadeWith, Post, PostId
from commkit.posts.removal import handlers as _removal_handlers
from commkit.posts.removal.facts import PostRemoved, PostRestored
from commkit.posts.removal.handlers import perform_removal, perform_restoration
from commkit.posts.removal.messages import RemovePost, RestorePost
from commkit.posts.revisions import handlers as _revisions_handlers
from commkit.posts.revisions import queries as _revisions_queries
from commkit.posts.revisions.facts import PostEdited
from commkit.posts.revisions.handlers import blank_revisions, perform_edit, remove_edit_mark
from commkit.posts.revisions.messages import CompareRevisions, EditPost, ListRevisions
from commkit.posts.revisions.policy import line_changes, word_changes
from commkit.posts.revisions.records import DiffSegment, Revision, RevisionDiff
from commkit.posts.revisions.tables import revision
from commkit.posts.seeds import handlers as _seeds_handlers
from commkit.posts.seeds import queries as _seeds_queries
from commkit.posts.seeds.messages import ListSeedThreads, OpenSeedThreads
from commkit.posts.seeds.records import SeedThread, SeedThreadStatus
from commkit.posts.states import handlers as _states_handlers
from commkit.posts.states.facts import PostStateChanged
from commkit.posts.states.handlers import perform_state_change, set_accepted_answer
from commkit.posts.states.messages import UpdatePostState
from commkit.posts.status import handlers as _status_handlers
from commkit.posts.status import queries as _status_queries
from commkit.posts.status.facts import ThreadLocked, ThreadPinned, ThreadUnlocked, ThreadUnpinned
from commkit.posts.status.messages import (
    ListPinnedThreads,
    ListPostStatuses,
    LockThread,
    PinThread,
    UnlockThread,
    UnpinThread,
)
from commkit.posts.status.records import PostStatus
from commkit.posts.tables import AUTHORED_POSTS, POST_COLUMNS, post
from commkit.posts.tag_rules import handlers as _tag_rules_handlers
from commkit.posts.tag_rules import jobs as _tag_rules_jobs
from commkit.posts.tag_rules import queries as _tag_rules_queries
from commkit.posts.tag_rules.facts import TagReservationChanged, TagsMerged, ThreadsRetagged
from commkit.posts.tag_rules.messages import (
    AddTagSynonym,
    ListTagRules,
    MergeTags,
    RemoveTagSynonym,
    RenameTag,
    ReserveTag,
    UnreserveTag,
)
from commkit.posts.tag_rules.queries import tag_meant
from commkit.posts.tag_rules.records import TagRule
from commkit.posts.tag_wikis import handlers as _tag_wikis_handlers
from commkit.posts.tag_wikis import queries as _tag_wikis_queries
from commkit.posts.tag_wikis.facts import TagWikiEdited
from commkit.posts.tag_wikis.messages import EditTagWiki, ListTagWikiVersions, ReadTagWiki
from commkit.posts.tag_wikis.records import TagWiki, TagWikiPart, TagWikiVersion
from commkit.posts.tags import queries as _tags_queries
from commkit.posts.tags.handlers import resolve_synonyms
from commkit.posts.tags.messages import ListPopularTags
from commkit.posts.tags.policy import clean_tags, normalize_tag
from commkit.posts.tags.records import Tag
from commkit.posts.tags.tables import post_tag, tag
from commkit.posts.views import offers as _offers
from commkit.posts.views import queries as _views_queries
from commkit.posts.views.messages import ViewThread, ViewThreads
from commkit.posts.views.queries import post_views, thread_views
from commkit.posts.views.records import PostView, ThreadPage, ThreadView
from commkit.posts.wikis import explanations as _wikis_explanations
from commkit.posts.wikis import handlers as _wikis_handlers
from commkit.posts.wikis.facts import WikiDisabled, WikiEnabled
from commkit.posts.wikis.messages import DisableWiki, EnableWiki

__all__ = [
    "AUTHORED_POSTS",
    "POST_COLUMNS",
    "AddReaction",
    "AddTagSynonym",
    "AttachFile",
    "Attachment",
    "AttachmentDeleted",
    "AttachmentId",
    "AttachmentPort",
    "AttachmentRanges",
    "AttachmentStatus",
    "BytesDiscarded",
    "ClosePoll",
    "CompareRevisions",
    "CompleteUpload",
    "CountReactions",
    "CountUnreadThreads",
    "CreateDraft",
    "CreatePoll",
    "CreateReply",
    "CreateThread",
    "CreateUpload",
    "DeleteAttachment",
    "DeleteDraft",
    "DiffSegment",
    "DisableWiki",
    "Draft",
    "DraftId",
    "EditPost",
    "EditTagWiki",
    "EnableWiki",
    "FileAttached",
    "FileSystemAttachmentStore",
    "FirstPostCreated",
    "ListAttachments",
    "ListAttachmentsOfPosts",
    "ListFirstPosts",
    "ListMemberPosts",
    "ListMyDrafts",
    "ListMyScheduledDrafts",
    "ListNewestPosts",
    "ListPinnedThreads",
    "ListPollVoters",
    "ListPopularTags",
    "ListPostStatuses",
    "ListRevisions",
    "ListSeedThreads",
    "ListTagRules",
    "ListTagWikiVersions",
    "ListThreads",
    "ListUnreadThreads",
    "LockThread",
    "MadeWith",
    "MarkAllRead",
    "MarkRead",
    "MembersMentioned",
    "MergeTags",
    "MergeThreads",
    "MovePost",
    "MoveThread",
    "OpenSeedThreads",
    "PinThread",
    "Poll",
    "PollChoice",
    "PollClosed",
    "PollCreated",
    "PollVoteCast",
    "PollVoteRetracted",
    "PollVoter",
    "Post",
    "PostCreated",
    "PostEdited",
    "PostId",
    "PostMoved",
    "PostRemoved",
    "PostRestored",
    "PostSettings",
    "PostStateChanged",
    "PostStatus",
    "PostView",
    "PostsHidden",
    "PostsImported",
    "PostsShown",
    "PublishDraft",
    "ReactionAdded",
    "ReactionCount",
    "ReactionRemoved",
    "ReadAttachment",
    "ReadDraft",
    "ReadPoll",
    "ReadPosition",
    "ReadPost",
    "ReadPosts",
    "ReadReadPosition",
    "ReadTagWiki",
    "ReadThread",
    "RemovePost",
    "RemoveReaction",
    "RemoveTagSynonym",
    "RenameTag",
    "ReserveTag",
    "RestorePost",
    "ResultVisibility",
    "RetractPollVote",
    "RetryUpload",
    "Revision",
    "RevisionDiff",
    "RevisionsImported",
    "ScheduleDraft",
    "ScheduledDraftFailed",
    "SeedThread",
    "SeedThreadStatus",
    "SplitThread",
    "Tag",
    "TagReservationChanged",
    "TagRule",
    "TagWiki",
    "TagWikiEdited",
    "TagWikiPart",
    "TagWikiVersion",
    "TagsMerged",
    "ThreadFilter",
    "ThreadLocked",
    "ThreadMoved",
    "ThreadOrder",
    "ThreadPage",
    "ThreadPinned",
    "ThreadSplit",
    "ThreadUnlocked",
    "ThreadUnpinned",
    "ThreadView",
    "ThreadsExpired",
    "ThreadsMerged",
    "ThreadsRetagged",
    "UnlockThread",
    "UnpinThread",
    "UnreadThreads",
    "UnreserveTag",
    "UnscheduleDraft",
    "UpdateDraft",
    "UpdatePostState",
    "UploadTicket",
    "ViewThread",
    "ViewThreads",
    "VoteInPoll",
    "WikiDisabled",
    "WikiEnabled",
    "attachment_key",
    "blank_revisions",
    "check_upload",
    "clean_tags",
    "count_posts_by_kind",
    "expire_threads",
    "hidden_post",
    "hide_posts",
    "is_hidden",
    "line_changes",
    "list_threads",
    "media_type_of",
    "normalize_tag",
    "open_thread",
    "perform_edit",
    "perform_move",
    "perform_removal",
    "perform_restoration",
    "perform_state_change",
    "post",
    "post_tag",
    "post_views",
    "posts",
    "reaction",
    "reaction_count",
    "read_part",
    "recount_answers",
    "remove_edit_mark",
    "resolve_synonyms",
    "revision",
    "set_accepted_answer",
    "show_posts",
    "store_upload",
    "tag",
    "tag_meant",
    "thread_views",
    "word_changes",
]

del (
    _offers,
    _views_queries,
    _attachments_explanations,
    _attachments_handlers,
    _attachments_jobs,
    _attachments_queries,
    _attachments_reactions,
    _attachments_subscribers,
    _drafts_handlers,
    _drafts_queries,
    _drafts_scheduling_handlers,
    _drafts_scheduling_jobs,
    _drafts_scheduling_queries,
    _explanations,
    _first_posts_queries,
    _handlers,
    _placing_handlers,
    _placing_reactions,
    _polls_handlers,
    _polls_jobs,
    _polls_queries,
    _queries,
    _reactions_handlers,
    _reactions_queries,
    _removal_handlers,
    _read_positions_handlers,
    _read_positions_queries,
    _revisions_handlers,
    _revisions_queries,
    _seeds_handlers,
    _seeds_queries,
    _states_handlers,
    _status_handlers,
    _status_queries,
    _subscribers,
    _tag_rules_handlers,
    _tag_rules_jobs,
    _tag_rules_queries,
    _tag_wikis_handlers,
    _tag_wikis_queries,
    _tags_queries,
    _wikis_explanations,
    _visibility,
    _wikis_handlers,
)
