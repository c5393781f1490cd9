"""The shop's own tables, with Flask-SQLAlchemy."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from commkit import Id
from commkit.posts import PostId


class Base(DeclarativeBase):
    """The tables of the shop."""


db = SQLAlchemy(model_class=Base)


class Customer(db.Model):  # type: ignore[name-defined, misc]  # Flask-SQLAlchemy makes it at run time
    """Somebody who signed up."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]


class Coffee(db.Model):  # type: ignore[name-defined, misc]
    """What is roasted. The database refuses to sell more bags than there are."""

    __table_args__ = (CheckConstraint("stock >= 0", name="in_stock"),)
    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    blurb: Mapped[str]
    cents: Mapped[int]
    stock: Mapped[int]


class Order(db.Model):  # type: ignore[name-defined, misc]
    """An order with the question that was asked with it."""

    __tablename__ = "shop_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    product_slug: Mapped[str] = mapped_column(ForeignKey("coffee.slug"))
    quantity: Mapped[int]
    thread: Mapped[PostId] = mapped_column(Id)
    product: Mapped[Coffee] = relationship()
