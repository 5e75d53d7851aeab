"""The checks of sizes and cleanliness find what they are for."""

from tools.hygiene import lock_problems, problems
from tools.largest import LONGEST_FILE, LONGEST_FUNCTION, file_of, functions_of, over

LONG_FUNCTION = "def count() -> None:\n" + "    pass\n" * LONGEST_FUNCTION
REASONED_FUNCTION = (
    "def count() -> None:\n    # long: one table\n" + "    pass\n" * LONGEST_FUNCTION
)
HASH = "    --hash=sha256:" + "0" * 64


def test_a_file_of_more_than_three_hundred_lines_needs_a_reason() -> None:
    text = "x = 1\n" * (LONGEST_FILE + 1)

    assert over(LONGEST_FILE, [file_of("a.py", text)])
    assert not over(LONGEST_FILE, [file_of("a.py", "# long: one table\n" + text)])
    assert not over(LONGEST_FILE, [file_of("a.sql", "-- long: one table\n" + text)])
    assert not over(LONGEST_FILE, [file_of("a.py", "x = 1\n" * LONGEST_FILE)])


def test_a_function_of_more_than_forty_lines_needs_a_reason() -> None:
    assert over(LONGEST_FUNCTION, list(functions_of("a.py", LONG_FUNCTION)))
    assert not over(LONGEST_FUNCTION, list(functions_of("a.py", REASONED_FUNCTION)))


def test_paths_of_one_machine_and_registries_are_found() -> None:
    machine = "/" + "wo" + "rk/main/README.md"
    registry = "https://" + "py" + "pi.org/simple"

    assert [what for _, what in problems(f"see {machine}\nor {registry}\n")]
    assert len(list(problems(f"{machine}\n{registry}\n"))) == 2


def test_addresses_of_the_product_are_no_machine_paths() -> None:
    work = "wo" + "rk"

    assert not list(problems(f"GET /users/me/{work}\nsrc/{work}/day.py\n/{work}ers\n~/{work}/x"))


def test_a_lock_without_a_hash_or_with_an_address_is_found() -> None:
    assert not list(lock_problems(f"click==8.5.1 \\\n{HASH}\n    # via -r requirements/run.in\n"))
    assert list(lock_problems("click==8.5.1\nrich==1.0 \\\n" + HASH))
    assert list(lock_problems("--index-url https://packages.example/simple\n"))
    assert list(lock_problems(f"click @ https://files.example/click.whl \\\n{HASH}\n"))
