"""Print what pyproject.toml asks for, a requirement a line: the program's own, and those of the groups named.

python scripts/list_requirements.py [GROUP…]
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def list_requirements(groups: list[str]) -> list[str]:
    """The requirements, sorted; a KeyError names a group that pyproject.toml lacks."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for group in groups:
        wanted += project["dependency-groups"][group]
    return sorted(set(wanted), key=str.lower)


if __name__ == "__main__":
    print("\n".join(list_requirements(sys.argv[1:])))
