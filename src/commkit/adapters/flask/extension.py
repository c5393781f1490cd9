"""The extension: what a host gives, and what it gets in each of its applications."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask, Response, current_app
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import scoped_session

from commkit.adapters.cli import run_commands
from commkit.adapters.flask.blueprint import make_blueprint, to_flask
from commkit.adapters.flask.signals import send_after_commit
from commkit.adapters.http import make_contract
from commkit.adapters.http.host_errors import problem
from commkit.adapters.http.shells import check_actor
from commkit.adapters.http.thread_streams import THREAD_STREAMS, ThreadStreams
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError, Invalid
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.joining import HostConnection

NAME = "commkit"
"""The extension's name in `app.extensions`, of its blueprint and of its commands."""


class Commkit:
    """Communities in a Flask application: below `url_prefix` stands the HTTP contract of its Kit.

    Args:
        app: The application; without it call `init_app`.
        kit: The Kit; without it give one to `init_app`.
        actor: Called in each request, without arguments: the host's key of who sent it, as a text; None for a visitor.
        url_prefix: Where the contract is mounted.
        check_origin: Whether commands that a browser sends from pages of other origins are refused. Switch it off only
            where no cookie signs anybody in.
        trusted_origins: Further origins whose pages may send commands, such as `https://shop.example`.
        challenge: What `WWW-Authenticate` says to who has to sign in.
        streams: How many live streams may be open in a process, as each keeps a thread of the server busy. Keep it
            below the number of its threads.

    Raises:
        Invalid: `url_prefix` is no path, `actor` cannot be called, or `streams` is no such number.
    """

    def __init__(
        self,
        app: Flask | None = None,
        kit: Kit | None = None,
        *,
        actor: Callable[[], str | None],
        url_prefix: str = "/c",
        check_origin: bool = True,
        trusted_origins: frozenset[str] = frozenset(),
        challenge: str = "Bearer",
        streams: int = THREAD_STREAMS,
    ) -> None:
        if not callable(actor):
            raise Invalid.field("actor", "wrong_type", "give a function that tells who sent the request")
        if not url_prefix.startswith("/") or "<" in url_prefix:
            raise Invalid.field("url_prefix", "bad_prefix", "give a path that begins with /, such as /c")
        self._kit = kit
        self._actor = actor
        self._url_prefix = url_prefix.rstrip("/")
        ThreadStreams(streams)  # refuses what is no number of them
        self._streams = streams
        self._options: dict[str, Any] = {
            "check_origin": check_origin,
            "trusted_origins": frozenset(trusted_origins),
            "challenge": challenge,
        }
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask, kit: Kit | None = None) -> None:
        """Mount the contract in an application, and add `flask commkit`.

        Args:
            app: The application; there may be several.
            kit: Its Kit, where it is another one than that of the extension.

        Raises:
            Invalid: There is no Kit.
        """
        kit = kit or self._kit
        if kit is None:
            raise Invalid.field("kit", "missing", "give a Kit to Commkit(...) or to init_app(app, kit)")
        app.extensions[NAME] = kit
        contract = make_contract(kit, **self._options)
        blueprint = make_blueprint(NAME, contract, self.actor, self._url_prefix, streams=self._streams)
        app.register_blueprint(blueprint, url_prefix=self._url_prefix or None)
        app.cli.add_command(_commands(kit))

    @property
    def kit(self) -> Kit:
        """The Kit of the current application."""
        kit: Kit = current_app.extensions[NAME]
        return kit

    def actor(self) -> str | None:
        """The host's key of who sent the current request; None for a visitor.

        Raises:
            TypeError: The host's function gives something that is no text.
        """
        return check_actor(self._actor())

    @staticmethod
    def answer_error(error: CommkitError) -> Response:
        """Answer an error of a session in a view of your own as the contract does, with problem details.

        `app.register_error_handler(CommkitError, commkit.answer_error)`; without it such an error is a 500.

        Args:
            error: What the view raised.
        """
        return to_flask(problem(error))

    @contextmanager
    def joined_session(
        self,
        community: str | CommunityId | None = None,
        *,
        connection: HostConnection | None = None,
        idempotency_key: str | None = None,
        read_only: bool = False,
    ) -> Iterator[Session]:
        """A session of who sent the current request, in the host's own transaction, which the host commits.

        Signals are sent once an ORM session has committed, and never where it rolls back. A session in a transaction
        of its own is `kit.session(commkit.actor(), ...)`.

        Args:
            community: Its slug or id; None for the lobby.
            connection: The host's ORM session or connection; that of Flask-SQLAlchemy by default. A plain connection
                sends no signals, see `Kit.send_signals`.
            idempotency_key: As for `Kit.session`.
            read_only: As for `Kit.session`.

        Raises:
            Invalid: There is no connection, or it leads to another database than the Kit.
        """
        kit = self.kit
        joined = connection if connection is not None else _flask_sqlalchemy()
        with kit.session(
            self.actor(), community, connection=joined, idempotency_key=idempotency_key, read_only=read_only
        ) as session:
            yield session
        if isinstance(joined, scoped_session):
            joined = joined()
        if isinstance(joined, OrmSession) and session.facts:
            send_after_commit(kit, joined, tuple(session.facts))


def _flask_sqlalchemy() -> HostConnection:
    extension = current_app.extensions.get("sqlalchemy")
    if extension is None:
        told = "there is no Flask-SQLAlchemy here; give connection=, or use kit.session for a transaction of its own"
        raise Invalid.field("connection", "no_orm", told)
    session: HostConnection = extension.session
    return session


def _commands(kit: Kit) -> click.Command:
    @click.command(
        NAME,
        help="The commands of commkit, with the Kit of this application; see flask commkit --help.",
        add_help_option=False,
        context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    )
    @click.argument("tokens", nargs=-1, type=click.UNPROCESSED)
    @click.pass_context
    def commkit(context: click.Context, tokens: tuple[str, ...]) -> None:
        context.exit(run_commands(tokens, kit=kit))

    return commkit
