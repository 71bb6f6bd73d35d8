"""A station whose network has begun: county, township, station, one point, one grid."""

import pytest

from app.session import Session
from app.units.facts import Unit
from tests.app.units.setting_up import unit


@pytest.fixture
def station(session: Session) -> Unit:
    session.network.begin()
    return session.network.named("示例村便民服务站")


@pytest.fixture
def point(session: Session, station: Unit) -> Unit:
    return unit(session, "service_point", "东头服务点", station.id)


@pytest.fixture
def grid(session: Session, station: Unit) -> Unit:
    return unit(session, "grid", "第一网格", station.id)
