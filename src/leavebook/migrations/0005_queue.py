"""The tables of the job queue, in a schema of their own, as the queue's library defines them."""

from procrastinate.schema import SchemaManager
from yoyo import step


def _create(connection: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # yoyo hands over an untyped connection
    cursor.execute("SET lock_timeout = '2s'")
    cursor.execute("CREATE SCHEMA queue")
    cursor.execute("SET search_path = queue")
    cursor.execute(SchemaManager.get_schema())
    cursor.execute("RESET search_path")
    cursor.execute("GRANT USAGE ON SCHEMA queue TO leavebook_app")
    cursor.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA queue TO leavebook_app"
    )
    cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA queue TO leavebook_app")


steps = [step(_create)]
