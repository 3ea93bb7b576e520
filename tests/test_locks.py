"""The locks pin what pyproject.toml asks for, with digests, and name no place to fetch it from."""

from __future__ import annotations

import re
import tomllib
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
    assert (
        re.findall(r"://|--index-url|--extra-index-url|--find-links|--trusted-host|^/| @ ", text, re.MULTILINE)
        == []
    )


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


def test_both_locks_agree() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_a_build_of_its_own_uses_the_same_packages() -> None:
    isolated = set(PROJECT["build-system"]["requires"])
    assert {one for one in isolated if "==" in one} <= set(PROJECT["dependency-groups"]["build"])


def test_torch_does_not_come_in() -> None:
    assert not {"torch", "tensorflow", "jax"} & set(pins("requirements-dev.lock"))
