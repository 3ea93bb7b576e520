"""Times: expressions found and resolved, and the time of each event."""

from warmonitor.coding.times.background import is_background
from warmonitor.coding.times.events import time_of_event
from warmonitor.coding.times.finder import TimeFinder
from warmonitor.coding.times.found import FoundTime

__all__ = ["FoundTime", "TimeFinder", "is_background", "time_of_event"]
