"""The locks pin what pyproject.toml asks for, with digests, and name no place to fetch it from."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """{package: version} of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9-]*)==(\S+)", text, re.MULTILINE))


def named(requirements: list[str]) -> set[str]:
    """The packages that requirements name, spelled as a lock spells them."""
    return {re.split(r"[^A-Za-z0-9._-]", one)[0].lower().replace("_", "-").replace(".", "-") for one in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_index_and_no_host_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"://|--index-url|--extra-index-url|--find-links|--trusted-host|^/| @ ", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_digests(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_everything_asked_for_is_pinned() -> None:
    groups = PROJECT["dependency-groups"]
    to_run = named(PROJECT["project"]["dependencies"] + groups["build"])
    assert to_run <= set(pins("requirements.lock"))
    assert to_run | named(groups["dev"]) <= set(pins("requirements-dev.lock"))


def imported(folder: Path) -> set[str]:
    """The top-level names that a folder's modules import."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"warmonitor"}


def test_what_is_imported_is_asked_for() -> None:
    asked = named(PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"])
    packages = packages_distributions()
    missing = [name for name in imported(ROOT / "src") if not named(packages.get(name, [name])) & asked]
    assert missing == []


def test_both_locks_agree() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_a_build_of_its_own_uses_the_same_packages() -> None:
    isolated = set(PROJECT["build-system"]["requires"])
    assert {one for one in isolated if "==" in one} <= set(PROJECT["dependency-groups"]["build"])


def test_torch_does_not_come_in() -> None:
    assert not {"torch", "tensorflow", "jax"} & set(pins("requirements-dev.lock"))
