"""The reference holds every public name with its docstring, every message and every error."""

import importlib
import os
import re
import subprocess
import sys
import zlib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import griffe
import pytest

from commkit import Kit
from commkit_internal import DirectoryUnitSettings, Internal
from tests.docs.blocks import ROOT

DOCS = ROOT / "docs"
PACKAGES = (
    "commkit",
    "commkit.communities",
    "commkit.community_types",
    "commkit.members",
    "commkit.spaces",
    "commkit.fields",
    "commkit.posts",
    "commkit.events",
    "commkit.crawlers",
    "commkit.adapters.search_engines",
    "commkit.adapters.django",
    "commkit.adapters.flask",
    "commkit.adapters.ical",
    "commkit.adapters.mail",
    "commkit.adapters.observability",
    "commkit.adapters.asgi",
    "commkit.adapters.fastapi",
    "commkit.adapters.wsgi",
    "commkit.importers.conferences",
    "commkit.feedback",
    "commkit.feedback.jobs",
    "commkit.moderation",
    "commkit.fetching",
    "commkit.privacy",
    "commkit.webhooks",
    "commkit.feeds",
    "commkit.feeds.jobs",
    "commkit.adapters.feeds",
    "commkit.search",
    "commkit.notifications",
    "commkit.notifications.jobs",
    "commkit.explaining",
    "commkit.rendering",
    "commkit.importers",
    "commkit.storage",
    "commkit.importers.stackexchange",
    "commkit.importers.irc",
    "commkit.importers.mbox",
    "commkit.importers.disqus",
    "commkit.importers.commento",
    "commkit.importers.wxr",
    "commkit.importers.discourse",
    "commkit.redaction",
    "commkit.statistics",
    "commkit.http_resources",
    "commkit.aio",
    "commkit.testing",
    "commkit.testing.clock",
    "commkit.testing.conformance",
    "commkit.testing.counters",
    "commkit.testing.faults",
    "commkit.testing.table_rules",
    "commkit.testing.pytest_plugin",
    "commkit.testing.postgres",
    "commkit.testing.snapshots",
    "commkit.testing.strategies",
    "commkit_demo.simulation",
    "commkit_absences",
    "commkit_activitypub",
    "commkit_ama",
    "commkit_ama.jobs",
    "commkit_articles",
    "commkit_articles.jobs",
    "commkit_contests",
    "commkit_contests.jobs",
    "commkit_feedreader",
    "commkit_feedreader.jobs",
    "commkit_gaming",
    "commkit_internal",
    "commkit_internal.jobs",
    "commkit_ladders",
    "commkit_ladders.jobs",
    "commkit_matching",
    "commkit_matching.jobs",
    "commkit_media",
    "commkit_media.jobs",
    "commkit_minors",
    "commkit_opinion",
    "commkit_opinion.jobs",
    "commkit_qa",
    "commkit_ranking",
    "commkit_ranking.jobs",
    "commkit_reputation",
    "commkit_reputation.jobs",
    "commkit_scim",
    "commkit_support",
    "commkit_support.jobs",
    "commkit_support.webhook",
    "commkit_topical",
    "commkit_topical.jobs",
    "commkit_tournaments",
    "commkit_tournaments.jobs",
)
HIDDEN_BY_MODULES = {"commkit_support.handoff"}
"""What has the name of the module it lives in, and tools see the module."""


def kit_of_all() -> Kit:
    """With those parts of the plugins that a host has to ask for."""
    kit = Kit("sqlite://", plugins=[Internal(directory=DirectoryUnitSettings())], discover_installed=True)
    kit.close()
    return kit


def public_names(package: str) -> list[str]:
    """What a package hands out, or the classes and functions of a module that has no such list."""
    module = importlib.import_module(package)
    own = [name for name, value in vars(module).items() if getattr(value, "__module__", "") == package]
    return list(
        getattr(module, "__all__", [name for name in own if name[0] != "_" and callable(vars(module)[name])])
    )


@cache
def sources() -> griffe.ModulesCollection:
    """All packages as they are written, read once."""
    loader = griffe.GriffeLoader(search_paths=[ROOT / "src", *ROOT.glob("plugins/*/src")])
    for package in (
        "commkit",
        "commkit_absences",
        "commkit_activitypub",
        "commkit_ama",
        "commkit_articles",
        "commkit_contests",
        "commkit_demo",
        "commkit_feedreader",
        "commkit_gaming",
        "commkit_internal",
        "commkit_ladders",
        "commkit_matching",
        "commkit_media",
        "commkit_minors",
        "commkit_opinion",
        "commkit_qa",
        "commkit_ranking",
        "commkit_reputation",
        "commkit_scim",
        "commkit_support",
        "commkit_topical",
        "commkit_tournaments",
    ):
        loader.load(package)
    loader.resolve_aliases(external=True)
    return loader.modules_collection


def without_docstring(package: str) -> list[str]:
    found = sources()[package]
    return [name for name in public_names(package) if not found[name].docstring]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built as `make docs` does: what it warns of is an error."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def anchors(site: Path) -> set[str]:
    """The names that the reference explains, from the inventory it writes for other sites."""
    _, _, _, _, packed = (site / "objects.inv").read_bytes().split(b"\n", 4)
    return {line.split(" ")[0] for line in zlib.decompress(packed).decode().splitlines()}


@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_have_docstrings(package: str) -> None:
    assert without_docstring(package) == []


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_public_names_are_in_the_reference(package: str, anchors: set[str]) -> None:
    names = {f"{package}.{name}" for name in public_names(package)} - HIDDEN_BY_MODULES
    assert names - anchors == set()


@pytest.mark.slow
def test_the_reference_knows_what_it_does_not_hold(anchors: set[str]) -> None:
    assert "commkit.Kit" in anchors
    assert "commkit.posts.NoSuchThing" not in anchors


@pytest.mark.slow
def test_every_message_is_in_the_permission_tables(site: Path) -> None:
    page = (site / "reference" / "messages.html").read_text()
    shown = set(re.findall(r"<code>([a-z_]+\.[a-z_]+)</code>", page))
    kit = kit_of_all()
    assert {message.permission for message in kit.registry.messages.values()} <= shown
    names = {message.__name__ for message in kit.registry.messages.values()}
    assert names <= set(re.findall(r"<code>(\w+)</code>", page))


@pytest.mark.slow
def test_every_error_code_is_in_the_list(site: Path) -> None:
    page = (site / "reference" / "errors.html").read_text()
    codes = set(re.findall(r"<code>([a-z_]+\.[a-z_{}]+)</code>", page))
    # Whatever looks like a code in the sources and is nothing else that has such a name.
    kit = kit_of_all()
    features = kit.registry.features
    others = {
        *kit.registry.messages,
        *kit.registry.facts,
        *features,
        "posts.read_removed",
        "importers.import",
        "posts.threads",
    }
    others |= {"matching.spread"}  # the preference that the engine adds
    others |= {"runtime.plugin_removed"}  # why what waited for a plugin was given up
    others |= {"notifications.invitation"}  # as what mails to invite are counted
    others |= {message.permission for message in kit.registry.messages.values()}
    others |= {kind.name for feature in features.values() for kind in feature.notification_kinds}
    others |= {kept.name for feature in features.values() for kept in feature.retention}
    declaring = (*features.values(), *kit.registry.types.values())
    others |= {each.name for source in declaring for each in source.declares}
    grants = [grant for feature in features.values() for given in feature.grants.values() for grant in given]
    others |= {grant.removesuffix(":own") for grant in grants}
    sources = [*(ROOT / "src/commkit").rglob("*.py"), *ROOT.glob("plugins/*/src/**/*.py")]
    sources = [file for file in sources if "testing" not in file.parts]  # counters have such names, too
    plugins = "|".join({name.partition(".")[0] for name in features})
    quoted = re.compile(rf'[(=]\s*"((?:{plugins})\.[a-z_]+)"')
    others |= {
        code for file in sources for code in re.findall(r'\bof="([a-z_.]+)"', file.read_text())
    }  # of lists
    searched = {code for file in sources for code in quoted.findall(file.read_text())}
    assert len(searched - others) > 60
    assert searched - others - codes == set()


@pytest.mark.slow
def test_every_page_is_there_as_markdown_too(site: Path) -> None:
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    written = {str(page.relative_to(site)): page.read_text() for page in site.rglob("*.md")}
    assert written.keys() == pages
    listed = {
        urlsplit(found).path[1:] for found in re.findall(r"\]\((\S+)\)", (site / "llms.txt").read_text())
    }
    assert listed == pages
    messages = written["reference/messages.md"]
    assert "\n| `CreateThread` | command | `Post` | `posts.create_thread` |" in messages
    left = [name for name, text in written.items() if re.search(r"\]\((?!\w+:)[^)#]+\.html|<!-- table", text)]
    assert left == []
    lost = [
        (name, link)
        for name, text in written.items()
        for link in re.findall(r"\]\((?!\w+:)([^)#\s]+\.md)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        if not (site / name).parent.joinpath(link).resolve().is_file()
    ]
    assert lost == []
