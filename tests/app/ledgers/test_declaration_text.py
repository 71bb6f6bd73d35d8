"""What is written of a declaration reads as the same declaration."""

import pytest
from msgspec import structs

from app.ledgers.declaration import Declaration
from app.ledgers.designing.text import declaration_text
from app.ledgers.reading import read_declaration, shipped_declarations
from tests.app.ledgers.books import book


def read_again(declared: Declaration) -> Declaration:
    return read_declaration(declaration_text(declared).encode(), "写出来的")


@pytest.mark.parametrize("declared", [*shipped_declarations(), book()], ids=lambda one: one.key)
def test_every_ledger_is_the_same_after_it_was_written_and_read(declared: Declaration) -> None:
    assert read_again(declared) == declared


@pytest.mark.parametrize("words", ['“双”和"直"', "反\\斜 = [1]", "#不是注释", "😀𠮷", "’'''\"\"\"", "\u00a0x"])
def test_no_sign_in_a_text_is_taken_for_toml(words: str) -> None:
    field = structs.replace(book().field[1], hint=words)
    declared = structs.replace(book(), field=(*book().field[:1], field, *book().field[2:]))
    assert read_again(declared) == declared


def test_numbers_and_signs_that_no_keyboard_writes_stay_what_they_are() -> None:
    money = structs.replace(book().field[6], least=-0.5, most=1e16, hint="\x7f\x00\t\n")
    declared = structs.replace(book(), field=(*book().field[:6], money, *book().field[7:]))
    assert read_again(declared) == declared
