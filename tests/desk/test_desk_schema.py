"""Schemathesis over the API: whatever is asked, no 5xx, and answers as the description says."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from warmonitor.desk.app import create_app
from warmonitor.desk.openapi import OPERATIONS, document

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(store_url: str) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", create_app(store_url))


def test_records_have_short_names_of_their_own() -> None:
    """Two records of one name would be told apart by where they lie in the program, which is nobody's concern."""
    assert [name for name in document()["components"]["schemas"] if "." in name] == []


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right calls", "wrong calls"])
@pytest.mark.parametrize("path", [operation.path for operation in OPERATIONS])
def test_the_api_keeps_its_description(described: schemathesis.BaseSchema, path: str, mode: GenerationMode) -> None:
    operation = described[path]["GET"]
    if mode is GenerationMode.NEGATIVE and not operation.query:
        return  # nothing that could be wrong

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    check()
