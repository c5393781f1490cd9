"""The shop's own tables, and its sessions: plain SQLAlchemy, which knows nothing of commkit but the type of its ids."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from sqlalchemy import CheckConstraint, ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

from commkit import Id
from commkit.posts import PostId

FOLDER = Path(os.environ["SHOP_FOLDER"])
URL = f"sqlite:///{FOLDER / 'greenhouse.db'}"
engine = create_engine(URL)


class Base(DeclarativeBase):
    """The tables of the shop."""


class User(Base):
    """Somebody who signed up."""

    __tablename__ = "shop_user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]


class Plant(Base):
    """What is sold. The database refuses to sell more than there is."""

    __tablename__ = "shop_plant"
    __table_args__ = (CheckConstraint("stock >= 0", name="in_stock"),)
    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    blurb: Mapped[str]
    cents: Mapped[int]
    stock: Mapped[int]


class Order(Base):
    """An order with the question that was asked with it: the id of a thread, without a foreign key."""

    __tablename__ = "shop_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("shop_user.id"))
    plant_slug: Mapped[str] = mapped_column(ForeignKey("shop_plant.slug"))
    quantity: Mapped[int]
    thread: Mapped[PostId] = mapped_column(Id, index=True)
    product: Mapped[Plant] = relationship(lazy="joined")


def open_session() -> Iterator[Session]:
    """A dependency: the session of one request. What it is used for commits by itself."""
    with Session(engine, expire_on_commit=False) as orm:
        yield orm


Orm = Annotated[Session, Depends(open_session)]
