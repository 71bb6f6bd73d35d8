"""Two groups of a recovery code, typed again from the paper: the proof that it stands there."""

from collections.abc import Callable, Sequence
from functools import partial

from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.verdict import Verdict, fault, hint

ASKED = (2, 6)
_FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
Groups = Callable[[], Sequence[str]]


def add_code_groups(form: Form, groups: Groups) -> None:
    """Add a line for each group that is asked for; ``groups`` gives the code as it should be."""
    for number in ASKED:
        form.add(
            f"group_{number}", f"纸上第 {number} 组", TextEntry(longest=8, letters=8), needed=True,
            check=partial(_judge, groups, number), advice="看着纸输，4 个字母或数字",
        )


def groups_agree(form: Form, groups: Groups) -> bool:
    """Tell whether both groups are right."""
    typed, wanted = form.typed(), groups()
    return all(plain_group(typed[f"group_{number}"]) == wanted[number - 1] for number in ASKED)


def plain_group(typed: str) -> str:
    """Give a typed group as the code has it: capitals, O for 0, I and L for 1, no blanks."""
    return "".join(typed.split()).upper().translate(_FORGIVEN)


def _judge(groups: Groups, number: int, typed: str) -> Verdict:
    known = groups()
    wanted = known[number - 1] if len(known) >= number else ""
    plain = plain_group(typed)
    if plain == wanted:
        return hint("✓ 对")
    if wanted.startswith(plain):
        return hint(f"还差 {len(wanted) - len(plain)} 个")
    return fault("和恢复码不一样，请看纸上")
