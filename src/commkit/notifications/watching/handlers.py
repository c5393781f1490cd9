"""Handlers of commands of watching."""

from commkit.notifications.feature import THREAD, notifications
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.watching import statements as sql
from commkit.notifications.watching.facts import WatchChanged
from commkit.notifications.watching.messages import WatchCommunity, WatchTag, WatchThread
from commkit.notifications.watching.records import Watch, WatchLevel, WatchScope
from commkit.posts import Post, clean_tags
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.context import Context


@notifications.handles(WatchThread)
def watch_thread(context: Context, command: WatchThread) -> Watch:
    """Watch a thread that is visible to the member."""
    post = context.get(Post, command.thread)
    if not post.opens:
        raise Invalid.field("thread", "opens_none", "give the id of the post that opens the thread")
    return _watch(context, WatchScope.THREAD, post.id.hex, command.level)


@notifications.handles(WatchTag)
def watch_tag(context: Context, command: WatchTag) -> Watch:
    """Watch a tag, also one that no thread has yet."""
    return _watch(context, WatchScope.TAG, clean_tags([command.tag], max_tags=1)[0], command.level)


@notifications.handles(WatchCommunity)
def watch_community(context: Context, command: WatchCommunity) -> Watch:
    """Watch the community."""
    return _watch(context, WatchScope.COMMUNITY, "", command.level)


def _watch(context: Context, scope: WatchScope, target: str, level: WatchLevel) -> Watch:
    """Store the watch and emit the fact."""
    watch = Watch(scope, target, level, context.now)
    context.run(
        sql.SET_WATCH, scope=str(scope), target=target, member=context.member, level=level, at=context.now
    )
    if level is WatchLevel.MUTED:
        count_metric(context, THREAD.name, "muted")
    context.emit(WatchChanged(member=context.member, scope=scope, target=target, level=level))
    return watch
