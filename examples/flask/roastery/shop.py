"""The shop's own pages: coffees, orders, signing up and in."""

import re
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, session
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response

from commkit import CommkitError
from commkit.adapters.http import embed_address
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, ViewThreads
from roastery.community import SLUG, community, kit
from roastery.models import Coffee, Customer, Order, db
from storefront.faults import faults_of
from storefront.heads import head_of_words, robots

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
        g.head = head_of_words(s, (view.author.member for view in threads))
    return render_template("front.html", products=db.session.scalars(select(Coffee)).all(), threads=threads)


@pages.get("/robots.txt")
def robots_txt() -> Page:
    """What crawlers are asked, and where the sitemap is."""
    return Response(robots(kit, SLUG), mimetype="text/plain")


@pages.route("/order/<slug>", methods=["GET", "POST"])
def order(slug: str) -> Page:
    """The order and its question: one transaction of the shop, of which both are kept, or neither."""
    user, product = require_user(), db.get_or_404(Coffee, slug)
    if request.method == "GET":
        return render_template("order.html", product=product, form={"quantity": 1})
    form = request.form
    quantity = form.get("quantity", 0, int)
    if not 1 <= quantity <= 99:
        return refuse("order.html", {"quantity": "Order 1 to 99 bags."}, product=product)
    try:
        question = CreateThread(kind="question", title=form.get("title", ""), body=form.get("body", ""))
        with community.joined_session(SLUG) as s:
            thread = s.do(question)
        db.session.add(Order(customer_id=user.id, product_slug=slug, quantity=quantity, thread=thread.id))
        product.stock = Coffee.stock - quantity
        db.session.commit()
    except (CommkitError, IntegrityError) as error:
        db.session.rollback()
        short = {"quantity": f"There are not {quantity} of it any more."}
        faults = short if isinstance(error, IntegrityError) else faults_of(error, ("title", "body"))
        return refuse("order.html", faults, product=db.get_or_404(Coffee, slug))
    return redirect(f"/help/{thread.id}", 303)


def refuse(template: str, faults: dict[str, str], **context: Any) -> Page:
    """The form again, with what was typed and what is wrong with it."""
    return render_template(template, form=request.form, faults=faults, **context), 422


@pages.get("/orders")
def orders() -> Page:
    """One's own orders, each with its thread below it: the embed shows it as this customer may see it."""
    mine = select(Order).where(Order.customer_id == require_user().id).order_by(Order.id.desc())
    return render_template("orders.html", orders=db.session.scalars(mine).all(), embed=embed_address("/c"))


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
        return refuse("sign_in.html", {"": "No such address with this password."})
    return begin(user)


@pages.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> Page:
    """A customer who is a member of the community at once: one transaction, too."""
    if request.method == "GET":
        return render_template("sign_up.html")
    name, email = (request.form.get(one, "").strip() for one in ("name", "email"))
    password = request.form.get("password", "")
    if faults := faults_of_newcomer(name, email, password):
        return refuse("sign_up.html", faults)
    try:
        user = Customer(name=name, email=email.lower(), password=generate_password_hash(password))
        db.session.add(user)
        db.session.flush()
        with kit.session(str(user.id), SLUG, connection=db.session) as s:
            s.do(JoinCommunity())
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return refuse("sign_up.html", {"email": "Somebody has signed up with this address already."})
    return begin(user)


def faults_of_newcomer(name: str, email: str, password: str) -> dict[str, str]:
    """What is wrong with who signs up, by field."""
    checks = {
        "name": (0 < len(name) <= 60, "Give a name of up to 60 characters."),
        "email": (
            len(email) <= 200 and re.fullmatch(r"[^@\s]+@[^@\s]+", email),
            "Give an address, such as ada@slow.example.",
        ),
        "password": (8 <= len(password) <= 200, "Use 8 to 200 characters."),
    }
    return {field: told for field, (is_right, told) in checks.items() if not is_right}


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
