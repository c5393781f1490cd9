"""The commands that the worker of posts carries out, and nobody else sends."""

from commkit.posts.attachments.jobs import PurgeOrphanedUpload
from commkit.posts.drafts.scheduling.jobs import CheckScheduledDraft
from commkit.posts.polls.jobs import ExpirePoll
from commkit.posts.tag_rules.jobs import RetagThreads

__all__ = ["CheckScheduledDraft", "ExpirePoll", "PurgeOrphanedUpload", "RetagThreads"]
