"""Posts: what people write, in threads, with their history, reactions and tags."""

from commkit.posts import pages as _pages
from commkit.posts import reactions as _reactions
from commkit.posts import trust as _trust
from commkit.posts.feature import PostSettings, posts
from commkit.posts.handlers import settle_answer
from commkit.posts.messages import (
    ActivityPage,
    BusiestTags,
    ChangeState,
    EditPost,
    History,
    MemberPage,
    NewestPage,
    PostEdited,
    PostPublished,
    PostRemoved,
    PostRestored,
    PostsImported,
    Publish,
    React,
    ReactionGiven,
    Reactions,
    ReactionTaken,
    ReadPost,
    RemovePost,
    Reply,
    RestorePost,
    StateChanged,
    TagPage,
    ThreadPage,
    UnansweredPage,
    Unreact,
)
from commkit.posts.records import Post, PostId, Revision, Tag, Tally
from commkit.posts.tables import post

__all__ = [
    "ActivityPage",
    "BusiestTags",
    "ChangeState",
    "EditPost",
    "History",
    "MemberPage",
    "NewestPage",
    "Post",
    "PostEdited",
    "PostId",
    "PostPublished",
    "PostRemoved",
    "PostRestored",
    "PostSettings",
    "PostsImported",
    "Publish",
    "React",
    "ReactionGiven",
    "ReactionTaken",
    "Reactions",
    "ReadPost",
    "RemovePost",
    "Reply",
    "RestorePost",
    "Revision",
    "StateChanged",
    "Tag",
    "TagPage",
    "Tally",
    "ThreadPage",
    "UnansweredPage",
    "Unreact",
    "post",
    "posts",
    "settle_answer",
]

del _pages, _reactions, _trust
