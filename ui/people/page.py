"""The place 村民: the list, one villager, the form, taking in a list."""

from functools import cached_property
from typing import TYPE_CHECKING

from ui.people.list_part import EDIT, IMPORT, NEW, PeopleListPart
from ui.widgets.parts import PartedPage

if TYPE_CHECKING:
    from ui.people.form_part import ResidentFormPart
    from ui.people.import_part import ImportPart
    from ui.people.person_part import PersonPart
    from ui.widgets.desk import Desk

RESIDENTS = "residents"


class PeoplePage(PartedPage):
    """Opened with a villager's id as subject (``what`` = edit for the form), or with ``new`` or ``import``.

    ``import`` takes the kind of table as subject: residents or cases. Each part is built when it is first shown.
    """

    def __init__(self, desk: "Desk") -> None:
        """Begin without parts."""
        super().__init__(desk, "村民")

    @cached_property
    def list(self) -> PeopleListPart:
        """The list."""
        return self.add_part(PeopleListPart(self.desk))

    @cached_property
    def person(self) -> "PersonPart":
        """One villager."""
        from ui.people.person_part import PersonPart

        return self.add_part(PersonPart(self.desk))

    @cached_property
    def filling(self) -> "ResidentFormPart":
        """The form."""
        from ui.people.form_part import ResidentFormPart

        return self.add_part(ResidentFormPart(self.desk))

    @cached_property
    def importing(self) -> "ImportPart":
        """Taking in a table."""
        from ui.people.import_part import ImportPart

        return self.add_part(ImportPart(self.desk))

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
