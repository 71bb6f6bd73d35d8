"""Several programs that want one office at the same moment: ``… rivals HOME ROUNDS SEED`` prints what came of it.

Each round forks rivals that open the office by its password after a random part of a moment; who wins holds it until
all have answered. Prints, as JSON, the winners of each round and the sentences of those who lost.
"""

import os
import select
import sys
from pathlib import Path
from random import Random

import msgspec

from app.core.errors import Refused
from app.opening import open_session
from tests.faults.lived import PASSWORD

RIVALS = 3
MOMENT = 0.06


class Rounds(msgspec.Struct):
    """What came of all rounds: how many won each, and what was told to the others."""

    winners: list[int]
    sentences: list[str]


def one_round(home: Path, random: Random) -> list[str]:
    """Give each rival's answer: ``won``, or the sentence of its refusal."""
    answer_read, answer_write = os.pipe()
    hold_read, hold_write = os.pipe()
    children = []
    for _ in range(RIVALS):
        wait = random.uniform(0, MOMENT)
        child = os.fork()
        if child == 0:
            os.close(hold_write)
            _rival(home, wait, answer_write, hold_read)
        children.append(child)
    os.close(answer_write)
    lines: list[str] = []
    with os.fdopen(answer_read, encoding="utf-8") as answers:
        lines.extend(answers.readline().strip() for _ in range(RIVALS))
    os.close(hold_write)
    os.close(hold_read)
    for child in children:
        os.waitpid(child, 0)
    return lines


def _rival(home: Path, wait: float, answer: int, hold: int) -> None:
    select.select([], [], [], wait)
    try:
        session = open_session(home, PASSWORD)
    except Refused as refusal:
        os.write(answer, f"{refusal}\n".encode())
        os._exit(0)
    os.write(answer, b"won\n")
    os.read(hold, 1)  # ends when the parent closes its end
    session.close()
    os._exit(0)


def main(home: str, rounds: str, seed: str) -> None:
    """Play all rounds."""
    random = Random(int(seed))
    played = [one_round(Path(home), random) for _ in range(int(rounds))]
    winners = [lines.count("won") for lines in played]
    sentences = sorted({line for lines in played for line in lines if line != "won"})
    sys.stdout.buffer.write(msgspec.json.encode(Rounds(winners, sentences)))


if __name__ == "__main__":
    main(*sys.argv[1:])
