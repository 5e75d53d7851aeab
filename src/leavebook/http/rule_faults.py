"""What is said of a policy, a grant or a rule that cannot be; the words are the rules' own."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RULE_FAULTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "above_the_amount": "must not be more than the whole amount",
        "above_yearly_max": "is more than may be granted in a year",
        "already_chosen": (
            "has been chosen already; whoever has lost it chooses another with"
            " “Forgotten your password?” on the login, or with an invitation by e-mail"
        ),
        "below_negative_limit": "takes away more than has been granted",
        "cannot_change": "cannot be changed any more",
        "has_no_yearly_amount": "goes together only with an amount for each period",
        "in_a_circle": "must not lead back to the person",
        "in_the_future": "must not lie in the future",
        "more_than_period": "is more than the days it is for",
        "needs_a_leave_year": "needs a leave year that ends",
        "no_space": "finds no space any more: the company's documents fill all that there is",
        "not_a_colour": "must be a colour in the form #4a7fb5",
        "not_a_document": "must be a PDF, PNG, JPEG or WebP file that is whole",
        "not_an_object": "must be a JSON object",
        "not_assigned": "must be a day on which another policy is assigned",
        "not_in_a_rolling_window": "does not go together with a rolling window",
        "not_in_order_of_service": "must come in the order of service",
        "not_json": "must be JSON",
        "not_positive": "must be more than nothing",
        "not_signed": "could not be used; please try once more",
        "not_together_with_last_usable": "does not go together with a last usable day",
        "not_valid": "has a value that it cannot have",
        "only_one_group": "must be the only group",
        "only_per_period": "goes together only with an amount for each period",
        "only_per_year": "goes together only with an amount for the year",
        "overlapping_grant": "must not overlap another grant",
        "several": "means more than one",
        "too_heavy": "must not be larger than 5 MB",
        "too_many_documents": "would be one too many: five to a request",
        "too_many_decimals": "must not have more than four decimals",
        "too_open": "cannot reach beyond whoever decides while the type is sensitive",
        "too_many_passkeys": "would be one too many: ten are enough",
        "too_precise": "must not have more than four decimals",
        "wrong_number": "has the wrong number of values",
    }
)
