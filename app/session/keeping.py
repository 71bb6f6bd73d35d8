"""The services of safekeeping: history, the law's side, keys and the chair, checks."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.session.organised import Organised

if TYPE_CHECKING:
    from pathlib import Path

    from app.chair.chair import Chair
    from app.checkup.ending import Ending
    from app.checkup.facts import Finding
    from app.checkup.service import Checkup
    from app.history.exporting import Exported
    from app.history.facts import Mark
    from app.history.service import History
    from app.packages.keys import OfficeKeys
    from app.packages.village_keys import VillageKeys
    from app.privacy.service import Privacy


class Keeping(Organised):
    """What keeps the records safe, true and lawful."""

    ending: "Ending | None" = None

    @cached_property
    def history(self) -> "History":
        """What happened here: records' pasts, the journal, undo, the bin."""
        from app.history.service import History
        from app.history.words import lay_beside
        from app.ledgers.history_words import LedgerWords

        lay_beside(self.store, LedgerWords(self.store, self.every_ledger).tables)
        return History(
            self.store,
            self.clock,
            reindex=self.keep_true,
            vet=self._vet,
            find=lambda text: [hit.id.rpartition("/")[2] for hit in self.search.find(text, 200)],
            require=self.rights.require,
            sign=lambda message: self._office_keys().sign(message),
            check=self.check_exported_journal,
            marks=self._journal_marks,
        )

    def _vet(self, table: str, row_id: str) -> None:
        """Refuse a row that may not stand as an undoing or a revival left it."""
        if table == "residents":
            self.people.vet(row_id)
        elif table == "attachments":
            self.attachments.vet(row_id)
        else:
            self.periods.vet(table, row_id)

    @cached_property
    def privacy(self) -> "Privacy":
        """The law's side: consents, assessments, requests of a person, erasure."""
        from app.privacy.building import Given, build_privacy

        return build_privacy(
            Given(
                *(self.store, self.clock, self.cases, self.people, self.search),
                forget_blobs=self.attachments.forget,
                titles=lambda table, row_id: [one.title for one in self.attachments.of(table, row_id)],
                backups=lambda: self.backups.holding(self.clock.today()),
                require=self.require,
            )
        )

    @cached_property
    def village_keys(self) -> "VillageKeys":
        """A township's help for a village that has forgotten its password."""
        from app.packages.village_keys import VillageKeys

        desk = (self.home, self.store, self.clock, self.operator)
        return VillageKeys(*desk, require=partial(self.require, "operators.write"))

    @cached_property
    def chair(self) -> "Chair":
        """Handing over the chair, and its recovery code."""
        from app.chair.chair import Chair

        return Chair(
            *(self.home, self.store, self.clock, self.operator),
            cases=self.cases,
            notices=self.notices,
            ledgers=self.ledgers,
            periods=self.periods,
            packages=self.packages,
            backups=self.backups,
            faces=self.slips.faces,
            require=partial(self.require, "operators.write"),
            reencrypt=self._reencrypt,
        )

    @cached_property
    def checkup(self) -> "Checkup":
        """The checks of the file, and the rebuilding of what can be computed."""
        from app.checkup.service import Checkup

        return Checkup(
            *(self.store, self.clock, self.search),
            attachments=self._check_attachments,
            stand_by=self.backups.before,
            allow=partial(self.require, "repair"),
            ended_badly=self.ending is not None and self.ending.was_unclean,
        )

    def _check_attachments(self) -> list[str]:
        return self.attachments.check()

    def check(self) -> "list[Finding]":
        """Look through the whole file; gives every finding in words."""
        return list(self.checkup.full(remember=False).findings)

    def check_exported_journal(self, path: "Path") -> "Exported":
        """Check a journal that this office exported: signature, digest and chain; raises ``Refused``."""
        from app.history.exporting import verify_export
        from app.packages.keys import is_signed_by

        return verify_export(path, self._office_keys().sign_key, is_signed_by)

    def _office_keys(self) -> "OfficeKeys":
        from app.packages.keys import read_office_keys

        return read_office_keys(self.store)

    def _journal_marks(self) -> "list[Mark]":
        from app.backups.journal_marks import journal_marks
        from db.packages import own_line

        return journal_marks(self.backups.list(), own_line(self.store)[-1]["id"])
