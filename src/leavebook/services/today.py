"""Which day it is, for whom."""

from datetime import date
from zoneinfo import ZoneInfo

from leavebook.storage.people.people import Employee
from leavebook.storage.transaction import Transaction


def of_company(tx: Transaction) -> date:
    """Return today in the company's time zone: for deadlines and jobs."""
    return tx.now.astimezone(ZoneInfo(tx.company.timezone)).date()


def of_person(tx: Transaction, person: Employee) -> date:
    """Return today where the person works: for everything that is judged against them."""
    return tx.now.astimezone(ZoneInfo(person.timezone)).date()
