"""The lines of a new case: who, what, and behind 更多 what is needed now and then."""

from collections.abc import Callable
from datetime import date

from app.cases.facts import Applicant, NewCase
from app.cases.workflow import workflow
from app.core.pinyin import pinyin_of_words
from app.session import Session
from ui.cases.registering import UNKNOWN, find_items, find_villagers
from ui.widgets.choice_entry import ChoiceEntry, Option
from ui.widgets.day_entry import DayEntry
from ui.widgets.entry import TextEntry
from ui.widgets.form import Form
from ui.widgets.id_number_entry import IdNumberEntry
from ui.widgets.pick_entry import PickEntry
from ui.widgets.verdict import FINE, Verdict, hint
from ui.work import Work

UNKNOWN_LINES = ("id_number", "phone", "group", "address")
MORE_LINES = ("channel", "agent_name", "agent_phone", "first_contact", "handler", "post_a", "post_b", "day", "reason")
WANTED_LINES = ("appointment_on", "appointment_slot", "visit_address")
_ASKED = (*UNKNOWN_LINES, *MORE_LINES, *WANTED_LINES, "item", "content")
_EMPTIED = tuple(line for line in _ASKED if line not in {"channel", "day", "item"})
_DAY_BEFORE = "补录：写真实的登记日期"


class RegisterForm(Form):
    """Who and what first; Enter in the last line finishes. ``shows_more`` opens the lines behind 更多."""

    def __init__(self, work: Work, session: Session, today: Callable[[], date]) -> None:
        """Find villagers and items in ``session``."""
        super().__init__()
        self._today, self._more = today, False
        self._day, self._appointment = DayEntry(today), DayEntry(today)
        who = "姓名、拼音首字母、证件尾号"
        self.who = PickEntry(work, lambda text, most: find_villagers(session, text, most), "申请人", placeholder=who)
        self.item = PickEntry(
            work, lambda text, most: find_items(session, text, most), "事项", placeholder="名称或拼音首字母"
        )
        self.add("who", "申请人", self.who, needed=True)
        self.add("id_number", "身份证号", IdNumberEntry(), advice="可以后补")
        self.add("phone", "电话", TextEntry(letters=14), advice="好联系本人")
        self.add("group", "村民小组", TextEntry(letters=10))
        self.add("address", "住址", TextEntry())
        self.add("item", "事项", self.item, needed=True)
        self._add_more()
        self.add("content", "办理内容", TextEntry(placeholder="可以不写，直接回车"))
        self.edited.connect(self._follow)
        self.show_more(there=False)

    def start(self) -> None:
        """Begin anew, on the day that it is now."""
        self._day.keep_between(None, self._today())
        self._appointment.keep_between(self._today(), None)
        self.who.show_hit(None)
        self.item.show_hit(None)
        usual = {"channel": workflow().channels[0].key, "day": self._today().isoformat()}
        self.show_typed(dict.fromkeys(_EMPTIED, "") | usual)
        self.show_more(there=False)

    def shows_more(self) -> bool:
        """Tell whether the lines behind 更多 are open."""
        return self._more

    def show_more(self, *, there: bool) -> None:
        """Open or close the lines behind 更多; what was typed in them stays."""
        self._more = there
        for key in MORE_LINES:
            self.show_line(key, there=there)
        self._follow("channel")
        self._follow("who")

    def resident_id(self) -> str:
        """Give the villager that was picked, empty for one who is not in the register."""
        hit = self.who.hit()
        return "" if hit is None or hit.kind == UNKNOWN else hit.id

    def new_case(self, papers: tuple[str, ...]) -> NewCase:
        """Give what is typed as facts; call it when the form is complete."""
        typed = {key: self.entry(key).typed() for key in _ASKED}
        hit = self.who.hit()
        applicant = Applicant(name="" if hit is None else hit.title, id=self.resident_id() or None)
        if not applicant.id:
            applicant = Applicant(
                name=applicant.name,
                id_number=typed["id_number"],
                phone=typed["phone"],
                address=typed["address"],
                group=typed["group"],
            )
        day = date.fromisoformat(typed["day"])
        return NewCase(
            applicant=applicant,
            item_code=typed["item"],
            channel=typed["channel"],
            content=typed["content"],
            papers=papers,
            day=None if day == self._today() else day,
            reason=typed["reason"],
            agent_name=typed["agent_name"],
            agent_phone=typed["agent_phone"],
            first_contact=typed["first_contact"],
            handler=typed["handler"],
            post_a=typed["post_a"],
            post_b=typed["post_b"],
            appointment_on=date.fromisoformat(typed["appointment_on"]) if typed["appointment_on"] else None,
            appointment_slot=typed["appointment_slot"],
            visit_address=typed["visit_address"],
        )

    def _add_more(self) -> None:
        channels = [Option(one.key, one.label, pinyin_of_words(one.label).initials) for one in workflow().channels]
        self.add("channel", "受理渠道", ChoiceEntry(channels))
        self.add("appointment_on", "预约日期", self._appointment)
        self.add("appointment_slot", "预约时段", TextEntry(letters=10, placeholder="如 9:00—10:00"))
        self.add("visit_address", "上门地址", TextEntry(), advice="不写就用申请人的住址")
        self.add("agent_name", "代理人", TextEntry(letters=10), advice="别人代为申请的写上")
        self.add("agent_phone", "代理人电话", TextEntry(letters=14))
        self.add("first_contact", "首问责任人", TextEntry(letters=10), advice="不写就是现在的操作员")
        self.add("handler", "承办人", TextEntry(letters=10))
        self.add("post_a", "A 岗", TextEntry(letters=10), advice="不写就按设置")
        self.add("post_b", "B 岗", TextEntry(letters=10), advice="不写就按设置")
        self._day.show_day(self._today())
        self.add("day", "登记日期", self._day, needed=True, check=self._check_day)
        self.add("reason", "备注", TextEntry(), advice="补录的写明依据")

    def _follow(self, key: str) -> None:
        if key == "who":
            hit = self.who.hit()
            unknown = hit is not None and hit.kind == UNKNOWN
            for line in UNKNOWN_LINES:
                self.show_line(line, there=unknown)
        if key == "channel":
            chosen = self.entry("channel").typed()
            wants = next((one.wants for one in workflow().channels if one.key == chosen), ())
            for line in WANTED_LINES:
                base = "appointment_on" if line == "appointment_slot" else line
                self.show_line(line, there=self._more and base in wants)

    def _check_day(self, typed: str) -> Verdict:
        return FINE if typed == self._today().isoformat() else hint(_DAY_BEFORE)
