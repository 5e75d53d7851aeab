"""What Slack trusts us with is in no row, no job and no answer, whatever was done in Slack."""

import json

import psycopg

from tests.conftest import Cluster
from tests.integrations.dumps import dump_of
from tests.integrations.slack.office import Office, chosen, on, text
from tests.integrations.slack.test_asking import MONDAY
from tests.integrations.slack_stand_in import TOKEN


def test_nothing_that_slack_trusts_us_with_is_kept_or_said(
    office: Office, cluster: Cluster
) -> None:
    office.ask()
    answers = [
        office.command("kim"),
        office.command("kim", "balance"),
        office.press("kim", "Approve", office.asked("mo")[0]),
        office.press("mo", "Reject", office.asked("mo")[0]),
        office.submit("mo", office.slack.opened[-1], {"reason": text(None)}),
        office.submit(
            "kim",
            office.slack.opened[0],
            {"type": chosen(office.cast.leave_types["AL"]), "first": on(MONDAY)},
        ),
        office.send("events", office.event("app_uninstalled")),
        office.command("mo", "balance"),
    ]
    office.work()

    said = "".join(each.text + json.dumps(dict(each.headers)) for each in answers)
    kept = dump_of(cluster, office.cast.company_id)
    for canary in (TOKEN, office.secret, "/hooks/"):
        assert canary not in said
        assert canary not in kept
        assert canary not in json.dumps(office.slack.messages)


def test_jobs_carry_ids_only(office: Office, cluster: Cluster) -> None:
    office.ask()

    with psycopg.connect(cluster.admin_url) as admin:
        jobs = admin.execute(
            "SELECT args FROM queue.procrastinate_jobs WHERE (args ->> 'company_id')::bigint = %s",
            (office.cast.company_id,),
        ).fetchall()

    names = {name for (args,) in jobs for name in args}
    assert names <= {"company_id", "event", "request_id", "provider"}
