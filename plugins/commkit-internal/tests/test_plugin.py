"""The plugin as a whole: it is found, its settings are the host's, its README runs."""

import sys
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from subprocess import run

import pytest

from commkit import Kit, PluginError
from commkit_internal import DirectoryUnitSettings, Internal, KudosSettings
from tests.plugin_checks import output_of_readme

README = Path(__file__).parent.parent / "README.md"


def test_it_is_discovered_when_installed_and_brings_its_type() -> None:
    (entry,) = (entry for entry in entry_points(group="commkit.plugins") if entry.name == "internal")
    assert entry.load() is Internal
    with closing(Kit("sqlite://", plugins=[Internal])) as kit:
        assert [type.name for type in kit.types] == ["internal"]
        assert kit.plugins.requires["internal"] == ("absences", "articles")


def test_the_host_sets_the_settings() -> None:
    with closing(Kit("sqlite://", plugins=[Internal(kudos=KudosSettings(per_day=3))])) as kit:
        assert kit.registry.features["internal.kudos"].settings.per_day == 3


def test_a_directory_needs_scim(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "commkit_scim"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "commkit_scim", None)
    Internal()
    with pytest.raises(PluginError) as caught:
        Internal(directory=DirectoryUnitSettings())
    assert caught.value.code == "internal.scim_missing"
    assert "commkit-internal[scim]" in caught.value.message


def test_internal_is_imported_without_scim() -> None:
    """In a process of its own, where nobody has imported it."""
    code = (
        "import sys; sys.modules['commkit_scim'] = None; from commkit import Kit; "
        "from commkit_internal import Internal; "
        "print([type.name for type in Kit('sqlite://', plugins=[Internal()]).types])"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "['internal']\n", done.stderr


def test_a_directory_adds_scim_to_the_type() -> None:
    with closing(Kit("sqlite://", plugins=[Internal(directory=DirectoryUnitSettings())])) as kit:
        assert kit.plugins.requires["internal"] == ("absences", "articles", "scim")
        assert {"scim.directory", "internal.directory_units"} <= set(kit.types[0].features)


def test_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert output_of_readme(README, capsys) == (
        "Sales: Accounts\ncourage 1\n['Bakery', 'Night']\n1 of 1\n['Ask for prices']\nD-17 The mill won\n1\n()\n"
    )
