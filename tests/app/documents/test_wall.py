"""Sheets for the wall: the network on one page, a large one on several, the roster of a month, the list of grids."""

import pytest

from app.core.errors import Refused
from app.documents.document import Document, Tree, TreeBox
from app.documents.faces import Face
from app.documents.page import Margins, Page, Size
from app.documents.reading import page_count, page_texts
from app.documents.render import render
from app.documents.tree import WIDE, Placed, arrange
from app.documents.wall.network_pages import Cutting
from app.operators.rights import NotAllowed
from app.session import Session
from app.units.facts import TypedHolder, TypedUnit, Unit
from app.units.roster import Pattern
from app.units.stand_ins import StandIn
from tests.app.units.setting_up import household, unit

EDGES = Margins(14, 12, 12, 12)


@pytest.fixture
def station(session: Session) -> Unit:
    session.network.begin()
    return session.network.named("示例村便民服务站")


@pytest.fixture
def point(session: Session, station: Unit) -> Unit:
    return unit(session, "service_point", "东头服务点", station.id)


def text_of(pdf: bytes) -> str:
    return "".join(page_texts(pdf)).replace("\n", "")


def tree_of(points: int, grids: int) -> Tree:
    leaves = (
        *(TreeBox(f"第{n}服务点", ("负责人 赵一",), "service_point") for n in range(points)),
        *(TreeBox(f"第{n}网格", (), "grid", (TreeBox("小网格", (), "grid"),)) for n in range(grids)),
    )
    station = TreeBox("村站", ("站长 钱二",), "station", leaves)
    return Tree((TreeBox("县中心", (), "county", (station,)), TreeBox("党支部")))


def overlap(one: Placed, other: Placed) -> bool:
    beside = one.x + WIDE <= other.x or other.x + WIDE <= one.x
    return not beside and not (one.y + one.height <= other.y or other.y + other.height <= one.y)


@pytest.mark.parametrize(("points", "grids"), [(0, 0), (1, 0), (7, 3), (30, 0), (3, 9)])
@pytest.mark.parametrize("columns", [1, 3, 12])
@pytest.mark.parametrize("stacked", [False, True])
def test_no_two_boxes_overlap_and_all_lie_inside(points: int, grids: int, columns: int, *, stacked: bool) -> None:
    plan = arrange(tree_of(points, grids).roots, columns, Face.SONG, stacked=stacked)
    assert len(plan.boxes) == 3 + points + 2 * grids
    for place, one in enumerate(plan.boxes):
        assert one.x >= 0
        assert one.x + WIDE <= plan.width + 0.01
        assert one.y + one.height <= plan.height + 0.01
        assert not any(overlap(one, other) for other in plan.boxes[place + 1 :])
    assert all(0 <= rule.x1 <= plan.width and 0 <= rule.y2 <= plan.height for rule in plan.rules)


@pytest.mark.parametrize("size", list(Size))
def test_a_tree_is_one_page_and_says_everything(size: Size) -> None:
    document = Document("图", (tree_of(24, 4),), Page(size, landscape=True, margins=EDGES))
    pdf = render(document)
    assert page_count(pdf) == 1
    assert text_of(pdf).count("小网格") == 4
    assert "第23服务点" in text_of(pdf)


def test_a_tree_too_large_to_be_read_is_refused() -> None:
    with pytest.raises(Refused, match="看不清"):
        render(Document("图", (tree_of(300, 0),), Page(Size.A4, landscape=True, margins=EDGES)))


def test_the_network_shows_office_phones_and_masks_private_ones(session: Session, station: Unit, point: Unit) -> None:
    session.network.edit(station.id, TypedUnit(name=station.name, parent_id=station.parent_id, phone="0455-5550101"))
    first, second = session.posts.of(station.id)
    session.posts.take(first.id, TypedHolder(name="王守田", phone="0455-5550102", phone_open=True))
    session.posts.take(second.id, TypedHolder(name="李淑芬", phone="13800000001"))
    sheet = session.walls.network()
    text = text_of(sheet.pdf)
    assert (sheet.pages, sheet.paper, sheet.landscape) == (1, "A3", True)
    assert all(words in text for words in ("东头服务点", "王守田", "0455-5550101", "0455-5550102", "138****0001"))
    assert "13800000001" not in text


def test_a_large_network_has_all_units_on_its_first_page_and_the_people_on_further_ones(
    session: Session, station: Unit
) -> None:
    many = range(115)
    with session.store.writing(reason="许多服务点") as write:
        point = {"kind": "service_point", "parent_id": station.id}
        write.insert_many("units", ({"id": f"unit-{n}", "name": f"第{n}服务点", **point} for n in many))
        write.insert_many("posts", ({"id": f"post-{n}", "unit_id": f"unit-{n}", "name": "负责人"} for n in many))
        write.insert_many("post_holders", ({"post_id": f"post-{n}", "role": "A", "name": "赵一"} for n in many))
    sheet = session.walls.network("A4")
    first, *others = page_texts(sheet.pdf)
    assert sheet.pages == 1 + len(others) > 3
    assert "第114服务点" in first
    assert "赵一" not in first
    assert all(station.name in text for text in others)
    assert "".join(others).count("赵一") == 115


def few(boxes: tuple[TreeBox, ...], most: int = 4) -> bool:
    """Hold a page for readable as long as no unit on it carries more than a few."""
    return len(boxes) <= most and all(few(box.children) for box in boxes)


def headings(boxes: tuple[TreeBox, ...]) -> list[str]:
    return [one for box in boxes for one in (box.heading, *headings(box.children))]


@pytest.mark.parametrize(("points", "grids"), [(1, 0), (4, 1), (9, 0), (2, 7), (11, 13)])
def test_a_network_in_pages_loses_nobody_and_tells_where_a_branch_goes_on(points: int, grids: int) -> None:
    large = TreeBox("大格", ("格长",), "grid", tuple(TreeBox(f"大格{n}") for n in range(9)))
    roots = tree_of(points, grids).roots
    (station,) = roots[0].children
    station = TreeBox(station.heading, station.lines, "station", (*station.children, large))
    pages = Cutting(few, 1).cut((TreeBox("县中心", (), "county", (station,)), *roots[1:]))
    assert all(few(page) for page in pages)
    told = [headings(page) for page in pages]
    assert {f"第{n}服务点" for n in range(points)} | {f"大格{n}" for n in range(9)} <= {
        one for page in told for one in page
    }
    assert sum(page.count("小网格") for page in told) == grids
    (place,) = [line for page in pages for line in lines_of(page) if "见第" in line]
    begins = next(number for number, page in enumerate(told, 2) if "大格0" in page)
    assert place == f"（见第 {begins} 页）"
    assert [lines_of(page).count("站长 钱二") for page in pages].count(1) == 1


def lines_of(boxes: tuple[TreeBox, ...]) -> list[str]:
    return [one for box in boxes for one in (*box.lines, *lines_of(box.children))]


def test_the_roster_tells_halves_apart_only_where_they_differ(session: Session) -> None:
    with pytest.raises(Refused, match="还没有排班"):
        session.walls.roster("2026-10")
    session.roster.lay("2026-10", Pattern(("王守田", "李淑芬", "赵一"), second=True))
    session.settings.change("station.complaint_phone", "12345")
    today = session.clock.today()
    session.stand_ins.arrange(StandIn(away="李淑芬", instead="钱二", first=today))
    sheet = session.walls.roster("2026-10")
    text = text_of(sheet.pdf)
    assert sheet.pages == 1
    assert all(words in text for words in ("2026年10月值班表", "值班人（A 岗）", "钱二（替李淑芬）", "监督电话：12345"))
    assert "上午" not in text
    session.roster.put(today, "pm", "A", "孙三")
    assert "上午（A 岗）" in text_of(session.walls.roster("2026-10", "A3").pdf)


def test_a_roster_of_an_unannounced_year_says_so(session: Session) -> None:
    session.roster.lay("2027-01", Pattern(("王守田",)))
    assert "2027年放假安排公布前，按法定节日和双休推算" in text_of(session.walls.roster("2027-01").pdf)


def test_the_list_of_grids_masks_private_phones(session: Session, station: Unit) -> None:
    with pytest.raises(Refused, match="还没有网格"):
        session.walls.grids()
    grid = unit(session, "grid", "第一网格", station.id)
    session.grids.put(grid.id, [household(session, "1", "赵一")])
    post = session.posts.of(grid.id)[0]
    session.posts.take(post.id, TypedHolder(name="钱二", phone="13800000002"))
    session.posts.take(post.id, TypedHolder(name="孙三", role="B"))
    text = text_of(session.walls.grids().pdf)
    assert all(words in text for words in ("第一网格", "钱二", "138****0002", "孙三"))
    assert "赵一" not in text


def test_whoever_may_only_look_gives_no_paper_and_printing_is_noted(session: Session) -> None:
    with pytest.raises(Refused, match="还没有单位"):
        session.walls.network()
    session.walls.note_printed("值班表", 2)
    last = session.store.row("SELECT action, tbl FROM journal ORDER BY seq DESC LIMIT 1")
    assert last == {"action": "print", "tbl": "offices"}
    session.sit_down(session.operator.__class__(session.operator.id, "乙", "查看", active=True))
    with pytest.raises(NotAllowed):
        session.walls.grids()
