"""The language pipeline, with the parts that are slow from Python done quicker and to the same result."""

from warmonitor.coding.pipeline.loading import Pipeline

__all__ = ["Pipeline"]
