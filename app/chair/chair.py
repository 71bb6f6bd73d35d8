"""Everything that the chair of the station can do with its keys, in one place for the session."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.chair.sheet import HandOverSheets
from app.operators.hand_over import HandOver
from app.operators.recovering import RecoveryCode
from app.operators.township_help import TownshipHelp

if TYPE_CHECKING:
    from app.backups.service import Backups
    from app.cases.service import Cases
    from app.core.clock import Clock
    from app.core.home import Home
    from app.documents.document import Faces
    from app.ledgers.periods import Periods
    from app.ledgers.service import Ledgers
    from app.notices.service import Notices
    from app.operators.operators import Operator
    from app.packages.service import Packages
    from db.store import Store


class Chair:
    """``sheets`` make the hand-over sheet, ``hand_over`` is the act, ``code`` the paper, ``township`` its help."""

    def __init__(
        self,
        home: "Home",
        store: "Store",
        clock: "Clock",
        operator: "Operator",
        *,
        cases: "Cases",
        notices: "Notices",
        ledgers: "Ledgers",
        periods: "Periods",
        packages: "Packages",
        backups: "Backups",
        faces: "Callable[[], Faces]",
        require: Callable[[], None],
        reencrypt: Callable[[bytes, bytes], object],
    ) -> None:
        """Work on one open office.

        ``require`` raises ``Refused`` where the operator has no right to it, ``reencrypt`` brings the attachments under
        a new file key.
        """
        desk = (home, store, clock, operator)
        self.sheets = HandOverSheets(
            *desk,
            cases=cases,
            notices=notices,
            ledgers=ledgers,
            periods=periods,
            packages=packages,
            backups=backups,
            faces=faces,
        )
        self.hand_over = HandOver(*desk, require=require, before=backups.before, after=reencrypt)
        self.code = RecoveryCode(home, store, operator, require=require)
        self.township = TownshipHelp(home, store, operator, require=require)
