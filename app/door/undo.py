"""``undo``: take back one's own last step, or the n-th last; the list of what can be taken back."""

import argparse
from typing import TYPE_CHECKING

from app.core.errors import Refused
from app.door.arguments import NOTHING_DONE
from app.door.call import Answer, Call
from app.history.facts import Action

if TYPE_CHECKING:
    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("undo", help="撤销自己最近做的一步；再撤销一次“撤销”就是重做")
    parser.add_argument("step", nargs="?", type=int, metavar="N", help="--list 里的第几步；不写就是最近一步")
    parser.add_argument("--list", action="store_true", help="只列出最近的 30 步")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """List the last steps, or take one back."""
    session, asked = call.open(), call.arguments
    operator = session.operator.id
    if asked.list or asked.step is not None:
        steps = session.history.undoable(operator)
        if asked.list:
            lines = (f"{at:>2}  {_words(step)}" for at, step in enumerate(steps, 1))
            return Answer(steps, "\n".join(lines) or "还没有可以撤销的。")
        if not 1 <= asked.step <= len(steps):
            advice = "用 undo --list 看有哪些。"
            raise Refused(f"没有第 {asked.step} 步。", untouched=NOTHING_DONE, advice=advice)
        done, changes = session.history.undo(operator, steps[asked.step - 1].seq)
    else:
        done, changes = session.history.undo(operator)
    session.emit(changes)
    return Answer(done, f"已{done.words}。再撤销这一步就恢复原样。")


def _words(step: Action) -> str:
    many = f"（{step.entries} 条）" if step.entries > 3 else ""
    return f"{step.when} {step.words}{many}{f'  撤不回：{step.blocked}' if step.blocked else ''}"
