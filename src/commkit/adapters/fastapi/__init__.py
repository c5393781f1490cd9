"""FastAPI: the HTTP contract of a Kit as a router of the host's own application, and in its OpenAPI document.

`app.include_router(community_router(kit, actor=current_user), prefix="/c")`. Install the extra `fastapi`.
"""

from commkit.runtime.model.extras import require_extra

require_extra("fastapi", extra="fastapi")

from commkit.adapters.fastapi.errors import answer_error  # noqa: E402  # so that a missing extra gives one sentence
from commkit.adapters.fastapi.router import CommunityRouter, FastapiActor, community_router  # noqa: E402

__all__ = ["CommunityRouter", "FastapiActor", "answer_error", "community_router"]
