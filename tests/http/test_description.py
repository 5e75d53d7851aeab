"""The description says what every POST of every door does with an Idempotency-Key."""

from leavebook.app import APIS
from leavebook.http.description import describe


def test_every_post_with_a_credential_takes_an_idempotency_key_and_no_other_call_does() -> None:
    paths = describe(APIS)["paths"]
    keyed = {
        (method, path)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if any(each["name"] == "Idempotency-Key" for each in operation["parameters"])
    }
    posts = {
        ("post", route.path)
        for door in APIS
        for route in door.routes
        if route.method == "POST" and route.endpoint is not None
    }

    assert keyed == posts
    assert len(posts) > 5


def test_what_becomes_of_a_used_key_is_described() -> None:
    operation = describe(APIS)["paths"]["/ux/common/leaves/leaveinfo/"]["post"]

    assert {"409", "422", "429"} <= set(operation["responses"])
