"""An application of a host: its users sign in with a cookie, its orders stand beside the community's tables."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from commkit import Kit
from commkit.adapters.flask import Commkit
from tests.sample import create_community


class Base(DeclarativeBase):
    """The host's tables."""


class Order(Base):
    """An order of the host."""

    __tablename__ = "shop_order"
    name: Mapped[str] = mapped_column(primary_key=True)


db = SQLAlchemy(model_class=Base)


def new_app(url: str) -> Flask:
    """The application without its community."""
    app = Flask("shop")
    app.config.update(SECRET_KEY="for tests", SQLALCHEMY_DATABASE_URI=url, TESTING=True)

    @app.get("/sign-in/<key>")
    def sign_in(key: str) -> Response:
        session["user"] = key
        return Response("welcome")

    return app


def current_user() -> str | None:
    return session.get("user")


@pytest.fixture
def shop(kit: Kit) -> Iterator[Flask]:
    """The host's application on the database of the Kit, with the community `town` that ada has joined."""
    create_community(kit, members=("ada",))
    app = new_app(kit.database.url.render_as_string(hide_password=False))
    db.init_app(app)
    Commkit(app, kit, actor=current_user)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


@pytest.fixture
def ada(shop: Flask) -> FlaskClient:
    """Ada's browser, signed in, on the host's own pages."""
    client = shop.test_client()
    client.get("/sign-in/ada")
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return client
