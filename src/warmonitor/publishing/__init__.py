"""Incidents to files, a format a module. `FORMATS` is the register: a name, and a function that writes incidents to text."""

from warmonitor.publishing.formats import FORMATS, Format, find_format
from warmonitor.publishing.writing import publish, write_whole

__all__ = ["FORMATS", "Format", "find_format", "publish", "write_whole"]
