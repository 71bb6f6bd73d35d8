"""Settings: each declaration whole, values typed, wrong ones refused, a changed declaration survives old values."""

from itertools import pairwise

import pytest

from app.core.errors import Refused
from app.core.settings import Declared, Settings, checked, declared_settings
from db.settings import keep_setting, stored_settings
from db.store import Store


@pytest.mark.parametrize("declared", declared_settings().values(), ids=lambda one: one.key)
def test_each_declaration_is_whole(declared: Declared) -> None:
    assert declared.label
    assert declared.hint.endswith("。")
    assert declared.group
    assert "." in declared.key
    assert checked(declared, declared.default) == declared.default
    assert bool(declared.choices) == (declared.kind == "choice")
    assert len({choice.value for choice in declared.choices}) == len(declared.choices)


def test_groups_stand_together() -> None:
    groups = [one.group for one in declared_settings().values()]
    assert sum(before != after for before, after in pairwise(groups)) == len(set(groups)) - 1


def test_a_setting_is_its_default_until_it_is_changed(store: Store) -> None:
    settings = Settings(store)
    assert settings.number("cases.village_days") == 3
    with store.writing(reason="设置") as write:
        assert settings.set(write, "cases.village_days", "５") == 5
        assert settings.number("cases.village_days") == 5
        assert write.changed[0][0] == "settings"
    with store.writing(reason="设置") as write:
        settings.set(write, "cases.village_days", 2)
    assert settings.get("cases.village_days") == 2
    assert stored_settings(store) == {"cases.village_days": "2"}
    assert store.value("SELECT revision FROM settings") == 2


def test_values_have_their_declared_type(store: Store) -> None:
    settings = Settings(store)
    assert settings.text("cases.supplement_clock") == "restart"
    assert settings.get("cases.roll_natural") is True
    with pytest.raises(TypeError):
        settings.text("cases.village_days")
    with pytest.raises(TypeError):
        settings.number("station.phone")
    with pytest.raises(KeyError):
        settings.get("no.such")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("cases.village_days", 11, "应在 0 到 10 之间"),
        ("cases.village_days", "三", "应为数字"),
        ("cases.village_days", True, "应在"),
        ("cases.supplement_clock", "maybe", "只能选重新计时"),
        ("station.phone", "打电话", "应为电话号码"),
        ("cases.direct_closing", "25:00", "应为时刻"),
        ("cases.roll_natural", "yes", "只能是开或关"),
        ("station.address", "长" * 201, "最多 200 个字"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_hint(store: Store, key: str, value: str | int, sentence: str) -> None:
    settings = Settings(store)
    with store.writing(reason="设置") as write, pytest.raises(Refused, match=sentence) as refusal:
        settings.set(write, key, value)
    assert declared_settings()[key].hint in str(refusal.value)
    assert settings.get(key) == declared_settings()[key].default


def test_good_texts_are_kept_in_one_form(store: Store) -> None:
    settings = Settings(store)
    with store.writing(reason="设置") as write:
        assert settings.set(write, "station.phone", " ０４５５-6712345 ") == "0455-6712345"
        assert settings.set(write, "cases.direct_closing", "16:00") == "16:00"
        assert settings.set(write, "cases.roll_natural", value=False) is False
        assert settings.set(write, "station.phone", "") == ""


def test_a_stored_value_that_no_longer_fits_falls_back(store: Store) -> None:
    with store.writing(reason="旧版") as write:
        keep_setting(write, "cases.village_days", "99")
        keep_setting(write, "a.setting.of.yesterday", '"x"')
    settings = Settings(store)
    assert settings.number("cases.village_days") == 3
    assert "a.setting.of.yesterday" not in settings.all()
