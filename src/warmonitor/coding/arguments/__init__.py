"""Who did it to whom: the heads of the noun phrases that a trigger's syntax gives as actors and recipients, and its weapons.

Rules by the trigger's frame: "" the subject (or "by") acts on the object; mutual: subject with "with" or "between";
clash: all sides act; suffer: the subject is the one harmed. Nouns take theirs from possessors, modifiers, prepositions
and the verb that lends them its subject (support_verbs.tsv).
"""

from warmonitor.coding.arguments.finder import ArgumentFinder
from warmonitor.coding.arguments.found import Arguments

__all__ = ["ArgumentFinder", "Arguments"]
