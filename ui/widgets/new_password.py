"""A new password, typed twice, judged while it is typed."""

from ui.widgets.form import Form
from ui.widgets.password_entry import PasswordEntry
from ui.widgets.verdict import FINE, Verdict, fault, hint

_GOOD = 10


def add_new_password(form: Form, shortest: int) -> None:
    """Add the lines ``password`` and ``again`` to a form; ``shortest`` letters make a password."""

    def first(typed: str) -> Verdict:
        if len(typed) < shortest:
            return hint(f"至少 {shortest} 个字，还差 {shortest - len(typed)} 个")
        if len(typed) < _GOOD and (typed.isdigit() or len(set(typed)) < shortest // 2 + 1):
            return hint("可以用，但容易被猜到；长一些的短句更好")
        return FINE

    def second(typed: str) -> Verdict:
        wanted = form.entry("password").typed()
        if typed == wanted:
            return hint("✓ 两次一样") if len(typed) >= shortest else FINE
        return hint("再输一遍同样的密码") if wanted.startswith(typed) else fault("和第一次输的不一样")

    def whole(typed: str) -> Verdict:
        verdict = first(typed)
        return fault(f"密码至少 {shortest} 个字") if len(typed) < shortest and form.entry("again").typed() else verdict

    form.add("password", "新密码", PasswordEntry(), needed=True, check=whole, advice=f"至少 {shortest} 个字")
    form.add("again", "再输一遍", PasswordEntry(), needed=True, check=second)
    form.entry("password").edited.connect(lambda: form.judge("again"))
    form.entry("again").edited.connect(lambda: form.judge("password"))


def passwords_agree(form: Form, shortest: int) -> bool:
    """Tell whether both lines hold the same long enough password; if not, hold it against the line."""
    typed = form.typed()
    if len(typed["password"]) < shortest:
        form.tell("password", fault(f"密码至少 {shortest} 个字"))
        return False
    if typed["again"] != typed["password"]:
        form.tell("again", fault("和第一次输的不一样"))
        return False
    return True
