"""The built wheel, installed in a clean environment, is complete and finds its icons and its dragons."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from dragonviz import __version__

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
# Where the wheel has what these folders of the checkout have.
PACKAGES = {"dragonviz": "dragonviz", "data": "dragonviz/data", "resources": "dragonviz/resources"}
SUFFIXES = (".py", ".csv", ".svg")

# Run in the clean environment: what a start needs of the wheel.
PROBE = """
import json
from importlib.resources import files
import dragonviz
from dragonviz.app.startup import make_application
from dragonviz.dragons import bundled_columns
from dragonviz.views.style.icons import icon

app = make_application()
icons = [file.name for file in files("dragonviz.resources").joinpath("icons").iterdir()]
print(json.dumps({
    "package": dragonviz.__file__,
    "icons": sorted(icons),
    "undrawn": [name for name in icons if icon(name.removesuffix(".svg")).isNull()],
    "dragons": {name: len(column) for name, column in bundled_columns().items()},
}))
"""


def checked(*command, **options):
    """Run a command that must succeed; its standard output."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=100, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built by way of the source distribution, from a copy that has no leftovers of earlier builds."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for folder in PACKAGES:
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    checked(sys.executable, "-m", "build", "--no-isolation", source)
    (built,) = (source / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel, tmp_path_factory):
    """The folder of programs of an environment that has the wheel, and its dependencies lent by this environment."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(scheme="venv", vars={"base": str(home), "platbase": str(home)})
    # A path in a .pth file is searched, but the .pth files found there, such as that of this checkout, are not obeyed.
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(paths["purelib"], "lent.pth").write_text("\n".join(sorted(lent)))
    python = Path(paths["scripts"], "python")
    checked(sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--no-index", wheel)
    return Path(paths["scripts"])


def test_the_wheel_has_every_file_of_the_packages_and_nothing_else(wheel):
    expected = {
        f"{package}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, package in PACKAGES.items()
        for file in (ROOT / folder).rglob("*")
        if file.suffix in SUFFIXES
    }
    names = [name for name in ZipFile(wheel).namelist() if not name.startswith(f"dragonviz-{__version__}.dist-info/")]
    assert sorted(names) == sorted(expected)


def test_the_installed_program_finds_its_icons_and_dragons(scripts, tmp_path):
    found = json.loads(checked(scripts / "python", "-c", PROBE, cwd=tmp_path))
    assert scripts.parent in Path(found["package"]).parents
    assert found["icons"] == sorted(file.name for file in (ROOT / "resources" / "icons").glob("*.svg"))
    assert found["undrawn"] == []
    assert len(found["dragons"]) == 6
    assert set(found["dragons"].values()) == {480}


def test_the_installed_command_runs(scripts, tmp_path):
    assert checked(scripts / "dragonviz", "--version", cwd=tmp_path) == f"dragonviz {__version__}\n"
