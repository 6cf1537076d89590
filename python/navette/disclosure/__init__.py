"""What may be told to everybody: no count from which a group of 1 to 10 people can be read or computed."""

from navette.disclosure.groups import PublicGroups, public_groups
from navette.disclosure.people import SMALLEST, check_public, distinct, people, secret_order
from navette.disclosure.rule import both_tellable, listed_groups, shown_splits, tellable

__all__ = [
    "SMALLEST",
    "PublicGroups",
    "both_tellable",
    "check_public",
    "distinct",
    "listed_groups",
    "people",
    "public_groups",
    "secret_order",
    "shown_splits",
    "tellable",
]
