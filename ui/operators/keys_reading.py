"""The tasks of the section 钥匙, run off the UI thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.operators.desk_keys import unlock_screen, want_length
from app.operators.hand_over import Plan
from app.operators.recovery import code_number

if TYPE_CHECKING:
    from app.core.changes import Changes
    from app.documents.archive import Paper
    from app.session import Session
    from ui.work import Progress


@dataclass(frozen=True, slots=True)
class KeysState:
    """What the overview shows: may anything be changed, the code's number, who holds a key, who else is at the desk."""

    may: bool
    number: str
    holder: str
    can_hold: bool
    others: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that nothing holds yet, and its number."""

    code: str
    number: str


def keys_state(session: "Session") -> KeysState:
    """Read what the overview shows."""
    from app.operators.operators import Operators
    from app.operators.rights import roles

    township = session.chair.township
    others = (one.name for one in Operators(session.store).all() if one.active and one.id != session.operator.id)
    return KeysState(
        may=session.may("operators.write"),
        number=session.chair.code.number(),
        holder=township.holder(),
        can_hold=session.kind == "station" and township.can_be_on(),
        others=tuple(others),
        roles=tuple(roles()),
    )


def draw_code(session: "Session") -> NewCode:
    """Draw a code."""
    code = session.chair.code.draw()
    return NewCode(code, code_number(code))


def keep_code(session: "Session", code: str, password: str) -> None:
    """Have the code on paper hold from now on."""
    session.chair.code.keep(code, password)


def switch_township(session: "Session", password: str, *, on: bool) -> str:
    """Give the township a key, or take it away; gives what to say."""
    if on:
        return f"已经交给“{session.chair.township.switch_on(password)}”代管。"
    session.chair.township.switch_off()
    return "乡镇代管的钥匙已经收回。"


def check_plan(session: "Session", plan: Plan) -> NewCode:
    """Refuse a plan that cannot be, and draw the code that would hold afterwards."""
    session.chair.hand_over.check(plan)
    return draw_code(session)


def make_sheet(session: "Session", plan: Plan, code: str) -> "tuple[Paper, Changes]":
    """Make the sheet that is signed."""
    return session.chair.sheets.paper(plan, code)


def check_passwords(session: "Session", now: str, new: str) -> None:
    """Refuse a wrong password of who hands over, or a new one that is too short, before the window is covered."""
    from app.core.passwords import SHORTEST_PASSWORD

    want_length(new, SHORTEST_PASSWORD)
    unlock_screen(session.home, now, session.operator.id, session.clock)


def finish_hand_over(session: "Session", plan: Plan, new: str, code: str, _: "Progress") -> str:
    """Hand over, back up under the new key, and close the office; gives what the successor is told."""
    done, _changes = session.chair.hand_over.finish(plan, new, code)
    session.leave()
    without = f"要由您重新设置密码的操作员：{'、'.join(done.without_password)}。" if done.without_password else ""
    return f"站长已经交给{done.successor}。请用新密码打开；新恢复码编号 {done.code_number}，原来的作废。{without}"
