"""Flask: a community's HTTP contract in an application, its commands, and sessions in its transactions.

    commkit = Commkit(app, kit, actor=lambda: session.get("user"))

Needs the extra `flask`.
"""

from commkit.adapters.flask.extension import Commkit

__all__ = ["Commkit"]
