"""`flask --app roastery.app prepare`: make the tables, and at the first start people, coffees and something to read."""

from datetime import date, timedelta
from functools import partial

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from commkit import SYSTEM
from commkit.communities import CreateCommunity
from commkit.events import CreateEvent
from commkit.members import AddMember, JoinCommunity
from commkit.posts import CreateReply, CreateThread
from commkit.spaces import CreateSpace
from commkit_qa import AcceptAnswer
from roastery.community import SLUG, kit
from roastery.models import Coffee, Customer, db
from roastery.plugin import LogBrew

PEOPLE = {"Ines Rook": "ines", "Tom Vale": "tom", "Ada Finch": "ada"}
COFFEES = (
    ("dawn", "Dawn", "Washed, from Huila. Apricot and black tea.", 1150, 20),
    ("noon", "Noon", "Two naturals in one bag. Round enough for milk.", 1050, 20),
    ("dusk", "Dusk", "Decaf that keeps its plum. Few bags this week.", 1250, 3),
)
FIRST = CreateCommunity(
    SLUG,
    type="roastery",
    title="Help",
    purpose="Brew better together.",
    care_hours=4,
    review_on=date.today() + timedelta(days=90),
)
SOUR = CreateThread(
    kind="question",
    title="Why is my pour-over sour?",
    body="15 g, 250 g of water at **92 °C**, done after 1:50. Same grinder as always.",
)
DAY = date.today() + timedelta(days=10)
CUPPING = CreateEvent(
    title="Cupping",
    body="Six bowls, no milk. Come hungry for acidity.",
    location="At the roaster",
    local_start=f"{DAY}T18:30",
    local_end=f"{DAY}T20:00",
    time_zone="Europe/Vienna",
    rrule="FREQ=WEEKLY;COUNT=4",
)
FINER = "Too fast. Grind two notches finer until it takes `2:45`, and leave the rest as it is."


@click.command()
@with_appcontext
def prepare() -> None:
    """Make the tables of both sides; then the demonstration: once, and all of it or nothing."""
    kit.migrate()
    db.create_all()
    if db.session.scalar(select(Customer).limit(1)) is None:
        fill()
        db.session.commit()


def fill() -> None:
    """People and coffees, the community with its staff, something to read, and a back room that only staff sees."""
    hashed = generate_password_hash("slow-hill")
    people = [
        Customer(name=name, email=f"{key}@slow.example", password=hashed) for name, key in PEOPLE.items()
    ]
    names = ("slug", "name", "blurb", "cents", "stock")
    db.session.add_all([*people, *(Coffee(**dict(zip(names, row, strict=True))) for row in COFFEES)])
    db.session.flush()
    ines, tom, ada = (str(one.id) for one in people)
    act = partial(kit.session, connection=db.session)
    with act(ines) as lobby:
        lobby.do(FIRST)
    with act(SYSTEM, SLUG) as s:
        s.do(AddMember(tom, role="agent"))
    with act(ines, SLUG) as s:
        s.do(CUPPING)
        room = s.do(CreateSpace("back-room", "Back room", private=True))
        s.do(CreateThread(kind="news", title="Price list for May", body="Not before Monday.", space=room.id))
        s.do(CreateThread(kind="news", title="We roast on Tuesdays", body="Order by Monday evening."))
        s.do(LogBrew(15, 250, 165, "Dawn, V60. Apricot at last."))
    with act(ada, SLUG) as s:
        s.do(JoinCommunity())
        sour = s.do(SOUR)
        s.do(LogBrew(18, 40, 28, "Noon, for milk."))
    with act(tom, SLUG) as s:
        answer = s.do(CreateReply(sour.id, FINER))
    with act(ada, SLUG) as s:
        s.do(AcceptAnswer(sour.id, answer.id))
