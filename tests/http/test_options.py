import httpx2
import pytest


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/employees", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("/api/v1/employees/7", {"GET", "HEAD", "PATCH", "DELETE", "OPTIONS"}),
        ("/api/v1/leave/requests/7", {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}),
    ],
)
def test_options_tells_every_method_of_a_path(
    api: httpx2.Client, path: str, methods: set[str]
) -> None:
    answer = api.options(path)

    assert answer.status_code == 204
    assert set(answer.headers["Allow"].split(", ")) == methods
