"""`python -m greenhouse.demo`: make the tables, and at the first start people, plants and something to read."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from commkit import SYSTEM
from commkit.communities import CreateCommunity
from commkit.events import CreateEvent
from commkit.members import AddMember, JoinCommunity
from commkit.posts import CreateReply, CreateThread
from commkit.spaces import CreateSpace
from commkit_qa import AcceptAnswer
from greenhouse.community import SLUG, kit
from greenhouse.models import Base, Plant, User, engine
from greenhouse.security import hash_password

PASSWORD = "fern-and-hall"
PEOPLE = {"Mira Sand": "mira", "Jonas Oak": "jonas", "Lea Brook": "lea"}
PLANTS = (
    Plant(slug="fern", name="Hart's tongue", blurb="A fern that likes a cool wall.", cents=900, stock=12),
    Plant(slug="fig", name="Creeping fig", blurb="Climbs what you give it, slowly.", cents=1450, stock=5),
    Plant(slug="aloe", name="Coral aloe", blurb="Asks for sun and is fine without you.", cents=1200, stock=3),
)
FIRST = CreateCommunity(
    SLUG,
    type="greenhouse",
    title="Help",
    purpose="Grow things together.",
    care_hours=4,
    review_on=date.today() + timedelta(days=90),
)
YELLOW = CreateThread(
    kind="question",
    title="Why do the lower leaves turn yellow?",
    body="Only the **old** ones, the new ones look fine.\n\n- north window, about 18 °C\n- watered twice a week",
    fields={"light": "half_shade"},
)
FROST = CreateThread(
    kind="question",
    title="Can a creeping fig live outside?",
    body="It freezes here in January, a little. Has anybody tried?",
    fields={"light": "sun"},
)
DAY = date.today() + timedelta(days=14)
REPOTTING = CreateEvent(
    title="Repotting morning",
    body="Bring a plant that has outgrown its pot. Soil and pots are here.",
    location="Glasshouse 2",
    local_start=f"{DAY}T10:00",
    local_end=f"{DAY}T12:00",
    time_zone="Europe/Vienna",
    rrule="FREQ=MONTHLY;COUNT=6",
)
LESS = "Twice a week is too much in winter: wait until the top two centimetres are dry. *Rain water* is best."


def main() -> None:
    """Migrate both sides, each its own; then the demonstration: once, and all of it or nothing."""
    kit.migrate()
    Base.metadata.create_all(engine)
    with Session(engine) as orm, orm.begin():
        if orm.scalar(select(User).limit(1)) is None:
            fill(orm)


def fill(orm: Session) -> None:
    """People and plants, the community with its staff, two questions, dates, and a back room that only staff sees."""
    people = [
        User(name=n, email=f"{k}@fern.example", password=hash_password(PASSWORD)) for n, k in PEOPLE.items()
    ]
    orm.add_all([*people, *PLANTS])
    orm.flush()
    mira, jonas, lea = (str(user.id) for user in people)
    act = partial(kit.session, connection=orm)
    with act(mira) as lobby:
        lobby.do(FIRST)
    with act(SYSTEM, SLUG) as s:
        s.do(AddMember(jonas, role="agent"))
    with act(mira, SLUG) as s:
        s.do(REPOTTING)
        room = s.do(CreateSpace("back-room", "Back room", private=True))
        s.do(CreateThread(kind="tip", title="Frost on Friday", body="Bring the figs in.", space=room.id))
        s.do(
            CreateThread(kind="tip", title="Repot in March", body="Roots want to move before the leaves do.")
        )
    with act(lea, SLUG) as s:
        s.do(JoinCommunity())
        yellow = s.do(YELLOW)
        s.do(FROST)
    with act(jonas, SLUG) as s:
        answer = s.do(CreateReply(yellow.id, LESS))
    with act(lea, SLUG) as s:
        s.do(AcceptAnswer(yellow.id, answer.id))


if __name__ == "__main__":
    main()
