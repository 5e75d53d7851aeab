"""Every endpoint that a published document names is served, under the method it names."""

from importlib import import_module

import pytest

DOCUMENTED = {
    "leaveinfo": """
        GET    /ux/common/leaves/leaveinfo/
        POST   /ux/common/leaves/leaveinfo/
        GET    /ux/common/leaves/leaveinfo/{}/
        PUT    /ux/common/leaves/leaveinfo/{}/
        DELETE /ux/common/leaves/leaveinfo/{}/
        PATCH  /ux/common/leaves/leaveinfo/{}/
        GET    /ux/common/leaves/leaveinfo/get_config/
        GET    /ux/common/leaves/leaveinfo/get_options/
        GET    /ux/common/leaves/leaveinfo/my_leaves/
        POST   /ux/common/leaves/leaveinfo/save_config/
    """,
    "geniushr": """
        GET    /api/v1/leave/types
        GET    /api/v1/leave/requests
        POST   /api/v1/leave/requests
        GET    /api/v1/leave/requests/{}
        PUT    /api/v1/leave/requests/{}
        DELETE /api/v1/leave/requests/{}
        PATCH  /api/v1/leave/requests/{}/approve
        PATCH  /api/v1/leave/requests/{}/reject
        GET    /api/v1/leave/balances/{}
    """,
    "nucleus": """
        GET    /api/leave/types
        GET    /api/leave/balances
        POST   /api/leave/balances/refresh
        GET    /api/leave/requests
        GET    /api/leave/requests/{}
        POST   /api/leave/requests
        POST   /api/leave/requests/{}/approve
        POST   /api/leave/requests/{}/reject
        POST   /api/leave/requests/{}/cancel
        POST   /api/leave/requests/{}/retry-integrations
        GET    /api/leave/pending-count
    """,
    "workforceos": """
        POST   /v1/leaverequests
        PATCH  /v1/leaverequests/{}
        DELETE /v1/leaverequests/{}
        GET    /v1/leaverequests/{}
        GET    /v1/leaverequests
        GET    /v1/myleaverequests
        GET    /v1/myleaverequest/{}
    """,
    "leaveflow": """
        GET    /api/v1/employees
        GET    /api/v1/employees/{}
        POST   /api/v1/employees
        PATCH  /api/v1/employees/{}
        DELETE /api/v1/employees/{}
    """,
}
"""As the documents have them; the name of what stands in a path is nobody's business."""


@pytest.mark.parametrize("dialect", DOCUMENTED)
def test_every_documented_endpoint_is_served(dialect: str) -> None:
    door = import_module(f"leavebook.dialects.{dialect}.routes").DOOR
    served = {(route.method, _without_names(route.path)) for route in door.routes}

    documented = {tuple(line.split()) for line in DOCUMENTED[dialect].strip().splitlines()}

    assert documented <= served


def _without_names(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
