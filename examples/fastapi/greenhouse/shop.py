"""The shop's own pages: plants, orders, signing up and in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, StringConstraints
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
Text = Annotated[str, Form(max_length=1_000)]


class OrderForm(BaseModel):
    """An order with its question, which the community checks itself."""

    quantity: Annotated[int, Field(ge=1, le=99)]
    title: str
    body: str
    light: str


class SignUpForm(BaseModel):
    """Who is new."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    email: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")
    ]
    password: Annotated[str, Field(min_length=8, max_length=200)]


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
    form: Annotated[OrderForm, Form()],
) -> Response:
    """The order and its question: one transaction of the shop, of which both are kept, or neither."""
    question = CreateThread(kind="question", title=form.title, body=form.body, fields={"light": form.light})
    plant = plant_of(orm, slug)
    try:
        with kit.session(str(user.id), SLUG, connection=orm) as s:
            thread = s.do(question)
        orm.add(Order(user_id=user.id, plant_slug=slug, quantity=form.quantity, thread=thread.id))
        plant.stock = Plant.stock - form.quantity
        orm.commit()
    except CommkitError as error:
        status, told = status_of(error), error.message
    except IntegrityError:
        status, told = 409, f"There are not {form.quantity} of it any more."
    else:
        kit.send_signals(s.facts)
        return RedirectResponse(f"/help/{thread.id}", 303)
    orm.rollback()
    return show(request, "order.html", status=status, product=plant_of(orm, slug), form=form, told=told)


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
        return show(
            request, "sign_in.html", status=422, email=email, told="No such address with this password."
        )
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
    form: Annotated[SignUpForm, Form()],
) -> Response:
    """A user of the shop who is a member of the community at once: one transaction, too."""
    user = User(name=form.name, email=form.email.lower(), password=hash_password(form.password))
    try:
        orm.add(user)
        orm.flush()
        with kit.session(str(user.id), SLUG, connection=orm) as s:
            s.do(JoinCommunity())
        orm.commit()
    except IntegrityError:
        orm.rollback()
        told = "Somebody has signed up with this address already."
        return show(request, "sign_up.html", status=409, name=form.name, email=form.email, told=told)
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
