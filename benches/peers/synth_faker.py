"""Names, dates of birth and 16-digit numbers by Faker's id_ID, as its manual tells; seconds for as many as ours.

It invents so many people and is taken to go on at that pace; it writes no file.

python -m benches.peers.synth_faker INVENTED PEOPLE
"""

from __future__ import annotations

import json
import sys
import time

from faker import Faker


def main() -> None:
    invented, people = int(sys.argv[1]), int(sys.argv[2])
    fake = Faker("id_ID")
    Faker.seed(7)
    start, before = time.perf_counter(), time.process_time()
    made = [
        (fake.name(), fake.date_of_birth(minimum_age=15, maximum_age=70), fake.numerify("%###############"))
        for _ in range(invented)
    ]
    seconds, cpu = time.perf_counter() - start, time.process_time() - before
    times = people / len(made)
    print(json.dumps({"seconds": seconds * times, "cpu_s": cpu * times, "invented": len(made)}))


if __name__ == "__main__":
    main()
