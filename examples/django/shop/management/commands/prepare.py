"""`manage.py prepare`: make the tables, and at the first start people, parts and something to read."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, call_command
from django.db import transaction

from commkit import SYSTEM
from commkit.adapters.django import get_kit, joined_session
from commkit.communities import CreateCommunity
from commkit.events import CreateEvent
from commkit.members import AddMember, JoinCommunity
from commkit.posts import CreateReply, CreateThread
from commkit_qa import AcceptAnswer
from shop.models import Part
from shop.pages import SLUG
from shop.plugin import PRIVATE

PEOPLE = {"rosa": "Rosa Lind", "emil": "Emil Graf", "noor": "Noor Haddad"}
PARTS = (
    ("wheel", "Rear wheel", "Hand built, 32 spokes, for people who carry things.", "129.00", 6),
    ("bell", "Brass bell", "One clear note that lasts.", "18.50", 40),
    ("saddle", "Leather saddle", "Yours after a thousand kilometres.", "89.00", 3),
)
FIRST = CreateCommunity(
    SLUG,
    type="workshop",
    title="Help",
    purpose="Keep each other rolling.",
    care_hours=4,
    review_on=date.today() + timedelta(days=90),
)
CLICK = CreateThread(
    kind="question",
    title="What clicks once per turn of the pedals?",
    body="Only **under load**, only on the left. The chain is new.",
)
WARRANTY = CreateThread(
    kind=PRIVATE, title="My saddle has a torn rivet", body="Order 4 of last year. Do you need the receipt?"
)
TRUING = CreateThread(kind="guide", title="How to true a wheel", body="A quarter turn at a time. Never more.")
DAY = date.today() + timedelta(days=12)
OPEN_EVENING = CreateEvent(
    title="Open workshop",
    body="Our tools, your bicycle, and somebody beside you.",
    location="Behind the shop",
    local_start=f"{DAY}T17:00",
    local_end=f"{DAY}T21:00",
    time_zone="Europe/Vienna",
    rrule="FREQ=WEEKLY;COUNT=4",
)
GREASE = "Take the left pedal off, clean the thread, put *grease* on it, and tighten it. It is hardly ever the bearing."


class Command(BaseCommand):
    """Prepare the database."""

    help = "Migrate both sides, each its own; then the demonstration: once, and all of it or nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it."""
        call_command("migrate", verbosity=0)
        get_kit().migrate()
        with transaction.atomic():
            if not User.objects.exists():
                fill()


def fill() -> None:
    """People and parts, the community with its staff, and questions, one of them private."""
    for slug, name, blurb, price, stock in PARTS:
        Part.objects.create(slug=slug, name=name, blurb=blurb, price=price, stock=stock)
    rosa, emil, noor = (
        str(User.objects.create_user(key, f"{key}@gear.example", "third-gear", first_name=name).pk)
        for key, name in PEOPLE.items()
    )
    with joined_session(rosa) as lobby:
        lobby.do(FIRST)
    with joined_session(SYSTEM, SLUG) as s:
        s.do(AddMember(emil, role="agent"))
    with joined_session(rosa, SLUG) as s:
        s.do(OPEN_EVENING)
        guide = s.do(TRUING)
    Part.objects.filter(slug="wheel").update(guide=guide.id)
    with joined_session(noor, SLUG) as s:
        s.do(JoinCommunity())
        click = s.do(CLICK)
        s.do(WARRANTY)
    with joined_session(emil, SLUG) as s:
        answer = s.do(CreateReply(click.id, GREASE))
    with joined_session(noor, SLUG) as s:
        s.do(AcceptAnswer(click.id, answer.id))
