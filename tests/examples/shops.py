"""The three shops of `examples/`, run as `make` runs them, and a browser without JavaScript to visit them with."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from html import unescape
from pathlib import Path

from attrs import field, frozen
from httpx2 import Client, Response

ROOT = Path(__file__).parents[2]
SECONDS = 120
"""How long a shop may take to start, a worker to deliver, on a machine that is busy."""
_TOKEN = re.compile(r'name="(csrf\w+)" value="([^"]+)"')


@frozen
class Shop:
    """What a test needs to know of a shop.

    Attributes:
        name: Its folder in `examples/`.
        database: Its database file.
        orders: Its own table of orders.
        login: The field of the sign-in form that says who one is.
        people: An owner, somebody of the staff and a customer, as that field has them.
        password: The password of all of these.
        scarce: A product of which there are three.
        question: Fields of a question beside its title and text.
    """

    name: str
    database: str
    orders: str
    login: str
    people: tuple[str, str, str]
    password: str
    scarce: str
    question: dict[str, str] = field(factory=dict)


SHOPS = (
    Shop(
        "fastapi",
        "greenhouse.db",
        "shop_order",
        "email",
        ("mira@fern.example", "jonas@fern.example", "lea@fern.example"),
        "fern-and-hall",
        "aloe",
        {"light": "shade"},
    ),
    Shop(
        "flask",
        "roastery.db",
        "shop_order",
        "email",
        ("ines@slow.example", "tom@slow.example", "ada@slow.example"),
        "slow-hill",
        "dusk",
    ),
    Shop("django", "workshop.db", "shop_order", "username", ("rosa", "emil", "noor"), "third-gear", "saddle"),
)


@frozen
class RunningShop:
    """A shop that runs.

    Attributes:
        shop: Which one.
        url: Where it is.
        folder: Where its database and its mail are.
        runner: The process that runs it.
        browsers: Closes the browsers of those who visited it.
    """

    shop: Shop
    url: str
    folder: Path
    runner: "subprocess.Popen[bytes]"
    browsers: ExitStack

    def visitor(self) -> "Browser":
        """Somebody who has not signed in."""
        client = Client(base_url=self.url, follow_redirects=True, timeout=SECONDS)
        return Browser(self.browsers.enter_context(client))

    def signed_in(self, who: str) -> "Browser":
        """One of the people of the demonstration."""
        browser = self.visitor()
        form = {self.shop.login: who, "password": self.shop.password}
        assert browser.send("/sign-in", form).url.path == "/help"
        return browser

    def newcomer(self, name: str) -> "Browser":
        """Somebody who signs up."""
        browser, address = self.visitor(), f"{name.lower()}@new.example"
        form = {"name": name, "email": address, "password": "long enough, new"}
        if self.shop.login == "username":
            form |= {"username": name.lower(), "first_name": name}
            form |= {"password1": form["password"], "password2": form["password"]}
        page = browser.send("/sign-up", form)
        assert page.url.path == "/help", page.text
        return browser

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with closing(sqlite3.connect(self.folder / self.shop.database)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def counts(self) -> tuple[int, int]:
        """How many orders and how many posts there are."""
        return self.count(self.shop.orders), self.count("commkit_post")

    def mail(self) -> str:
        """All mail that was sent, in one text."""
        files = [file for file in self.folder.rglob("*") if file.is_file() and "mail" in str(file)]
        return "\n".join(file.read_text() for file in files)

    def await_mail(self, subject: str) -> str:
        """All mail, once there is one with that in its subject."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if re.search(rf"^Subject: .*{re.escape(subject)}", found := self.mail(), re.MULTILINE):
                return found
            time.sleep(0.2)
        raise AssertionError(f"no mail came: {self.mail()}")


@frozen
class Browser:
    """Reads pages and sends their forms, with the hidden token that stands in them."""

    client: Client

    def get(self, path: str) -> Response:
        """Read a page."""
        return self.client.get(path)

    def send(self, path: str, form: dict[str, str], *, to: str | None = None) -> Response:
        """Send a form that stands on a page; `to` is where it leads, if not to that page."""
        token = dict(_TOKEN.findall(self.get(path).text))
        origin = str(self.client.base_url).rstrip("/")
        return self.client.post(to or path, data={**token, **form}, headers={"Origin": origin})

    def order(self, shop: Shop, *, title: str, quantity: int = 1, **more: str) -> Response:
        """Order the scarce product, with a question."""
        form = {"quantity": str(quantity), "title": title, "body": "Please tell me.", **shop.question, **more}
        return self.send(f"/order/{shop.scarce}", form)


def thread_of(page: Response) -> str:
    """The address of the thread that a page shows."""
    assert re.fullmatch(r"/help/[0-9a-f-]{36}", page.url.path), (page.url, page.text)
    return page.url.path


def without_token(text: str) -> str:
    """A page without what differs from one request to the next."""
    return unescape(_TOKEN.sub("", text))


@contextmanager
def running(shop: Shop, folder: Path) -> Iterator[RunningShop]:
    """Run a shop as `make` does, in a folder of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "examples/shared/run.py", f"examples/{shop.name}", str(port)]
    environment = {**os.environ, "SHOP_FOLDER": str(folder)}
    with (folder / "console.log").open("wb") as log:
        runner = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        deadline, said = time.monotonic() + SECONDS, f"http://127.0.0.1:{port}/   (Ctrl-C ends it)"
        while said not in (console := (folder / "console.log").read_text()):
            assert runner.poll() is None, console
            assert time.monotonic() < deadline, console
            time.sleep(0.1)
        with ExitStack() as browsers:
            yield RunningShop(shop, f"http://127.0.0.1:{port}", folder, runner, browsers)
    finally:
        runner.send_signal(signal.SIGINT)
        runner.wait(SECONDS)
