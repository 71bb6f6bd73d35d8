"""What the section 操作员 shows, read off the UI thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.operators.operators import Operator
    from app.session import Session


@dataclass(frozen=True, slots=True)
class Member:
    """One operator: what they may, when they wrote last, whether their password opens anything, whether it is us."""

    operator: "Operator"
    may: str
    last: str
    has_password: bool
    is_me: bool


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, and where names and keys do not fit."""

    members: tuple[Member, ...]
    mismatches: tuple[str, ...]


def read_people(session: "Session") -> People:
    """Read who there is."""
    from app.history.moments import shown_moment
    from app.operators.operators import Operators

    there, held = Operators(session.store), session.joining.with_password()
    seen = there.last_seen()
    members = tuple(
        Member(
            one,
            role_words(one.role),
            shown_moment(seen[one.id], session.clock) if one.id in seen else "还没有记录",
            one.id in held,
            one.id == session.operator.id,
        )
        for one in there.all()
    )
    return People(members, tuple(session.joining.mismatches()))


def role_words(role: str) -> str:
    """Say in words what a role is for."""
    from app.operators.rights import roles

    found = roles().get(role)
    return found.explanation if found else "这个权限已经没有了，只能看。请站长另选一种。"
