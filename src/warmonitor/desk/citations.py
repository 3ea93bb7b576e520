"""How an incident is cited: as a line of text, as BibTeX and as RIS. The record changes, so a citation says as of when."""

from __future__ import annotations

import re

from warmonitor.desk.phrases import instant_in_words
from warmonitor.records import Incident

MEDIA_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_BREAKS = re.compile(r"\s+")


def cite_text(incident: Incident, address: str) -> str:
    """A line for a footnote; `address` is the permanent link."""
    return f"warmonitor, incident {incident.id}: “{_line(incident.title)}”, as of {instant_in_words(incident.changed_at)}. {address}"


def cite_bibtex(incident: Incident, address: str) -> str:
    """An entry for BibTeX and BibLaTeX."""
    year = incident.changed_at[:4]
    fields = {
        "author": "{warmonitor}",
        "title": f"{{{_line(incident.title).translate(_TEX)}}}",
        "year": year,
        "note": f"Incident {incident.id}, graded {incident.grade}, as of {incident.changed_at}",
        "url": address,
        "urldate": incident.changed_at[:10],
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{warmonitor-{incident.id},\n{lines}\n}}\n"


def cite_ris(incident: Incident, address: str) -> str:
    """A record for reference managers."""
    day = incident.changed_at[:10].replace("-", "/")
    fields = (
        ("TY", "DATA"),
        ("AU", "warmonitor"),
        ("TI", _line(incident.title)),
        ("PY", incident.changed_at[:4]),
        ("DA", day),
        ("ID", incident.id),
        ("N1", f"Graded {incident.grade}, as of {incident.changed_at}"),
        ("UR", address),
        ("ER", ""),
    )
    return "".join(f"{name}  - {value}\r\n" for name, value in fields)


def _line(text: str) -> str:
    """The text on one line."""
    return _BREAKS.sub(" ", text).strip()
