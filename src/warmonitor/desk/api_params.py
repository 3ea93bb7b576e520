"""What programs may ask: as for pages, but a parameter that is none is refused, not passed over."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.functional_validators import AfterValidator

from warmonitor.desk.params import (
    AsKnown,
    ClaimList,
    IncidentList,
    Listed,
    Name,
    ReportList,
    SequencePage,
    checked,
)
from warmonitor.store.reading_changes import ChangeFilter
from warmonitor.store.written import read_change_filter

Step = Annotated[
    str,
    Field(
        max_length=40,
        pattern=r"^(\d{1,18}|\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z?)?)$",
        description="the number of the last step that is known, or a day or instant (UTC) of recording",
    ),
    AfterValidator(checked(lambda since: read_change_filter(since, None, None))),
]


class StrictIncidentList(IncidentList, AsKnown, extra="forbid"):
    """A page of incidents, as they were known at some time where one is given."""


class StrictAsKnown(AsKnown, extra="forbid"):
    """As of when one incident is asked for."""


class StrictChangeList(Listed, extra="forbid"):
    """Which steps of history: recorded after a step's number or from an instant on, of kinds, of an incident."""

    since: Step | None = None
    kind: Annotated[
        str | None,
        Field(
            max_length=80,
            pattern=r"^(made|changed|merged|split|retracted|restored)(,(made|changed|merged|split|retracted|restored))*$",
            description="made, changed, merged, split, retracted, restored; several by commas",
        ),
    ] = None
    incident: Name | None = None

    def filter(self) -> ChangeFilter:
        """The store's form of it."""
        return read_change_filter(self.since, self.kind, self.incident)


class StrictPage(Listed, extra="forbid"):
    """A page of a list that has no filters."""


class StrictSequenceList(SequencePage, extra="forbid"):
    """For programs; `incident` asks for those that an incident is part of."""

    incident: Annotated[Name | None, Field(description="that this incident is part of")] = None


class StrictClaimList(ClaimList, extra="forbid"):
    """A page of claims."""


class StrictReportList(ReportList, extra="forbid"):
    """A page of reports."""


class StrictReviewList(Listed, extra="forbid"):
    """Which decisions; `orphaned` are those whose words are coded no more."""

    state: Annotated[str | None, Field(pattern="^(standing|waiting|revoked|orphaned)$")] = None
    reviewer: Name | None = None
