"""Run an example as its Procfile says: prepare it, start its processes, end them all on Ctrl-C.

    python examples/shared/run.py examples/flask 8002

Each app gets what a hosting platform would give it, in its environment: PORT, SHOP_URL, SHOP_FOLDER (its database and
its mail are there) and SHOP_SECRET_KEY; and PYTHONPATH, so that it finds `storefront` beside this file. Development
only: one machine, no TLS.
"""

import os
import secrets
import shlex
import signal
import socket
import string
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

SHARED = Path(__file__).resolve().parent
ROOT = SHARED.parents[1]
START_SECONDS, END_SECONDS = 60, 10


def environment(name: str, port: int) -> dict[str, str]:
    """What the app's processes see; the secret is made with the first start, and kept for the next."""
    folder = Path(os.environ.get("SHOP_FOLDER") or ROOT / "build" / "examples" / name).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(32))
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join([str(SHARED), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONUNBUFFERED": "1",
        "SHOP_FOLDER": str(folder),
        "SHOP_SECRET_KEY": secret.read_text(),
        "SHOP_URL": f"http://127.0.0.1:{port}",
    }


def read_procfile(app: Path, given: dict[str, str]) -> dict[str, list[str]]:
    """The command of each process by its name, with `$PORT` and the like filled in."""
    lines = [line.partition(":") for line in (app / "Procfile").read_text().splitlines() if line.strip()]
    return {name: shlex.split(string.Template(command).substitute(given)) for name, _, command in lines}


def is_answering(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def run(app: Path, port: int) -> int:
    """Run an app until somebody ends it; gives the exit code."""
    if is_answering(port):
        print(f"Something else listens on port {port}: end it, or give another port.", file=sys.stderr)
        return 1
    given = environment(app.name, port)
    commands = read_procfile(app, given)
    if (failed := subprocess.run(commands.pop("release"), check=False, cwd=app, env=given)).returncode:
        return failed.returncode
    # Sessions of their own: Ctrl-C reaches this process only, which ends the others in its own way.
    running = [
        subprocess.Popen(command, cwd=app, env=given, start_new_session=True) for command in commands.values()
    ]
    try:
        return watch(running, port)
    except KeyboardInterrupt:
        print("\nEnding.")
        return 0
    finally:
        end(running)


def watch(running: list[subprocess.Popen[bytes]], port: int) -> int:
    """Say where the app is once it answers; gives 1 as soon as one of its processes has ended."""
    deadline, told = time.monotonic() + START_SECONDS, False
    while all(process.poll() is None for process in running):
        if not told and (told := is_answering(port)):
            print(f"\n  http://127.0.0.1:{port}/   (Ctrl-C ends it)\n", flush=True)
        if not told and time.monotonic() > deadline:
            break
        time.sleep(0.1)
    print("A process of the example has ended; its reason stands above.", file=sys.stderr)
    return 1


def end(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask all processes to end, and do not wait for ever."""
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def interrupt(number: int, frame: FrameType | None) -> None:
    """A SIGTERM ends the example as Ctrl-C does, which a shell in the background would have it ignore."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, interrupt)
    try:
        code = run(Path(sys.argv[1]).resolve(), int(sys.argv[2]))
    except KeyboardInterrupt:  # while it was prepared
        code = 0
    sys.exit(code)
