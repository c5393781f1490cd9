"""The shop's own pages: plants, orders, signing up and in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from commkit import CommkitError
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, ViewThreads
from greenhouse.community import SLUG, kit
from greenhouse.models import Order, Orm, Plant, User
from greenhouse.pages import show, status_of
from greenhouse.security import Key, SignedIn, check_csrf, check_password, hash_password, sign_in

router = APIRouter(dependencies=[Depends(check_csrf)], include_in_schema=False)
Text = Annotated[str, Form(max_length=10_000)]


@router.get("/")
def front(request: Request, orm: Orm, key: Key) -> Response:
    """The plants, and what people talk about."""
    with kit.session(key, SLUG, read_only=True) as s:
        threads = s.ask(ViewThreads(limit=3)).items
    return show(request, "front.html", products=orm.scalars(select(Plant)).all(), threads=threads)


@router.get("/order/{slug}")
def order_form(request: Request, orm: Orm, user: SignedIn, slug: str) -> Response:
    """The form that orders a plant and asks about it."""
    return show(request, "order.html", product=plant_of(orm, slug), form={"quantity": 1, "light": "sun"})


@router.post("/order/{slug}")
def order(
    request: Request,
    orm: Orm,
    user: SignedIn,
    slug: str,
    quantity: Annotated[int, Form(ge=1, le=99)],
    title: Text,
    body: Text,
    light: Text,
) -> Response:
    """The order and its question: one transaction of the shop, of which both are kept, or neither."""
    plant = plant_of(orm, slug)
    question = CreateThread(kind="question", title=title, body=body, fields={"light": light})
    try:
        with kit.session(str(user.id), SLUG, connection=orm) as s:
            thread = s.do(question)
        orm.add(Order(user_id=user.id, plant_slug=slug, quantity=quantity, thread=thread.id))
        plant.stock = Plant.stock - quantity
        orm.commit()
    except (CommkitError, IntegrityError) as error:
        orm.rollback()
        refused = isinstance(error, CommkitError)
        told = error.message if refused else f"There are not {quantity} of it any more."
        form = {"quantity": quantity, "title": title, "body": body, "light": light}
        status = status_of(error) if refused else 409
        return show(request, "order.html", status=status, product=plant_of(orm, slug), form=form, told=told)
    kit.send_signals(s.facts)
    return RedirectResponse(f"/help/{thread.id}", 303)


@router.get("/orders")
def orders(request: Request, orm: Orm, user: SignedIn) -> Response:
    """One's own orders, each with the way to its question."""
    mine = orm.scalars(select(Order).where(Order.user_id == user.id).order_by(Order.id.desc())).all()
    return show(request, "orders.html", orders=mine)


@router.get("/sign-in")
def sign_in_form(request: Request) -> Response:
    """The form of who has signed up already."""
    return show(request, "sign_in.html")


@router.post("/sign-in")
def sign_in_with(request: Request, orm: Orm, email: Text, password: Text) -> Response:
    """Sign in; who is unknown and who mistyped get the same answer, equally fast."""
    user = orm.scalar(select(User).where(User.email == email.strip().lower()))
    if not check_password(password, user.password if user else None) or user is None:
        return show(request, "sign_in.html", status=422, email=email, told="No such address with this password.")
    sign_in(request, user)
    return RedirectResponse("/help", 303)


@router.get("/sign-up")
def sign_up_form(request: Request) -> Response:
    """The form of who is new."""
    return show(request, "sign_up.html")


@router.post("/sign-up")
def sign_up(
    request: Request,
    orm: Orm,
    name: Annotated[str, Form(min_length=1, max_length=60)],
    email: Annotated[str, Form(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")],
    password: Annotated[str, Form(min_length=8, max_length=200)],
) -> Response:
    """A user of the shop who is a member of the community at once: one transaction, too."""
    user = User(name=name.strip(), email=email.lower(), password=hash_password(password))
    try:
        orm.add(user)
        orm.flush()
        with kit.session(str(user.id), SLUG, connection=orm) as s:
            s.do(JoinCommunity())
        orm.commit()
    except IntegrityError:
        orm.rollback()
        told = "Somebody has signed up with this address already."
        return show(request, "sign_up.html", status=409, name=name, email=email, told=told)
    kit.send_signals(s.facts)
    sign_in(request, user)
    return RedirectResponse("/help", 303)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """Forget who it was."""
    request.session.clear()
    return RedirectResponse("/", 303)


def plant_of(orm: Orm, slug: str) -> Plant:
    """A plant by its name in addresses."""
    plant = orm.get(Plant, slug)
    if plant is None:
        raise HTTPException(404)
    return plant
