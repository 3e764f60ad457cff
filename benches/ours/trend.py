"""Coverage at 36 month ends, asked again and again of one open build, as a report does; the median of the times.

python -m benches.ours.trend OFFICE TIMES
"""

from __future__ import annotations

import json
import sys
import time
from statistics import median

import cakupan
from benches.stays import ENDS
from cakupan.results import Answers, Question


def main() -> None:
    question, took = Question("coverage", by=("moment",), at=ENDS[-1], moments=ENDS), []
    with Answers(cakupan.open(sys.argv[1])) as answers:
        results = answers.ask(question)
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            answers.ask(question)
            took.append(time.perf_counter() - start)
    told = [[result.numerator, result.denominator] for result in results]
    print(json.dumps({"seconds": median(took), "answers": {"months": told}}))


if __name__ == "__main__":
    main()
