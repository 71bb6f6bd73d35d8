"""The line below a ledger's list: how many rows, what they add up to; and what is left in a book after each of them."""

from collections.abc import Callable, Mapping
from functools import partial

from app.ledgers.declaration import Declaration
from ui.ledgers.reading import read_balances, read_totals
from ui.ledgers.spans import days_of_span, span_words
from ui.widgets.desk import Desk
from ui.widgets.labels import Label


class SumsLine(Label):
    """Reads sums and balances once for a span of days, and again after ``forget``: not at every letter that narrows.

    ``balances`` holds, for a book of money or stock, what is left after each entry, in words by the entry's id.
    """

    def __init__(self, desk: Desk, arrived: Callable[[], None]) -> None:
        """Begin with nothing; ``arrived`` hears that the balances changed."""
        super().__init__(kind="soft", wraps=True)
        self._desk, self._balances_arrived = desk, arrived
        self.balances: dict[str, str] = {}
        self._turn = 0
        self.begin()

    def begin(self) -> None:
        """Forget everything: another ledger is shown."""
        self._turn += 1
        self.balances = {}
        self._told, self._count = "", ""
        self.forget()

    def forget(self) -> None:
        """Read sums and balances again when rows are shown next; what is shown stays until then."""
        self._span: str | None = None
        self._is_balanced = False

    def show_count(self, declaration: Declaration, total: int, span: str, *, narrowed: bool) -> None:
        """Tell of ``total`` rows; sums are those of the ``span`` of days, whatever else narrows the list."""
        if not total:
            self.setText("")
            self._count = ""
            return
        self._count = f"共 {total} 条。回车打开。"
        if declaration.money is not None and narrowed:
            self._count += "余额按整本账连着算，筛掉的也算在内。"
        today, read = self._desk.session.clock.today(), self._desk.work.read
        if self._span != span:
            self._told = self._told if self._span is None else ""
            self._span = span
            asked = (declaration.key, *days_of_span(span, today))
            read(self, read_totals, self._desk.session, *asked, done=partial(self._take_sums, (self._turn, span)))
        if declaration.money is not None and not self._is_balanced:
            self._is_balanced = True
            done = partial(self._take_balances, self._turn)
            read(self, read_balances, self._desk.session, declaration, done=done)
        self._show()

    def _take_sums(self, asked: tuple[int, str], told: str) -> None:
        if asked == (self._turn, self._span):
            self._told = told
            self._show()

    def _show(self) -> None:
        if self._count:
            span = span_words(self._span or "", self._desk.session.clock.today())
            self.setText(f"{self._count}{span}合计：{self._told}。" if self._told else self._count)

    def _take_balances(self, turn: int, balances: Mapping[str, str]) -> None:
        if turn == self._turn:
            self.balances.clear()
            self.balances.update(balances)
            self._balances_arrived()
