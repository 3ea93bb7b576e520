"""How well claims' confidence is calibrated, as a section of docs/accuracy.md and a plot: drawn from docs/calibration.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "docs" / "calibration.json"
PLOT = ROOT / "docs" / "images" / "reliability.svg"
_SIZE, _MARGIN = 320, 44


def draw(found: dict[str, Any]) -> str:
    """The reliability plot as SVG: for claims of one confidence, the share that is right; on the diagonal they agree."""
    side = _SIZE - 2 * _MARGIN

    def at(said: float, right: float) -> tuple[float, float]:
        return round(_MARGIN + said * side, 1), round(_SIZE - _MARGIN - right * side, 1)

    most = max(b["claims"] for b in found["bins"])
    dots = "".join(
        f'<circle cx="{at(b["said"], b["right"])[0]}" cy="{at(b["said"], b["right"])[1]}" r="{3 + 6 * (b["claims"] / most) ** 0.5:.1f}">'
        f"<title>{b['claims']} claims given {b['said']:.2f}: {b['right']:.2f} right</title></circle>"
        for b in found["bins"]
    )
    ticks = "".join(
        f'<text x="{at(t, 0)[0]}" y="{_SIZE - _MARGIN + 16}" text-anchor="middle">{t:.1f}</text>'
        f'<text x="{_MARGIN - 6}" y="{at(0, t)[1] + 4}" text-anchor="end">{t:.1f}</text>'
        for t in (0.0, 0.5, 1.0)
    )
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" height="{_SIZE}" '
        'font-family="sans-serif" font-size="11" role="img" aria-label="Reliability of claims\' confidence">'
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/><rect x="{x0}" y="{y1}" width="{side}" height="{side}" fill="none" stroke="#999"/>'
        f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#999" stroke-dasharray="4 3"/><g fill="#1f5f8b" fill-opacity=".8">{dots}</g>'
        f'<g fill="#333">{ticks}<text x="{_SIZE / 2}" y="{_SIZE - 8}" text-anchor="middle">confidence given</text>'
        f'<text x="14" y="{_SIZE / 2}" text-anchor="middle" transform="rotate(-90 14 {_SIZE / 2})">share right</text></g></svg>\n'
    )


def section() -> str:
    """The section of the page, and the plot written beside it; nothing where nothing was measured yet."""
    if not FIGURES.exists():
        return ""
    found = json.loads(FIGURES.read_text(encoding="utf-8"))
    PLOT.write_text(draw(found), encoding="utf-8")
    rows = "".join(f"| {b['said']:.2f} | {b['right']:.2f} | {b['claims']} |\n" for b in found["bins"])
    return (
        "\n# Confidence of claims\n\n"
        f"Of {found['claims']} claims of the event sets, each weighed by what the others taught, {found['right']:.3f} are right; the "
        f"expected calibration error is {found['expected_calibration_error']:.3f}. The gold holds one event a sentence, so right\n"
        "claims may count as wrong. `benchmark/train_confidence.py` learns and measures it.\n\n"
        "![Reliability of confidence](images/reliability.svg)\n\n| given | right | claims |\n|---|---|---|\n" + rows
    )


if __name__ == "__main__":
    print(section())
