"""Seldom actions behind one button where the text is large."""

from PySide6.QtWidgets import QApplication, QWidget

from ui.style import show_text_size
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowRow
from ui.widgets.more_button import MoreButton


def row_of(seldom: list[Button]) -> tuple[QWidget, MoreButton]:
    holder = QWidget()
    row, more = FlowRow(holder), MoreButton("操作")
    for button in (more, *seldom):
        row.addWidget(button)
    more.fold(seldom)
    assert not any(one.isWindow() for one in seldom)
    return holder, more


def test_at_the_usual_size_all_of_them_stand_and_no_button_is_needed(dressed: QApplication) -> None:
    seldom = [Button("照着做"), Button("怎么记")]
    holder, more = row_of(seldom)
    assert more.isHidden()
    assert not any(one.isHidden() for one in seldom)
    more.offer(seldom[0], is_there=False)
    assert [one.isHidden() for one in seldom] == [True, False]
    holder.close()


def test_large_text_folds_them_until_they_are_asked_for(dressed: QApplication) -> None:
    seldom = [Button("照着做"), Button("怎么记")]
    holder, more = row_of(seldom)
    more.offer(seldom[0], is_there=False)
    show_text_size(dressed, 200)
    assert [one.isHidden() for one in (more, *seldom)] == [False, True, True]
    more.click()
    assert more.text() == "收起操作"
    assert [one.isHidden() for one in seldom] == [True, False]
    more.click()
    assert more.text() == "更多操作"
    assert all(one.isHidden() for one in seldom)
    show_text_size(dressed, 100)
    assert [one.isHidden() for one in (more, *seldom)] == [True, True, False]
    holder.close()
