"""Everything that the database holds of one company, as text, as a backup has it."""

import json

import psycopg

from tests.conftest import Cluster

_TABLES = """
SELECT format('%I.%I', t.schemaname, t.tablename), c.column_name IS NOT NULL
  FROM pg_tables AS t
  LEFT JOIN information_schema.columns AS c
         ON c.table_schema = t.schemaname AND c.table_name = t.tablename
        AND c.column_name = 'company_id'
 WHERE t.schemaname IN ('leavebook', 'public')
"""
_JOBS = """
SELECT to_jsonb(j) FROM queue.procrastinate_jobs AS j WHERE (j.args ->> 'company_id')::bigint = %s
"""


def dump_of(cluster: Cluster, company_id: int) -> str:
    """Return every row of the company in every table, its jobs, and what no company has."""
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        rows = admin.execute(_JOBS, (company_id,)).fetchall()
        for table, is_walled in admin.execute(_TABLES).fetchall():
            whose = f"WHERE t.company_id = {company_id}" if is_walled else ""
            rows += admin.execute(f"SELECT to_jsonb(t) FROM {table} AS t {whose}").fetchall()
    return json.dumps(rows)
