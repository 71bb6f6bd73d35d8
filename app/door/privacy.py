"""``privacy``: consents, requests of a person and their answers, erasure, impact assessments."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.saving import save_pdf
from app.door.arguments import read_date, writable
from app.door.call import Answer, Call
from app.privacy.assessments import PARTS
from app.privacy.facts import Assessment

if TYPE_CHECKING:
    from app.session import Session

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so


def configure(words: "Words") -> None:
    """Declare the word."""
    parser = words.add_parser("privacy", help="个人信息：同意、查阅更正删除的请求、影响评估")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    consent = actions.add_parser("consent", help="记下一份同意")
    consent.add_argument("resident", metavar="RESIDENT")
    consent.add_argument("purpose", metavar="PURPOSE")
    consent.add_argument("--given-by", default="", help="谁签的，默认是本人")
    consent.add_argument("--guardian", default="", help="监护人，不满 14 周岁的要写")
    consent.add_argument("--day", type=read_date, help="哪天签的，默认是今天")
    listed = actions.add_parser("consents", help="列出同意")
    listed.add_argument("resident", metavar="RESIDENT", nargs="?", default="")
    withdraw = actions.add_parser("withdraw", help="撤回一份同意")
    withdraw.add_argument("id", metavar="ID")
    request = actions.add_parser("request", help="登记请求：look、correct 或 erase")
    request.add_argument("resident", metavar="RESIDENT")
    request.add_argument("kind", metavar="KIND")
    request.add_argument("--content", default="", help="本人怎么说的")
    for word, told in (("answer", "打印查阅、更正的答复单"), ("erase", "依法删除并打印答复单，不能撤销")):
        one = actions.add_parser(word, help=told)
        one.add_argument("number", metavar="NUMBER")
        one.add_argument("--text", default="", help="写在答复单上的说明")
        one.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    assess = actions.add_parser("assess", help="保存一份影响评估")
    for name, told in PARTS.items():
        assess.add_argument(f"--{name.replace('_', '-')}", required=True, help=told)
    actions.add_parser("assessments", help="列出影响评估")
    parser.set_defaults(run=run)


def run(call: Call) -> Answer:
    """Do what the action names."""
    actions = {
        "consent": _consent,
        "consents": _consents,
        "withdraw": _withdraw,
        "request": _request,
        "answer": _answer,
        "erase": _erase,
        "assess": _assess,
        "assessments": _assessments,
    }
    return actions[call.arguments.action](call.open(), call.arguments)


def _consent(session: "Session", asked: argparse.Namespace) -> Answer:
    kept, changes = session.privacy.consents.give(
        asked.resident, asked.purpose, day=asked.day, given_by=asked.given_by, guardian=asked.guardian
    )
    session.emit(changes)
    return Answer(kept, f"同意已经记下：{kept.id}")


def _consents(session: "Session", asked: argparse.Namespace) -> Answer:
    found = session.privacy.consents.of(asked.resident)
    told = [f"{one.id} {one.purpose} {one.given_on} {'' if one.stands else '已撤回'}".strip() for one in found]
    return Answer(found, "\n".join(told) or "没有同意。")


def _withdraw(session: "Session", asked: argparse.Namespace) -> Answer:
    session.emit(session.privacy.consents.withdraw(asked.id))
    return Answer({"withdrawn": asked.id}, "已撤回。")


def _request(session: "Session", asked: argparse.Namespace) -> Answer:
    case, changes = session.privacy.requests.register(asked.resident, asked.kind, asked.content, session.operator)
    session.emit(changes)
    return Answer({"number": case.number, "due_day": case.due_day}, f"已登记请求：{case.number}")


def _answer(session: "Session", asked: argparse.Namespace) -> Answer:
    out = writable(asked.out)
    saved = save_pdf(out, session.privacy.answer(asked.number, asked.text))
    return Answer({"file": str(saved)}, f"答复单存成 {saved.name}。")


def _erase(session: "Session", asked: argparse.Namespace) -> Answer:
    out = writable(asked.out)
    (erased, pdf), changes = session.privacy.erase(asked.number, asked.text)
    session.emit(changes)
    saved = save_pdf(out, pdf)
    return Answer(erased, f"已经删除，答复单存成 {saved.name}。")


def _assess(session: "Session", asked: argparse.Namespace) -> Answer:
    kept, changes = session.privacy.assessments.keep(Assessment(**{name: getattr(asked, name) for name in PARTS}))
    session.emit(changes)
    return Answer(kept, f"评估已保存，至少保存到 {kept.keep_until}。")


def _assessments(session: "Session", _: argparse.Namespace) -> Answer:
    found = session.privacy.assessments.all()
    return Answer(found, "\n".join(f"{one.made_on} {one.title}" for one in found) or "没有评估。")
