"""The shop's own pages: coffees, orders, signing up and in."""

import re

from flask import Blueprint, abort, g, redirect, render_template, request, session
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response

from commkit import CommkitError
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, ViewThreads
from roastery.community import SLUG, community, kit
from roastery.models import Coffee, Customer, Order, db

pages = Blueprint("shop", __name__)
Page = str | Response | tuple[str, int]
NOBODY = generate_password_hash("nobody has this")
"""What a password is compared with where there is no such customer, so that the answer takes as long."""


def require_user() -> Customer:
    """Who is signed in; all others are sent to sign in."""
    if g.user is None:
        abort(redirect("/sign-in", 303))
    user: Customer = g.user
    return user


@pages.get("/")
def front() -> Page:
    """The coffees, and what people talk about."""
    with kit.session(community.actor(), SLUG, read_only=True) as s:
        threads = s.ask(ViewThreads(limit=3)).items
    return render_template("front.html", products=db.session.scalars(select(Coffee)).all(), threads=threads)


@pages.route("/order/<slug>", methods=["GET", "POST"])
def order(slug: str) -> Page:
    """The order and its question: one transaction of the shop, of which both are kept, or neither."""
    user, product = require_user(), db.get_or_404(Coffee, slug)
    if request.method == "GET":
        return render_template("order.html", product=product, form={"quantity": 1})
    form = request.form
    quantity = form.get("quantity", 0, int)
    try:
        if not 1 <= quantity <= 99:
            raise ValueError("Order 1 to 99 bags.")
        question = CreateThread(kind="question", title=form.get("title", ""), body=form.get("body", ""))
        with community.joined_session(SLUG) as s:
            thread = s.do(question)
        db.session.add(Order(customer_id=user.id, product_slug=slug, quantity=quantity, thread=thread.id))
        product.stock = Coffee.stock - quantity
        db.session.commit()
    except (CommkitError, IntegrityError, ValueError) as error:
        db.session.rollback()
        told = (
            f"There are not {quantity} of it any more." if isinstance(error, IntegrityError) else tell(error)
        )
        return render_template("order.html", product=db.get_or_404(Coffee, slug), form=form, told=told), 422
    return redirect(f"/help/{thread.id}", 303)


@pages.get("/orders")
def orders() -> Page:
    """One's own orders, each with the way to its question."""
    mine = select(Order).where(Order.customer_id == require_user().id).order_by(Order.id.desc())
    return render_template("orders.html", orders=db.session.scalars(mine).all())


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Page:
    """Sign in; who is unknown and who mistyped get the same answer, equally fast."""
    if request.method == "GET":
        return render_template("sign_in.html")
    email = request.form.get("email", "").strip().lower()
    user = db.session.scalar(select(Customer).where(Customer.email == email))
    if (
        not check_password_hash(user.password if user else NOBODY, request.form.get("password", ""))
        or user is None
    ):
        return render_template("sign_in.html", email=email, told="No such address with this password."), 422
    return begin(user)


@pages.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> Page:
    """A customer who is a member of the community at once: one transaction, too."""
    if request.method == "GET":
        return render_template("sign_up.html")
    name, email = (request.form.get(one, "").strip() for one in ("name", "email"))
    password = request.form.get("password", "")
    try:
        if not (0 < len(name) <= 60 and re.fullmatch(r"[^@\s]+@[^@\s]+", email) and len(password) >= 8):
            raise ValueError("Give a name, an address, and a password of 8 characters or more.")
        user = Customer(name=name, email=email.lower(), password=generate_password_hash(password))
        db.session.add(user)
        db.session.flush()
        with kit.session(str(user.id), SLUG, connection=db.session) as s:
            s.do(JoinCommunity())
        db.session.commit()
    except (IntegrityError, ValueError) as error:
        db.session.rollback()
        told = (
            tell(error)
            if isinstance(error, ValueError)
            else "Somebody has signed up with this address already."
        )
        return render_template("sign_up.html", name=name, email=email, told=told), 422
    return begin(user)


@pages.post("/sign-out")
def sign_out() -> Page:
    """Forget who it was."""
    session.clear()
    return redirect("/", 303)


def begin(user: Customer) -> Response:
    """Begin a session: nothing is kept of the one before."""
    session.clear()
    session["user"] = str(user.id)
    return redirect("/help", 303)


def tell(error: Exception) -> str:
    """What a page says about a refusal."""
    return getattr(error, "message", str(error))
