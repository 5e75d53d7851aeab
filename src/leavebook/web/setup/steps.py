"""The steps of the setup: where each is, and what comes after it."""

from typing import Any, Final

from leavebook.http.call import Answer, Call
from leavebook.http.door import Transaction
from leavebook.queries.company.setup_progress import SetupProgress, StageShown, setup_progress
from leavebook.services.company.setting_up import Stage, assert_may_set_up
from leavebook.web.page import go_to, show

PATHS: Final = {each: "/ask" if each is Stage.REQUEST else f"/setup/{each}" for each in Stage}


def show_step(
    call: Call,
    tx: Transaction,
    stage: Stage | None,
    template: str,
    **shown: Any,  # noqa: ANN401  a template is handed anything
) -> Answer:
    """Return the page of a step, beside the list of all of them."""
    assert_may_set_up(tx)
    return show(call, tx, template, setup=_progress(tx), stage=stage, paths=PATHS, **shown)


def go_on(tx: Transaction) -> Answer:
    """Lead an administrator to the next thing to do; to the whole list when nothing is left."""
    assert_may_set_up(tx)
    following = _progress(tx).next_stage
    return go_to(f"{PATHS[following]}?done=saved" if following else "/setup?done=saved")


def _progress(tx: Transaction) -> SetupProgress:
    """Return how far it is; a company that never was to be set up sees every step undone."""
    undone = tuple(StageShown(each, is_done=False, is_skipped=False) for each in Stage)
    return setup_progress(tx) or SetupProgress(stages=undone, is_dismissed=True)
