"""The place 村民: the list, one villager, the form, taking in a list."""

from ui.people.form_part import ResidentFormPart
from ui.people.import_part import RESIDENTS, ImportPart
from ui.people.list_part import IMPORT, NEW, PeopleListPart
from ui.people.person_part import EDIT, PersonPart
from ui.widgets.desk import Desk
from ui.widgets.parts import PartedPage


class PeoplePage(PartedPage):
    """Opened with a villager's id as subject (``what`` = edit for the form), or with ``new`` or ``import``.

    ``import`` takes the kind of table as subject: residents or cases.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin with the list."""
        super().__init__(desk, "村民")
        self.list, self.person, self.filling = PeopleListPart(desk), PersonPart(desk), ResidentFormPart(desk)
        self.importing = ImportPart(desk)
        for part in (self.list, self.person, self.filling, self.importing):
            self.add_part(part)

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        if what == IMPORT:
            self.importing.start(subject or RESIDENTS)
            self.show_part(self.importing)
        elif what == NEW:
            self.filling.start(subject)
            self.show_part(self.filling)
        elif subject and what == EDIT:
            self.filling.show_person(subject)
            self.show_part(self.filling)
        elif subject:
            self.person.show_person(subject)
            self.show_part(self.person)
        else:
            self.list.begin()
            self.show_part(self.list)
