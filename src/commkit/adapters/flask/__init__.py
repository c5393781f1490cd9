"""Flask: a community's HTTP contract in an application, its commands, and sessions in its transactions.

    commkit = Commkit(app, kit, actor=lambda: session.get("user"))

Needs the extra `flask`.
"""

from commkit.runtime.model.extras import require_extra

require_extra("flask", extra="flask")

from commkit.adapters.flask.extension import Commkit  # noqa: E402  # so that a missing extra gives one sentence

__all__ = ["Commkit"]
