"""What is out of the ordinary in what comes in: sources that stopped, spikes, where no reports come from. Plain values in and out."""

from warmonitor.watching.coverage import Cell, CoverageRow, Tally, lay_out, mondays
from warmonitor.watching.news import KINDS, PLAIN, News, Turn, gather_news
from warmonitor.watching.silence import Silence, find_silent
from warmonitor.watching.spikes import Spike, SpikeKey, find_rises, judge_rise

__all__ = [
    "KINDS", "PLAIN", "Cell", "CoverageRow", "News", "Silence", "Spike", "SpikeKey", "Tally", "Turn", "find_rises", "find_silent", "gather_news",
    "judge_rise", "lay_out", "mondays",
]  # fmt: skip
