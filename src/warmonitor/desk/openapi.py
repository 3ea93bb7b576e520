"""The API's description: OpenAPI 3.1 from the records and the parameter models, so that it can't say anything else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from pydantic import BaseModel

from warmonitor.desk.api_params import (
    StrictAsKnown,
    StrictChangeList,
    StrictClaimList,
    StrictIncidentList,
    StrictPage,
    StrictReportList,
    StrictReviewList,
    StrictSequenceList,
)
from warmonitor.desk.copies import ReadReport
from warmonitor.desk.listed import Health, ListedBulletin, ListedClaim, ListedReport, ListedSearch, Refusal
from warmonitor.desk.service import VERSION
from warmonitor.publishing.bulletin import Bulletin
from warmonitor.records import Aggregate, Campaign, Incident, Review
from warmonitor.store import ChangeRow, SourceRow
from warmonitor.workflow.explain_links import PairExplanation

RECORDS = (
    Incident,
    ChangeRow,
    Campaign,
    Aggregate,
    ListedClaim,
    PairExplanation,
    ListedReport,
    ReadReport,
    SourceRow,
    Review,
    ListedSearch,
    ListedBulletin,
    Bulletin,
    Health,
    Refusal,
)
REFERENCE = "#/components/schemas/{name}"


@dataclass(frozen=True)
class Operation:
    """One call: `record` is what it answers with, a page of it where `params` is a model; `key` names the part of the path, or parts.

    `query` are parameters of a call that answers with one record; `can_move` of one whose record may be found elsewhere.
    """

    path: str
    name: str
    summary: str
    record: type[Any]
    params: type[BaseModel] | None = None
    key: str | None = None
    query: type[BaseModel] | None = None
    can_move: bool = False


OPERATIONS = (
    Operation("/api/incidents", "listIncidents", "Incidents, filtered and in pages", Incident, StrictIncidentList),
    Operation(
        "/api/incidents/{id}",
        "readIncident",
        "One incident; a merged one leads to the one that replaced it",
        Incident,
        key="id",
        query=StrictAsKnown,
        can_move=True,
    ),
    Operation(
        "/api/changes",
        "listChanges",
        "Steps of history in the order of recording: made, changed, merged, split, retracted, restored",
        ChangeRow,
        StrictChangeList,
    ),
    Operation(
        "/api/sequences",
        "listSequences",
        "Sequences of incidents, the one that went on last first",
        Campaign,
        StrictSequenceList,
    ),
    Operation(
        "/api/sequences/{id}",
        "readSequence",
        "One sequence with its turns and aggregates; one that grew into another leads there",
        Campaign,
        key="id",
        can_move=True,
    ),
    Operation(
        "/api/aggregates",
        "listAggregates",
        "What reports sum up: claims of several happenings, the last stored first",
        Aggregate,
        StrictPage,
    ),
    Operation(
        "/api/claims", "listClaims", "Claims, each with its report, source and incident", ListedClaim, StrictClaimList
    ),
    Operation(
        "/api/claims/{left}/links/{right}",
        "explainLink",
        "Why two claims are in one incident, or aren't",
        PairExplanation,
        key="left right",
    ),
    Operation(
        "/api/reports",
        "listReports",
        "Reports with their texts, the last published first",
        ListedReport,
        StrictReportList,
    ),
    Operation(
        "/api/reports/{id}", "readReport", "One report as it was coded, its versions and copies", ReadReport, key="id"
    ),
    Operation("/api/sources", "listSources", "Sources, and what the store holds of each", SourceRow, StrictPage),
    Operation("/api/reviews", "listReviews", "Decisions, the last first; undone ones too", Review, StrictReviewList),
    Operation("/api/bulletins", "listBulletins", "Bulletins, the last made first", ListedBulletin, StrictPage),
    Operation(
        "/api/bulletins/{id}", "readBulletin", "The last version of a bulletin with its notes", Bulletin, key="id"
    ),
    Operation(
        "/api/searches", "listSearches", "One's saved searches, and what is new in each", ListedSearch, StrictPage
    ),
    Operation("/healthz", "readHealth", "Whether the desk and its store answer", Health),
)


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    _, schemas = msgspec.json.schema_components(RECORDS, ref_template=REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "warmonitor", "version": VERSION, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "The incident record. Lists come in pages: `next` is the address of the following page, null at the end. "
            "Offsets are half-open and count Unicode code points of the report's text.",
        },
        "servers": [{"url": "/"}],
        "paths": {operation.path: {"get": _described(operation)} for operation in OPERATIONS},
        "components": {"schemas": schemas},
    }  # fmt: skip


def _described(operation: Operation) -> dict[str, Any]:
    record = {"$ref": REFERENCE.format(name=operation.record.__name__)}
    answer = _page_of(record) if operation.params else record
    refusals = {"503": "the store can't be read"}
    if operation.params:
        refusals |= {"400": "a place in a list that is none", "422": "a parameter out of its bounds"}
    if operation.query:
        refusals |= {"422": "a parameter out of its bounds"}
    if operation.key:
        refusals |= {"404": "no such record"}
    moved = {"307": {"description": "it is found at Location now", "content": {"application/json": {"schema": record}}}}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [dict(one) for one in parameters(operation)],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": answer}}},
            **(moved if operation.can_move else {}),
            **{status: _refused(why) for status, why in sorted(refusals.items())},
        },
    }


def _page_of(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {"items": {"type": "array", "items": record}, "next": {"type": ["string", "null"]}},
    }


def _refused(why: str) -> dict[str, Any]:
    return {"description": why, "content": {"application/json": {"schema": {"$ref": REFERENCE.format(name="Refusal")}}}}


def parameters(operation: Operation) -> list[dict[str, Any]]:
    """The parameters of an operation in OpenAPI's form."""
    if operation.key:
        text = {"type": "string", "minLength": 1}
        own = [{"name": name, "in": "path", "required": True, "schema": text} for name in operation.key.split()]
        return own + _query(operation.query)
    return _query(operation.params)


def _query(params: type[BaseModel] | None) -> list[dict[str, Any]]:
    if params is None:
        return []
    return [_parameter(name, schema) for name, schema in params.model_json_schema()["properties"].items()]


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter from pydantic's schema of it: absent rather than null, so null goes."""
    inner = next(one for one in schema.get("anyOf", [schema]) if one.get("type") != "null")
    kept = {key: value for key, value in inner.items() if key not in ("title", "description")}
    if schema.get("default") is not None:
        kept["default"] = schema["default"]
    description = schema.get("description") or inner.get("description")
    return {
        "name": name,
        "in": "query",
        "required": False,
        **({"description": description} if description else {}),
        "schema": kept,
    }


def operations() -> list[tuple[Operation, list[dict[str, Any]]]]:
    """Operations with their parameters, for the page."""
    return [(operation, parameters(operation)) for operation in OPERATIONS]
