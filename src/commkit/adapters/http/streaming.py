"""Streaming: the hub of a process, which reads the outbox once for all who follow a community.

One thread reads the communities that somebody follows: twice a second, and at once where a signal of this process says
that something happened. It puts what it finds into each stream, and waits for none of them.
"""

import logging
from datetime import timedelta
from functools import partial
from threading import Event, Lock, Thread
from time import monotonic, sleep

from attrs import define, field

from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.sse import position_at
from commkit.kit import Kit
from commkit.runtime.delivery.following import WINDOW, Follower
from commkit.runtime.model.errors import Busy, Denied, RateLimited
from commkit.runtime.model.forks import renew_in_forks
from commkit.runtime.model.ids import CommunityId, FactId
from commkit.runtime.model.messages import Fact

HEARTBEAT = 15.0
"""Seconds: shorter than proxies wait, which often is half a minute."""
POLL = 0.5
"""Seconds between two readings: so late is what happens in other processes."""
PAUSE = 0.02
"""Seconds between two readings at least: what happens in one moment is read together."""
MAX_STREAMS = 2_000
"""Of a process."""
MAX_PER_ACTOR = 10
"""Tabs and devices of one member, at most."""
MAX_WAITING = 1_000
"""Facts that wait for one reader, at most."""
MAX_AGE = 900.0
"""Seconds that a stream lasts, at most: the next one is asked anew who reads it."""
_log = logging.getLogger("commkit")


class StreamHub:
    """The streams of one process. Close it when the process ends; streams that are opened later are refused.

    Args:
        kit: The Kit.
        heartbeat: Seconds after which a stream sends something in any case.
        poll: Seconds between two readings of the outbox.
        max_streams: How many streams may be open.
        max_per_actor: How many of them for one member.
        max_visitors: How many of them for all visitors together, whom nothing tells apart, and for who is signed in but
            no member of the community: anybody can have many accounts. Half of them by default, and 0 refuses visitors.
        max_waiting: How many facts may wait for one reader; one that falls behind more is cut off.
        max_age: Seconds that a stream lasts, at most. The host is asked who a reader is when a stream is opened, so a
            login that ended is noticed that late; clients connect again by themselves and miss nothing.
        window: How far back the outbox is read again.
    """

    def __init__(
        self,
        kit: Kit,
        *,
        heartbeat: float = HEARTBEAT,
        poll: float = POLL,
        max_streams: int = MAX_STREAMS,
        max_per_actor: int = MAX_PER_ACTOR,
        max_visitors: int | None = None,
        max_waiting: int = MAX_WAITING,
        max_age: float = MAX_AGE,
        window: timedelta = WINDOW,
    ) -> None:
        self._kit = kit
        self._heartbeat, self._poll, self._window = heartbeat, poll, window
        self._max_streams, self._max_per_actor, self._max_waiting = max_streams, max_per_actor, max_waiting
        self._max_visitors = max_streams // 2 if max_visitors is None else max_visitors
        self._max_age = max_age
        self._closed = False
        self.renew_after_fork()
        renew_in_forks(self)

    def renew_after_fork(self) -> None:
        """Begin anew: the streams are the parent's, and so is the thread."""
        self._lock = Lock()
        self._woken = Event()
        self._feeds: dict[CommunityId, _Feed] = {}
        self._counts: dict[str | None, int] = {}
        self._thread: Thread | None = None

    @property
    def count(self) -> int:
        """How many streams are open."""
        with self._lock:
            return sum(self._counts.values())

    def open(
        self,
        actor: str | None,
        community: CommunityId,
        *,
        after: FactId | None = None,
        is_member: bool = False,
    ) -> EventStream:
        """Open a stream for who may follow a community; the caller has asked that.

        Args:
            actor: The host's key of the reader; None for a visitor.
            community: The community's id.
            after: The id of the last event that the client got; None for one that begins.
            is_member: Whether the actor is a member of the community; who is none counts among visitors.

        Raises:
            Denied: Visitors may not follow.
            RateLimited: The actor has as many streams as one may have.
            Busy: There are as many as the process has room for, or it ends.
        """
        holder = actor if is_member else None
        self._reserve(holder)
        try:
            feed = self._feed_of(community)
        except BaseException:
            self._release(holder)
            raise
        stream = EventStream(
            self._kit,
            actor,
            self._kit.outbox(community),
            after,
            self._heartbeat,
            self._max_waiting,
            partial(self._forget, feed, holder),
            ends_at=monotonic() + self._max_age,
            for_visitor=holder is None,
        )
        try:
            feed.add(stream)
            self._begin()
        except BaseException:
            stream.close()
            raise
        return stream

    def close(self) -> None:
        """End all streams, and the thread that reads for them."""
        with self._lock:
            self._closed = True
            feeds, thread = list(self._feeds.values()), self._thread
        for feed in feeds:
            feed.end()
        self._woken.set()
        if thread is not None:
            thread.join()

    # --- how it is done --------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Have the thread run.

        Raises:
            Busy: The hub was closed meanwhile.
        """
        with self._lock:
            if self._closed:
                raise too_many_readers()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="commkit-streams", daemon=True)
                self._kit.on(Fact)(self._wake)
                self._thread.start()

    def _reserve(self, holder: str | None) -> None:
        """Take a place for a member; for a visitor where it is None."""
        with self._lock:
            mine = self._counts.get(holder, 0)
            if self._closed or sum(self._counts.values()) >= self._max_streams:
                raise too_many_readers()
            if holder is None and mine >= self._max_visitors:
                raise too_many_readers() if self._max_visitors else _no_visitors()
            if holder is not None and mine >= self._max_per_actor:
                raise RateLimited(
                    "http.too_many_streams",
                    f"you follow communities {mine} times already; close one first",
                    retry_after=HEARTBEAT,
                )
            self._counts[holder] = mine + 1

    def _release(self, holder: str | None) -> None:
        with self._lock:
            left = self._counts.get(holder, 0) - 1
            if left > 0:
                self._counts[holder] = left
            else:
                self._counts.pop(holder, None)

    def _feed_of(self, community: CommunityId) -> "_Feed":
        with self._lock:
            found = self._feeds.get(community)
            if found is not None:
                found.users += 1
                return found
        made = _Feed(Follower(self._kit.outbox(community), window=self._window))
        with self._lock:
            found = self._feeds.setdefault(community, made)
            found.users += 1
            return found

    def _leave(self, feed: "_Feed") -> None:
        with self._lock:
            feed.users -= 1

    def _forget(self, feed: "_Feed", holder: str | None, stream: EventStream) -> None:
        feed.remove(stream)
        self._leave(feed)
        self._release(holder)
        self._woken.set()

    def _wake(self, fact: Fact) -> None:
        if fact.community in self._feeds:
            self._woken.set()

    def _run(self) -> None:
        while self._drop_unused():
            for feed in self._followed():
                try:
                    feed.read()
                except Exception:  # the database is away: what was not read is read next time
                    _log.exception("http.stream_not_read")
                feed.close_ended(monotonic())
            sleep(PAUSE)
            self._woken.wait(self._poll)
            self._woken.clear()

    def _followed(self) -> "list[_Feed]":
        with self._lock:
            return list(self._feeds.values())

    def _drop_unused(self) -> bool:
        """Forget the communities that nobody follows; whether there is anything left to do."""
        with self._lock:
            self._feeds = {id: feed for id, feed in self._feeds.items() if feed.users}
            if self._closed or not self._feeds:
                self._thread = None
                self._kit.off(Fact, self._wake)
                return False
            return True


@define(eq=False)
class _Feed:
    """What happens in one community, for all who follow it.

    Attributes:
        follower: Reads it.
        streams: Who gets it.
        users: How many streams are open or about to be; counted by the hub.
    """

    follower: Follower
    streams: set[EventStream] = field(factory=set)
    users: int = 0
    _reading: Lock = field(factory=Lock, init=False)
    _lock: Lock = field(factory=Lock, init=False)

    def add(self, stream: EventStream) -> None:
        """Give a stream everything from now on; it waits for a reading that has begun."""
        with self._reading, self._lock:  # not between reading and giving
            if stream.after is not None:
                stream.given = self.follower.given()
            stream.position = position_at(self.follower.read_at)
            self.streams.add(stream)

    def remove(self, stream: EventStream) -> None:
        """Give a stream nothing more; it waits for no reading, as event loops call it."""
        with self._lock:
            self.streams.discard(stream)

    def close_ended(self, now: float) -> None:
        """Let streams give back what they hold that were cut off or are old enough, also where nobody reads them."""
        with self._lock:
            ended = [stream for stream in self.streams if stream.is_over(now)]
        for stream in ended:  # not under the lock, which removing them takes
            stream.close()

    def end(self) -> None:
        """End all streams."""
        with self._lock:
            for stream in self.streams:
                stream.end()

    def read(self) -> None:
        """Give all streams what is new."""
        with self._reading:
            facts = self.follower.read()
            position = position_at(self.follower.read_at)
            with self._lock:
                for stream in self.streams:
                    stream.put(facts, read_at=position)


def too_many_readers() -> Busy:
    """There are as many streams as there is room for."""
    return Busy(
        "http.too_many_readers",
        "too many follow communities at the moment; try again later",
        retry_after=HEARTBEAT,
    )


def _no_visitors() -> Denied:
    return Denied("runtime.not_permitted", "sign in, and join the community, to follow it live")
