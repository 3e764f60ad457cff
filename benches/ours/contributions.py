"""The contributions of all spells: the SELECT of the law over the table `work`, each line summed up.

python -m benches.ours.contributions SPELLS month|years
"""

from __future__ import annotations

import sys

from benches.peers import spells
from cakupan import law
from cakupan.calculate import relations
from cakupan.calculate.due import due
from cakupan.calculate.lines import DUE, lines_of


def main() -> None:
    months = spells.MONTHS[sys.argv[2]]
    engine = spells.loaded(sys.argv[1])
    for name, select in relations.of_law(law.read()).items():
        engine.execute(f"create view {name} as {select}")
    names = [line.name for line in lines_of(DUE)]
    told = ", ".join(f"cast(sum({name} * (to_month - from_month)) as bigint) as {name}" for name in names)

    def work() -> dict[str, int]:
        found = engine.execute(f"select {told} from ({due(law.read(), months=months)})").fetchall()[0]
        return {name: amount or 0 for name, amount in zip(names, found, strict=True)}

    spells.say(work)


if __name__ == "__main__":
    main()
