"""Who the parties of a report are: the words that name them, resolved to actors, countries and sectors."""

from warmonitor.coding.actors.parties import Grading, Parties
from warmonitor.coding.actors.resolver import ActorResolver

__all__ = ["ActorResolver", "Grading", "Parties"]
