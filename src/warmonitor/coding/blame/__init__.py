"""Who did it, told in another sentence than the deed: blame, claims of responsibility, what attackers call themselves."""

from warmonitor.coding.blame.finder import BlameFinder

__all__ = ["BlameFinder"]
