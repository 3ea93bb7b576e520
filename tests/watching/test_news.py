"""What became of incidents over several steps of their history."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest

from warmonitor.watching import gather_news


class Step(NamedTuple):
    """A step as a store gives it."""

    incident_id: str
    kind: str
    changed: Mapping[str, list[str | None]] = MappingProxyType({})
    at: str = "2024-03-15T09:00:00Z"
    cause: str = "report r"
    title: str = "Shelling in Hama"
    replaced_by: str | None = None


KINDS = [
    ([Step("i", "made")], ("made",), "it came"),
    ([Step("i", "split", {"split_from": [None, "j"]})], ("made",), "it was split from another"),
    ([Step("i", "made"), Step("i", "changed", {"grade": ["Weak", "Fair"]})], ("made",), "it came and changed: it is new"),
    ([Step("i", "changed", {"grade": ["Weak", "Fair"]})], ("grade",), "another grade"),
    ([Step("i", "changed", {"killed (civilians)": ["5–8", "5–12"], "reports": ["2", "3"]})], ("toll", "told by more"), "a report with another figure"),
    ([Step("i", "changed", {"rivals": [None, "who"]})], ("dispute",), "voices differ on who did it"),
    ([Step("i", "changed", {"when": ["2018-09-04", "2018-09-05"]})], ("other",), "another day"),
    ([Step("i", "changed", {"status": ["provisional", "corroborated"]})], ("status",), "another status"),
    ([Step("i", "merged", {"replaced_by": [None, "j"]})], ("merged",), "it went into another"),
    ([Step("i", "retracted")], ("retracted",), "nobody tells it any more"),
    ([Step("i", "restored")], ("restored",), "it is told again"),
    ([Step("i", "retracted"), Step("i", "restored")], (), "it ended and came back between two looks"),
    ([Step("i", "made"), Step("i", "merged")], (), "it came and went between two looks"),
    ([Step("i", "changed", {"grade": ["Weak", "Fair"]}), Step("i", "changed", {"grade": ["Fair", "Weak"]})], (), "it changed and changed back"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "kinds", "why"), KINDS, ids=[row[2] for row in KINDS])
def test_what_became_of_it(steps: list[Step], kinds: tuple[str, ...], why: str) -> None:
    assert tuple(kind for news in gather_news(steps) for kind in news.kinds) == kinds, why


def test_turns_go_from_the_first_value_to_the_last() -> None:
    (news,) = gather_news(
        [
            Step("i", "changed", {"grade": ["Weak", "Fair"], "killed": [None, "5–5"]}, cause="report a"),
            Step("i", "changed", {"grade": ["Fair", "Contested"]}, at="2024-03-15T10:00:00Z", cause="report b"),
        ]
    )
    assert {turn.field: (turn.before, turn.after) for turn in news.turns} == {
        "grade": ("Weak", "Contested"),
        "killed": (None, "5–5"),
    }
    assert (news.at, news.causes) == ("2024-03-15T10:00:00Z", ("report a", "report b"))


def test_the_last_changed_come_first() -> None:
    steps = [
        Step("i", "made"),
        Step("j", "made", at="2024-03-15T10:00:00Z"),
        Step("k", "made", at="2024-03-15T08:00:00Z"),
    ]
    assert [news.incident_id for news in gather_news(steps)] == ["j", "i", "k"]
