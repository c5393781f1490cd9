"""`commkit demo`: a support community comes to life, on a real export or on the simulation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from attrs import asdict, frozen
from cyclopts import Parameter, validators
from rich.console import Group, RenderableType
from rich.text import Text

from commkit.adapters.cli.demo.help_desk import DemoHelpDesk
from commkit.adapters.cli.demo.script import DemoScript
from commkit.adapters.cli.demo.setup import (
    ContentCount,
    count_content,
    open_demo_kit,
    play_simulation,
    slugify,
)
from commkit.adapters.cli.demo.summary import read_summary, render_summary
from commkit.adapters.cli.exit_codes import OK, PARTIAL
from commkit.adapters.cli.import_exports import migrate_if_new, render_report, table_progress
from commkit.adapters.cli.options import DATABASE_HELP, Json
from commkit.adapters.cli.output import Output
from commkit.kit import Kit
from commkit.testing.simulate import SimulationResult

FOLDER = Path(".demo")

Positive = validators.Number(gte=1)
DumpFolder = Annotated[
    Path | None,
    Parameter(name="--dump", help="A Stack Exchange dump to play on, rather than the simulation."),
]
Database = Annotated[
    str | None, Parameter(help=f"{DATABASE_HELP} By default {FOLDER}/demo.db; the environment is not asked.")
]
Seed = Annotated[int, Parameter(help="Where the simulation's chance comes from.")]
Members = Annotated[int, Parameter(help="How many members it plays.", validator=Positive)]
Days = Annotated[int, Parameter(help="How many days it plays.", validator=Positive)]


@frozen
class DemoOrigin:
    """Where the demo's community came from.

    Attributes:
        slug: The community.
        before: What was there before this run.
        values: How it came here, for programs.
        told: The same for people.
        whole: Whether all of it is here.
    """

    slug: str
    before: ContentCount
    values: Mapping[str, Any]
    told: tuple[RenderableType, ...]
    whole: bool = True


def demo(
    *,
    dump: DumpFolder = None,
    database: Database = None,
    seed: Seed = 7,
    members: Members = 150,
    days: Days = 60,
    json: Json = False,
) -> int:
    """Bring a support community to life and show it; run again, it adds nothing."""
    out = Output(json=json)
    url = database or _own_database()
    desk = DemoHelpDesk()
    with open_demo_kit(url, desk) as kit:
        migrate_if_new(kit)
        origin = (
            _imported(kit, out, dump)
            if dump
            else _played(kit, out, url, desk, seed=seed, members=members, days=days)
        )
        with out.progress("living"):
            live = list(DemoScript(kit, origin.slug, desk).play())
            kit.worker().drain()
        picture = read_summary(kit, origin.slug)
        after = count_content(kit, origin.slug)
    added = ContentCount(after.members - origin.before.members, after.posts - origin.before.posts)
    values = {"database": url, "community": origin.slug, **origin.values, "live": live}
    values |= {"numbers": picture.as_json(), "added": asdict(added)}
    out.result(
        values,
        *origin.told,
        _story(live, again=not added.posts),
        render_summary(picture),
        _ending(added, url),
    )
    return OK if origin.whole else PARTIAL


def _own_database() -> str:
    FOLDER.mkdir(exist_ok=True)
    return f"sqlite:///{FOLDER / 'demo.db'}"


def _imported(kit: Kit, out: Output, folder: Path) -> DemoOrigin:
    from commkit.importers.stackexchange import ensure_community, import_dump  # noqa: PLC0415  # needs an extra
    from commkit.importers.stackexchange.dump import Dump  # noqa: PLC0415

    site = Dump.open(folder).site
    slug = slugify(site)
    before = count_content(kit, slug)
    ensure_community(kit, slug, "support", title=site)
    with table_progress(out) as progress:
        report = import_dump(kit, folder, slug, progress=progress)
    told = Text.assemble(("Imported from ", "bold"), (str(folder), "bold"), ", every row accounted for:")
    return DemoOrigin(
        slug,
        before,
        {"imported": report.as_json()},
        (told, *render_report(report)),
        whole=not report.failed_tables,
    )


def _played(
    kit: Kit, out: Output, url: str, desk: DemoHelpDesk, *, seed: int, members: int, days: int
) -> DemoOrigin:
    with out.progress("simulating days") as advance:
        slug, played = play_simulation(
            url, desk, seed=seed, members=members, days=days, on_day_end=lambda day: advance(day, days)
        )
    if played is None:
        told: tuple[RenderableType, ...] = (
            Text("The simulation was played before; its community is here.", style="bold"),
        )
        return DemoOrigin(slug, count_content(kit, slug), {"played": None}, told)
    return DemoOrigin(slug, ContentCount(0, 0), {"played": _values(played)}, tuple(_told(played)))


def _values(played: SimulationResult) -> dict[str, Any]:
    return {
        "seed": played.seed,
        "began": played.began.isoformat(),
        "ended": played.ended.isoformat(),
        "visits": played.visits,
        "personas": dict(played.personas),
        "done": dict(played.done),
        "refused": dict(played.refused),
    }


def _told(played: SimulationResult) -> list[RenderableType]:
    days = (played.ended - played.began).days
    cast = " · ".join(f"{name} {count}" for name, count in played.personas.items())
    most = sorted(played.done.items(), key=lambda deed: -deed[1])
    deeds = " · ".join(f"{name.partition('.')[2].replace('_', ' ')} {count:,}" for name, count in most)
    title = (
        f"Simulated {days} days of {played.members} members (seed {played.seed}), all through real commands"
    )
    lines = [
        Text(title, style="bold"),
        Text(f"  who: {cast}"),
        Text(f"  {played.visits:,} visits: {deeds}"),
    ]
    if played.refused:
        refused = " · ".join(f"{code} {count:,}" for code, count in played.refused.items())
        lines.append(Text(f"  refused, as it should be (the silenced, suspended and banned): {refused}"))
    return [*lines]


def _story(live: list[str], *, again: bool) -> RenderableType:
    title = Text(
        "DemoScript, as before: each command is known by its key and happens once" if again else "DemoScript",
        style="bold",
    )
    return Group(Text(), title, *(Text.assemble(("  > ", "green"), step) for step in live), Text())


def _ending(added: ContentCount, url: str) -> RenderableType:
    if not added.posts and not added.members:
        return Text("Nothing was added: all of it was here already.", style="bold green")
    told = f"Added {added.members:,} members and {added.posts:,} posts to {url}; run it again, and it adds nothing."
    return Text(told, style="bold green")
