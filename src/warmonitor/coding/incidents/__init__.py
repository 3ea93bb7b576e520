"""The claims of one report that tell of the same happening, put together."""

from warmonitor.coding.incidents.grouping import group
from warmonitor.coding.incidents.uniting import unite

__all__ = ["group", "unite"]
