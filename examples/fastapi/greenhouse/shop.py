"""The shop's own pages: plants, orders, signing up and in."""

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from commkit import CommkitError
from commkit.adapters.http import embed_address
from commkit.members import JoinCommunity
from commkit.posts import CreateThread, PostId, ViewThreads
from greenhouse.community import SLUG, kit
from greenhouse.forms import Ordered, OrderForm, SignedInWith, SignedUpWith
from greenhouse.models import Order, Orm, Plant, User
from greenhouse.pages import show, status_of
from greenhouse.security import Key, SignedIn, check_csrf, check_password, hash_password, sign_in
from storefront.faults import faults_of
from storefront.heads import head_of_words, robots

router = APIRouter(dependencies=[Depends(check_csrf)], include_in_schema=False)


@router.get("/")
def front(request: Request, orm: Orm, key: Key) -> Response:
    """The plants, and what people talk about."""
    with kit.session(key, SLUG, read_only=True) as s:
        threads = s.ask(ViewThreads(limit=3)).items
        head = head_of_words(s, (view.author.member for view in threads))
    return show(request, "front.html", head=head, products=orm.scalars(select(Plant)).all(), threads=threads)


@router.get("/robots.txt")
def robots_txt() -> Response:
    """What crawlers are asked, and where the sitemap is."""
    return PlainTextResponse(robots(kit, SLUG))


@router.get("/order/{slug}")
def order_form(request: Request, orm: Orm, user: SignedIn, slug: str) -> Response:
    """The form that orders a plant and asks about it."""
    return show(request, "order.html", product=plant_of(orm, slug), form={"quantity": 1, "light": "sun"})


@router.post("/order/{slug}")
def order(request: Request, orm: Orm, user: SignedIn, slug: str, sent: Ordered) -> Response:
    """The order and its question: both are kept, or neither; what is refused comes back as it was typed."""
    plant, status, faults = plant_of(orm, slug), 422, sent.faults
    if sent.form is not None:
        try:
            return RedirectResponse(f"/help/{place(orm, user, plant, sent.form)}", 303)
        except CommkitError as error:
            status, faults = status_of(error), faults_of(error, sent.typed)
        except IntegrityError:
            status, faults = 409, {"quantity": f"There are not {sent.form.quantity} of it any more."}
        orm.rollback()
    return show(
        request, "order.html", status=status, product=plant_of(orm, slug), form=sent.typed, faults=faults
    )


def place(orm: Orm, user: User, plant: Plant, form: OrderForm) -> PostId:
    """One transaction of the shop, in which the community joins; gives the thread."""
    question = CreateThread(kind="question", title=form.title, body=form.body, fields={"light": form.light})
    with kit.session(str(user.id), SLUG, connection=orm) as s:
        thread = s.do(question)
    orm.add(Order(user_id=user.id, plant_slug=plant.slug, quantity=form.quantity, thread=thread.id))
    plant.stock = Plant.stock - form.quantity
    orm.commit()
    kit.send_signals(s.facts)
    return thread.id


@router.get("/orders")
def orders(request: Request, orm: Orm, user: SignedIn) -> Response:
    """One's own orders, each with its thread below it: the embed shows it as this user may see it."""
    mine = orm.scalars(select(Order).where(Order.user_id == user.id).order_by(Order.id.desc())).all()
    return show(request, "orders.html", orders=mine, embed=embed_address("/c"))


@router.get("/sign-in")
def sign_in_form(request: Request) -> Response:
    """The form of who has signed up already."""
    return show(request, "sign_in.html")


@router.post("/sign-in")
def sign_in_with(request: Request, orm: Orm, sent: SignedInWith) -> Response:
    """Sign in; who is unknown and who mistyped get the same answer, equally fast."""
    told = ""
    if sent.form is not None:
        user = orm.scalar(select(User).where(User.email == sent.form.email.strip().lower()))
        if check_password(sent.form.password, user.password if user else None) and user is not None:
            sign_in(request, user)
            return RedirectResponse("/help", 303)
        told = "No such address with this password."
    return show(request, "sign_in.html", status=422, form=sent.typed, faults=sent.faults, told=told)


@router.get("/sign-up")
def sign_up_form(request: Request) -> Response:
    """The form of who is new."""
    return show(request, "sign_up.html")


@router.post("/sign-up")
def sign_up(request: Request, orm: Orm, sent: SignedUpWith) -> Response:
    """A user of the shop who is a member of the community at once: one transaction, too."""
    status, faults = 422, sent.faults
    if (form := sent.form) is not None:
        user = User(name=form.name, email=form.email.lower(), password=hash_password(form.password))
        try:
            orm.add(user)
            orm.flush()
            with kit.session(str(user.id), SLUG, connection=orm) as s:
                s.do(JoinCommunity())
            orm.commit()
        except IntegrityError:
            orm.rollback()
            status, faults = 409, {"email": "Somebody has signed up with this address already."}
        else:
            kit.send_signals(s.facts)
            sign_in(request, user)
            return RedirectResponse("/help", 303)
    return show(request, "sign_up.html", status=status, form=sent.typed, faults=faults)


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
