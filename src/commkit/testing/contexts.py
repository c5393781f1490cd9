"""The context behind a session, for tests that look at what handlers see."""

from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.session import Session


def context_of(session: Session) -> Context:
    """The handlers' context of an open session: statements, loaders and settings, past every gate.

    Args:
        session: An open session.
    """
    # The one place that reaches through; only tests import it.
    return session._context  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
