"""The whole job by hand: reads NDJSON with the standard library, scores each person, and throws the results away.

python benchmarks/whole_by_hand.py PEOPLE.ndjson
"""

import json
import sys

import by_hand


def main() -> None:
    """Nothing is checked and nothing is written, so this is the least that such a program can do."""
    with open(sys.argv[1], "rb") as lines:
        for line in lines:
            by_hand.score(json.loads(line))


if __name__ == "__main__":
    main()
