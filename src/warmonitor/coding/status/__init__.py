"""Whether an event happened, as its words put it: modality, polarity and phase, with the cue that says so.

The finder walks from the trigger up the sentence. At each step the cues beside the word and the governor's hold over
it (status_cues.tsv) change the status; a finite clause of somebody's speech, or a relative clause, ends the walk: what
stands above it speaks of the telling, not of the event. The weakest modality on the way holds; polarity and phase are the nearest's.
"""

from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.denials import find_denial
from warmonitor.coding.status.finder import StatusFinder

__all__ = ["CueBook", "StatusFinder", "find_denial"]
