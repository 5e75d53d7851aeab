"""The companies that `serve --demo` shows, and many more people for pages and load."""

from leavebook.demo.crowd import add_people
from leavebook.demo.description import describe
from leavebook.demo.keys import secret_in
from leavebook.demo.loading import NotADemo, load
from leavebook.demo.showing import show
from leavebook.storage.demo_installation import mark_as_demo

__all__ = [
    "NotADemo",
    "add_people",
    "describe",
    "load",
    "mark_as_demo",
    "secret_in",
    "show",
]
