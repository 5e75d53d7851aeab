"""Who may do what for whom: one rule for every door."""

from leavebook.domain.people.actors import Actor, Relation, Subject, relations
from leavebook.domain.people.people import OFFICE, AccessLevel, Role

LINE = frozenset({Relation.LINE_MANAGER, Relation.DEPUTY, Relation.SECOND_APPROVER})
"""What makes somebody responsible for another person's leave."""


def may_see(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may learn that the person is away; why and how long is another matter."""
    return actor.company_id == subject.company_id


def may_see_everybody(actor: Actor) -> bool:
    """Whether the actor sees the details of the whole company's leave."""
    if actor.role in OFFICE or actor.level in {AccessLevel.EXECUTIVE, AccessLevel.HEAD}:
        return True
    return actor.role is Role.MANAGER and actor.sees_everybody


def may_see_details(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may see type, reason, state and history; a colleague may not."""
    return may_see(actor, subject) and (
        may_see_everybody(actor) or _is_self(actor, subject) or _answers_for(actor, subject)
    )


def may_see_balance(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may see what the person has left."""
    return may_see_details(actor, subject)


def may_file_for(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may ask for leave in the person's name: oneself, or one's people."""
    return _is_self(actor, subject) or _looks_after(actor, subject)


def may_file_for_everybody(actor: Actor) -> bool:
    """Whether the actor may enter leave for the whole company at once."""
    return actor.role in OFFICE


def may_record(actor: Actor, subject: Subject) -> bool:
    """Whether leave that the actor enters for the person needs no decision any more."""
    in_company = may_see(actor, subject)
    return in_company and actor.role in OFFICE and not _is_self(actor, subject)


def may_decide_finally(actor: Actor, subject: Subject) -> bool:
    """Whether the actor's decision on the person's leave ends every chain of approval."""
    if not _is_somebody_else(actor, subject):
        return False
    return decides_for_everybody(actor) or Relation.SECOND_APPROVER in relations(actor, subject)


def may_decide_first(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may give the first of two approvals, or the only one.

    A request that nobody decided on in time comes to the next manager, who may then too. Nobody
    decides on the leave of somebody above them, unless they are that person's deputy.
    """
    if not _is_somebody_else(actor, subject):
        return False
    related = relations(actor, subject)
    as_manager = Relation.LINE_MANAGER in related and Relation.BELOW not in related
    others = related & {Relation.DEPUTY, Relation.NEXT_MANAGER}
    return as_manager or bool(others) or may_decide_finally(actor, subject)


def decides_for_everybody(actor: Actor) -> bool:
    """Whether the actor decides finally on any colleague's leave."""
    return actor.role in OFFICE or actor.level is AccessLevel.EXECUTIVE


def may_cancel(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may take back the person's leave."""
    return _is_self(actor, subject) or _looks_after(actor, subject)


def may_amend(actor: Actor, subject: Subject) -> bool:
    """Whether the actor may change the person's leave."""
    return _is_self(actor, subject) or _looks_after(actor, subject)


def may_manage_people(actor: Actor) -> bool:
    """Whether the actor may add, change and part with employees."""
    return actor.role in OFFICE


def may_adjust_balances(actor: Actor) -> bool:
    """Whether the actor may correct what people have, giving a reason."""
    return actor.role in OFFICE


def may_configure_leave(actor: Actor) -> bool:
    """Whether the actor may change leave types, policies, holidays and blocked days."""
    return actor.role in OFFICE


def may_administer(actor: Actor) -> bool:
    """Whether the actor may change the company's settings, roles, keys and connections."""
    return actor.role in {Role.OWNER, Role.ADMIN}


def _looks_after(actor: Actor, subject: Subject) -> bool:
    in_company = may_see(actor, subject)
    return in_company and (decides_for_everybody(actor) or _answers_for(actor, subject))


def _answers_for(actor: Actor, subject: Subject) -> bool:
    return bool(relations(actor, subject) & LINE)


def _is_self(actor: Actor, subject: Subject) -> bool:
    return Relation.SELF in relations(actor, subject)


def _is_somebody_else(actor: Actor, subject: Subject) -> bool:
    # A key may decide only in the name of a person, who must not be the one concerned.
    is_named = actor.user_id is not None
    return is_named and may_see(actor, subject) and not _is_self(actor, subject)
