"""spaCy without its command line: sooner there, and nothing of it lost."""

from __future__ import annotations

import subprocess
import sys

CHECK = """
import sys
from warmonitor.coding.lean_import import import_spacy
import_spacy()
import spacy
assert "spacy.cli" not in sys.modules and "weasel" not in sys.modules
assert spacy.blank("en")("Shells fell.")[0].text == "Shells"
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.download)
before = spacy
import_spacy()
assert sys.modules["spacy"] is before and "spacy.cli" in sys.modules
"""


def test_the_command_line_is_there_when_it_is_asked_for() -> None:
    subprocess.run([sys.executable, "-c", CHECK], check=True)
