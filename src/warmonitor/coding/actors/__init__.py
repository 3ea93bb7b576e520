"""Who the parties of a report are: the words that name them, resolved to actors, countries and sectors."""

from warmonitor.coding.actors.resolver import ActorResolver, Grading, Parties

__all__ = ["ActorResolver", "Grading", "Parties"]
