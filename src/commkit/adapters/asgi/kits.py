"""The async Kits of an application: one for each event loop, made when its first request comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from commkit.aio import AsyncKit
from commkit.kit import Kit
from commkit.runtime.model.forks import ForkedLock


class LoopKits:
    """The `AsyncKit` of whichever event loop asks.

    Args:
        kit: What they run.
        max_concurrency: As for `AsyncKit`.
    """

    def __init__(self, kit: Kit, max_concurrency: int) -> None:
        self._kit = kit
        self._max_concurrency = max_concurrency
        self._lock = ForkedLock()  # several threads may each run a loop
        self._made: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncKit] = WeakKeyDictionary()

    def current(self) -> AsyncKit:
        """The one of the running loop."""
        loop = asyncio.get_running_loop()
        with self._lock:
            found = self._made.get(loop)
            if found is None:
                found = self._made[loop] = AsyncKit(self._kit, max_concurrency=self._max_concurrency)
            return found

    async def close(self) -> None:
        """Close the one of the running loop; the next request makes another one."""
        with self._lock:
            made = self._made.pop(asyncio.get_running_loop(), None)
        if made is not None:
            await made.close()

    @asynccontextmanager
    async def lifespan(self, app: object = None) -> AsyncIterator[None]:
        """Close the one of the running loop at the end; a lifespan for Starlette and FastAPI.

        Args:
            app: The application, which they hand in; not used.
        """
        try:
            yield
        finally:
            await self.close()
