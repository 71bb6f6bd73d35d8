"""A certificate that a village must not issue is refused with its reason wherever it is asked for as an item."""

import pytest

from app.core.errors import Refused
from app.session import Session


def test_a_black_listed_certificate_asked_as_an_item_names_its_reason(session: Session) -> None:
    with pytest.raises(Refused, match=r"不能开.*公安机关"):
        session.catalogue.item("无犯罪记录证明")
    with pytest.raises(Refused, match="没有“飞行执照”这个事项"):
        session.catalogue.item("飞行执照")
