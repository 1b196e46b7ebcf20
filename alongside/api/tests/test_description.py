"""What the description of the API promises is so, whatever it allows to be sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings

from alongside.api.openapi import described
from alongside.api.tests.systems import WEI, system_of
from tests.cast import Cast

OPERATIONS = [
    (path, method) for path, methods in described()["paths"].items() for method in methods
]


@pytest.mark.django_db(transaction=True)  # requests come as from a server
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[" ".join(one) for one in OPERATIONS])
def test_every_answer_is_one_that_the_description_names(cast: Cast, path: str, method: str) -> None:
    import schemathesis  # a second of imports, for this test alone
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    promised = [
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    system = system_of(cast)
    system.post(WEI)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())

    @given(case=schema[path][method].as_strategy())
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        if case.path_parameters:
            case.path_parameters["id"] = WEI["id"]
        answer = case.call(headers={"Authorization": f"Bearer {system.secret}"})
        case.validate_response(answer, checks=promised)

    holds()
