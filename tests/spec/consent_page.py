"""The page of drawn consent cases, built from the cases that are tested."""

from tests.spec.consent_cases import CASES, THEMES
from tests.spec.consent_drawing import drawn

HEAD = """# Consent, case by case

{n} drawn cases. Each is a test: the verdict under `=>` is what the register decides. Read a drawing
from top to bottom: facts, then dated lines; `*` is the datum on the day it was collected, `?` the
question on the day it is asked, `--` a birthday. `J` is the youth, `M` and `V` are parents, `VG` a
guardian, `GI` a certified institution, `MT` a mentor, `PRO` a professional, `BA` an important
other, `BR` a sibling; `M.self` speaks for itself, `M.BR` for the sibling. The steps and reasons
stand in [the rules](consent-rules.md).
"""


def pages() -> dict[str, str]:
    parts = [HEAD.format(n=len(CASES))]
    number = 0
    for theme, cases in THEMES.items():
        parts.append(f"## {theme}\n")
        for case in cases:
            number += 1
            drawing = f"```text\n{drawn(case)}\n```\n"
            parts.append(f"### {number}. {case.title}\n\n*{case.rule}*\n\n{drawing}")
    return {"consent-cases.md": "\n".join(parts)}
