"""How `make example-...` starts and ends an app: `examples/shared/run.py`, with a Procfile."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.shops import ROOT, SECONDS, SHOPS, RunningShop, Shop, running

RUN = "examples/shared/run.py"


def is_listening(url: str) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) == 0


def people(shop: RunningShop) -> int:
    return shop.count("commkit_membership")


@pytest.mark.slow
@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_ctrl_c_ends_all_of_it_and_what_was_written_is_there_again(shop: Shop, tmp_path: Path) -> None:
    with running(shop, tmp_path) as first:
        first.newcomer("Yara")
        first.signed_in(shop.people[0])
        before = people(first)
        first.runner.send_signal(signal.SIGINT)
        assert first.runner.wait(SECONDS) == 0
        assert not is_listening(first.url)
    console = (tmp_path / "console.log").read_text()
    assert "Ending." in console
    assert "delivered " in console, "the worker has ended in its own way"
    assert "Traceback" not in console
    with running(shop, tmp_path) as second:
        assert people(second) == before, "the demonstration was made again"
        second.signed_in(shop.people[0])


def test_make_and_the_readme_name_every_app() -> None:
    apps = {file.parent.name for file in (ROOT / "examples").glob("*/Procfile")}
    assert apps == {shop.name for shop in SHOPS}
    makefile, readme = (ROOT / "Makefile").read_text(), (ROOT / "README.md").read_text()
    assert set(re.findall(r"^example-(\w+): .*## ", makefile, re.MULTILINE)) == apps
    assert set(re.findall(r"make example-(\w+)", readme)) == apps


def test_an_app_that_cannot_be_prepared_ends_at_once(tmp_path: Path) -> None:
    app = tmp_path / "broken"
    app.mkdir()
    (app / "Procfile").write_text("release: python -c 'raise SystemExit(3)'\nweb: python -c 'print(1)'\n")
    assert ran(app, tmp_path) == (3, "")


def test_an_app_whose_worker_ends_is_ended(tmp_path: Path) -> None:
    app = tmp_path / "lonely"
    app.mkdir()
    web = "web: python -m http.server $PORT --bind 127.0.0.1"
    (app / "Procfile").write_text(f"release: python -c ''\n{web}\nworker: python -c ''\n")
    code, said = ran(app, tmp_path)
    assert code == 1
    assert "has ended" in said


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, said = ran(tmp_path, tmp_path, port=taken.getsockname()[1])
    assert code == 1
    assert "Something else listens" in said


def ran(app: Path, folder: Path, port: int | None = None) -> tuple[int, str]:
    """The exit code of an app that ends by itself, and the last line that the runner said of it."""
    if port is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    done = subprocess.run(
        [sys.executable, str(ROOT / RUN), str(app), str(port)],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={"PATH": "", "SHOP_FOLDER": str(folder / "data")},
    )
    return done.returncode, (done.stderr.strip().splitlines() or [""])[-1]
