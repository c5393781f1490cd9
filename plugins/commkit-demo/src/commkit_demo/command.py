"""`commkit demo`: a community of a type comes to life, on a real export or on the simulation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from attrs import asdict, frozen
from cyclopts import Parameter, validators
from rich.console import Group, RenderableType
from rich.text import Text

from commkit import Kit
from commkit.adapters.cli.command_api import (
    DATABASE_HELP,
    OK,
    PARTIAL,
    CliError,
    Json,
    Output,
    migrate_if_new,
    render_report,
    table_progress,
)
from commkit_demo.demo_types import DemoType
from commkit_demo.developer.demo import DeveloperDemo
from commkit_demo.gaming.demo import GamingDemo
from commkit_demo.internal.demo import InternalDemo
from commkit_demo.media.demo import MediaDemo
from commkit_demo.setup import (
    ContentCount,
    count_content,
    open_demo_kit,
    run_simulation,
    slugify,
)
from commkit_demo.simulation import SimulationResult
from commkit_demo.support.demo import SupportDemo
from commkit_demo.topical.demo import TopicalDemo

FOLDER = Path(".demo")

Positive = validators.Number(gte=1)
DumpFolder = Annotated[
    Path | None,
    Parameter(name="--dump", help="A Stack Exchange dump to show instead of the simulation."),
]
Database = Annotated[
    str | None, Parameter(help=f"{DATABASE_HELP} By default {FOLDER}/demo.db; COMMKIT_DATABASE is not used.")
]
TypeName = Annotated[
    Literal["support", "developer", "internal", "media", "topical", "gaming"],
    Parameter(name="--type", help="The community type that it shows."),
]
Seed = Annotated[int, Parameter(help="The seed of the simulation's random numbers.")]
Members = Annotated[int, Parameter(help="How many members it simulates.", validator=Positive)]
Days = Annotated[int, Parameter(help="How many days it simulates.", validator=Positive)]


@frozen
class DemoOrigin:
    """Where the demo's community came from.

    Attributes:
        slug: The community.
        before: What was there before this run.
        values: How it was made, for programs.
        rendered: The same for people.
        whole: Whether all of the dump was read.
    """

    slug: str
    before: ContentCount
    values: Mapping[str, Any]
    rendered: tuple[RenderableType, ...]
    whole: bool = True


def demo(
    *,
    type: TypeName = "support",
    dump: DumpFolder = None,
    database: Database = None,
    seed: Seed = 7,
    members: Members = 150,
    days: Days = 60,
    json: Json = False,
) -> int:
    """Create a community of a type with members and threads, and show it; run again, it adds nothing."""
    out = Output(json=json)
    types: tuple[DemoType, ...] = (
        SupportDemo(),
        DeveloperDemo(),
        InternalDemo(),
        MediaDemo(),
        TopicalDemo(),
        GamingDemo(),
    )
    shown = next(each for each in types if each.name == type)
    if dump and not shown.reads_dumps:
        readers = " or ".join(each.name for each in types if each.reads_dumps)
        raise CliError(
            "cli.usage", f"a Stack Exchange dump has questions, and this type has none: --type {readers}"
        )
    url = database or _default_database()
    with open_demo_kit(url, types) as kit:
        migrate_if_new(kit)
        origin = (
            _imported(kit, out, dump, type)
            if dump
            else _simulated(kit, out, url, shown, types, seed=seed, members=members, days=days)
        )
        with out.progress("acting live"):
            live = list(shown.play(kit, origin.slug))
            kit.worker().drain()
        summary = shown.summary(kit, origin.slug)
        after = count_content(kit, origin.slug)
    added = ContentCount(after.members - origin.before.members, after.posts - origin.before.posts)
    values = {"database": url, "community": origin.slug, **origin.values, "live": live}
    values |= {"numbers": summary.as_json(), "added": asdict(added)}
    out.result(
        values,
        *origin.rendered,
        _live_steps(live, again=not added.posts),
        summary.rendered(),
        _ending(added, url),
    )
    return OK if origin.whole else PARTIAL


def _default_database() -> str:
    FOLDER.mkdir(exist_ok=True)
    return f"sqlite:///{FOLDER / 'demo.db'}"


def _imported(kit: Kit, out: Output, folder: Path, type: str) -> DemoOrigin:
    from commkit.importers.stackexchange import Dump, ensure_community, import_dump  # noqa: PLC0415  # loads XML

    site = Dump.open(folder).site
    slug = slugify(site)
    before = count_content(kit, slug)
    ensure_community(kit, slug, type, title=site)
    with table_progress(out) as progress:
        report = import_dump(kit, folder, slug, progress=progress)
    title = Text.assemble(("Imported from ", "bold"), (str(folder), "bold"), ", every row accounted for:")
    return DemoOrigin(
        slug,
        before,
        {"imported": report.as_json()},
        (title, *render_report(report)),
        whole=not report.failed_tables,
    )


def _simulated(
    kit: Kit,
    out: Output,
    url: str,
    shown: DemoType,
    types: tuple[DemoType, ...],
    *,
    seed: int,
    members: int,
    days: int,
) -> DemoOrigin:
    with out.progress("simulating days") as advance:
        slug, result = run_simulation(
            url,
            shown,
            types,
            seed=seed,
            members=members,
            days=days,
            on_day_end=lambda day: advance(day, days),
        )
    if result is None:
        title = Text("The simulation ran before; this is its community.", style="bold")
        return DemoOrigin(slug, count_content(kit, slug), {"simulated": None}, (title,))
    return DemoOrigin(slug, ContentCount(0, 0), {"simulated": _values(result)}, tuple(_rendered(result)))


def _values(result: SimulationResult) -> dict[str, Any]:
    return {
        "seed": result.seed,
        "began": result.began.isoformat(),
        "ended": result.ended.isoformat(),
        "visits": result.visits,
        "personas": dict(result.personas),
        "done": dict(result.done),
        "refused": dict(result.refused),
    }


def _rendered(result: SimulationResult) -> list[RenderableType]:
    days = (result.ended - result.began).days
    cast = " · ".join(f"{name} {count}" for name, count in result.personas.items())
    most = sorted(result.done.items(), key=lambda pair: -pair[1])
    commands = " · ".join(f"{name.partition('.')[2].replace('_', ' ')} {count:,}" for name, count in most)
    title = (
        f"Simulated {days} days of {result.members} members (seed {result.seed}), all through real commands"
    )
    lines = [
        Text(title, style="bold"),
        Text(f"  who: {cast}"),
        Text(f"  {result.visits:,} visits: {commands}"),
    ]
    if result.refused:
        refused = " · ".join(f"{code} {count:,}" for code, count in result.refused.items())
        lines.append(Text(f"  refused, as it should be: {refused}"))
    return [*lines]


def _live_steps(live: list[str], *, again: bool) -> RenderableType:
    known = "Live, as before: each command has an idempotency key and is carried out once"
    title = Text(known if again else "Live", style="bold")
    return Group(Text(), title, *(Text.assemble(("  > ", "green"), step) for step in live), Text())


def _ending(added: ContentCount, url: str) -> RenderableType:
    if not added.posts and not added.members:
        return Text("Nothing was added: all of it was there already.", style="bold green")
    ending = f"Added {added.members:,} members and {added.posts:,} posts to {url}; run it again, and it adds nothing."
    return Text(ending, style="bold green")
