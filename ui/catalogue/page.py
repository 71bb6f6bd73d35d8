"""The place 事项: the list, one item, its form, the departments, the certificates that a village must not issue."""

from ui.catalogue.certificates_part import CertificatesPart
from ui.catalogue.departments_part import DepartmentsPart
from ui.catalogue.form_part import ItemFormPart
from ui.catalogue.item_part import ItemPart
from ui.catalogue.list_part import ItemListPart
from ui.catalogue.reading import CERTIFICATES, DEPARTMENTS, EDIT, NEW
from ui.widgets.desk import Desk
from ui.widgets.parts import PartedPage


class CataloguePage(PartedPage):
    """Opened with an item's code as subject (``what`` = edit for its form), or with new, departments, certificates."""

    def __init__(self, desk: Desk) -> None:
        """Begin with the list."""
        super().__init__(desk, "事项")
        self.list, self.item, self.filling = ItemListPart(desk), ItemPart(desk), ItemFormPart(desk)
        self.departments, self.certificates = DepartmentsPart(desk), CertificatesPart(desk)
        for part in (self.list, self.item, self.filling, self.departments, self.certificates):
            self.add_part(part)

    def opened(self, subject: str = "", what: str = "") -> None:
        """Show what is asked for."""
        if what == NEW:
            self.filling.start()
            self.show_part(self.filling)
        elif what == EDIT:
            self.filling.show_item(subject)
            self.show_part(self.filling)
        elif what == DEPARTMENTS:
            self.departments.begin(subject)
            self.show_part(self.departments)
        elif what == CERTIFICATES:
            self.show_part(self.certificates)
        elif subject:
            self.item.show_item(subject)
            self.show_part(self.item)
        else:
            self.list.begin()
            self.show_part(self.list)
