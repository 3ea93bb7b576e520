"""Why a claim is as it is: for each of its values the words and the rule or table row, and what was refused."""

from warmonitor.coding.explaining.explainer import Explainer, explain_dropped, explain_lookalikes

__all__ = ["Explainer", "explain_dropped", "explain_lookalikes"]
