"""A proposal: words of a report that may name a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace
from warmonitor.knowledge.labels import labels
from warmonitor.records import PlaceKind

Use = Literal["name", "people", "facility", "label", "context"]
PLACE_LABELS = labels("PLACE")


@dataclass(slots=True)
class Proposal:
    """Tokens that may name a place, and the places they may mean.

    `use` is how it was proposed; `head` are the kinds that a word like "province" allows; `within` the codes of units the text
    says it lies in, `holds` its own as far as the text says that another name lies in it; `entity` the tokens of the pipeline's label that holds the first token, `label` that label (or "");
    `kind` of a facility: what its last word says it is;
    `setting` what of its surroundings makes an unknown name a place; `container` the name of what it is said to lie in; `inner` the name that a facility's opens with.
    """

    first: int
    last: int
    text: str
    candidates: tuple[GazetteerPlace, ...]
    use: Use = "name"
    label: str = ""
    entity: tuple[int, int] | None = None
    head: frozenset[str] = frozenset()
    within: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    kind: PlaceKind | None = None
    setting: str = ""
    container: Proposal | None = None
    inner: Proposal | None = None

    @property
    def is_demonym(self) -> bool:
        return self.use == "people"
