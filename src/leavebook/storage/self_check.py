"""What must be true of a database before the server trusts it."""

from leavebook.storage.database import Database

_OPEN_TABLES = """
SELECT c.relname
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = 'leavebook'
   AND c.relkind IN ('r', 'p')
   AND c.relname <> 'installation'
   AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
 ORDER BY c.relname
"""

_LOGIN = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"

_OWNED = """
SELECT count(*)
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE n.nspname = 'leavebook' AND pg_has_role(current_user, c.relowner, 'member')
"""


class UnsafeDatabase(Exception):  # noqa: N818  says what is so
    """The database would not keep companies apart or keep what was acknowledged."""


def assert_safe(database: Database) -> None:
    """Return only when the walls between companies stand and commits are durable.

    Raises UnsafeDatabase naming every fault at once.
    """
    with database.connection() as connection:
        ((name, is_superuser, bypasses),) = connection.execute(_LOGIN).fetchall()
        ((owned,),) = connection.execute(_OWNED).fetchall()
        open_tables = [row[0] for row in connection.execute(_OPEN_TABLES)]
        ((durable,),) = connection.execute("SHOW synchronous_commit").fetchall()

    faults = []
    if is_superuser:
        faults.append(f"the login {name} is a superuser, whom row-level security does not bind")
    if bypasses:
        faults.append(f"the login {name} has BYPASSRLS")
    if owned and not is_superuser:
        faults.append(f"the login {name} owns tables of the schema; use a separate owner")
    if open_tables:
        faults.append("row-level security is not forced on " + ", ".join(open_tables))
    if durable == "off":
        faults.append("synchronous_commit is off: acknowledged leave could be lost")
    if faults:
        raise UnsafeDatabase("; ".join(faults))
