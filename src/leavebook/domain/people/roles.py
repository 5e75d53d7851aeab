"""Which roles somebody may give to others."""

from leavebook.domain.people.actors import Actor
from leavebook.domain.people.people import Role
from leavebook.domain.people.permissions import may_administer, may_manage_people


def may_give_role(actor: Actor, role: Role, *, keys_may_make_administrators: bool) -> bool:
    """Whether the actor may add somebody with the role: nobody makes another their superior.

    The published employee API lets a company's key add administrators; a company may switch
    that off.
    """
    if may_administer(actor):
        return True
    if role in {Role.OWNER, Role.ADMIN}:
        is_key = actor.is_machine and may_manage_people(actor)
        return is_key and role is Role.ADMIN and keys_may_make_administrators
    return may_manage_people(actor)
