"""Every endpoint of the leaveinfo API, and the door they hang in."""

from typing import Final

from leavebook.dialects.leaveinfo import auth, endpoints
from leavebook.dialects.leaveinfo.endpoints import LEAVES
from leavebook.dialects.leaveinfo.refusals import LeaveinfoError, LeaveinfoWords
from leavebook.dialects.leaveinfo.wire import answers, bodies
from leavebook.http.door import Door, Field, Route

_ONE: Final = f"{LEAVES}{{id}}/"
_ID: Final = Field(name="id", schema={"type": "string"}, says="leave_id, or its uuid or number")

_EXAMPLE: Final = {
    "start_date": "2025-07-06T05:38:21.454Z",
    "end_date": "2025-07-06T05:38:21.454Z",
    "reason": "text",
    "days": 1,
    "leave_id": "text",
    "leave_type": "text",
    "user": "text",
}

ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path=LEAVES,
        name="list_leaves",
        says="Gets a list of leaves.",
        endpoint=endpoints.list_leaves,
        query=(
            Field(
                name="items_per_page",
                schema={"type": "integer"},
                says="Number of results to return per page: 100 unless told, at most 1000.",
            ),
            Field(
                name="offset",
                schema={"type": "integer"},
                says="The initial index from which to return the results.",
            ),
        ),
        gives=answers.LeaveList,
    ),
    Route(
        method="POST",
        path=LEAVES,
        name="create_leave",
        says="Creates a leave for user; the answer's Location says where it is.",
        endpoint=endpoints.create_leave,
        takes=bodies.LeaveBody,
        success=201,
        example=_EXAMPLE,
    ),
    Route(
        method="GET",
        path=f"{LEAVES}get_config/",
        name="get_config",
        says="Shows how many days every leave type has in a year.",
        endpoint=endpoints.get_config,
        gives=answers.ConfigResource,
    ),
    Route(
        method="GET",
        path=f"{LEAVES}get_options/",
        name="get_options",
        says="Shows the leave types and users that forms and filters offer.",
        endpoint=endpoints.get_options,
        gives=answers.OptionsResource,
    ),
    Route(
        method="GET",
        path=f"{LEAVES}my_leaves/",
        name="my_leaves",
        says="Shows the caller's own leave, and what is left of every leave type.",
        endpoint=endpoints.my_leaves,
        gives=answers.MyLeavesResource,
    ),
    Route(
        method="POST",
        path=f"{LEAVES}save_config/",
        name="save_config",
        says="Sets how many days leave types have in a year, for everybody or for one user.",
        endpoint=endpoints.save_config,
        takes=bodies.ConfigBody,
        gives=answers.ConfigResource,
        example=_EXAMPLE,
    ),
    Route(
        method="GET",
        path=_ONE,
        name="get_leave",
        says="Gets a leave with the given id.",
        endpoint=endpoints.get_leave,
        parts=(_ID,),
        gives=answers.LeaveResource,
        refuses=(404,),
    ),
    Route(
        method="PUT",
        path=_ONE,
        name="replace_leave",
        says="Edits the leave with given id; keys that are absent stay as they are.",
        endpoint=endpoints.edit_leave,
        parts=(_ID,),
        takes=bodies.LeaveBody,
        gives=answers.LeaveResource,
        refuses=(404, 409),
        example=_EXAMPLE,
    ),
    Route(
        method="PATCH",
        path=_ONE,
        name="change_leave",
        says="Edits the leave with given id; keys that are absent stay as they are.",
        endpoint=endpoints.edit_leave,
        parts=(_ID,),
        takes=bodies.LeaveBody,
        gives=answers.LeaveResource,
        refuses=(404, 409),
        example=_EXAMPLE,
    ),
    Route(
        method="DELETE",
        path=_ONE,
        name="delete_leave",
        says="Deletes the leave with given id.",
        endpoint=endpoints.delete_leave,
        parts=(_ID,),
        success=204,
        refuses=(404,),
    ),
)

DOOR: Final = Door(
    name="leaveinfo",
    title="Leaveinfo API: the leave of an organisation, for keys",
    prefixes=("/ux/common/leaves",),
    routes=ROUTES,
    words=LeaveinfoWords(),
    secret_in=auth.secret_in,
    security=auth.SECURITY,
    error_body=LeaveinfoError,
)
