"""The sheet with the recovery code: printed once at set-up, sealed, kept in two places."""

from app.documents.document import Document, Facts, Gap, Signatures, Title, Words
from app.documents.render import render
from app.operators.recovery import code_number

COPY = "第几份"
ADVICE = (
    "忘了密码时，只有这个恢复码能打开数据。谁拿到它，谁就能打开数据，请装进信封封好。",
    "一式两份：一份存村里的保险柜，一份交乡镇便民服务中心保管。不要拍照，不要存进电脑或手机。",
    "使用时在登录窗口选“忘了密码，用恢复码”，不分大小写；字母 O 和数字 0、字母 I 和数字 1 输哪个都行。",
)


def recovery_sheet(office_name: str, operator_name: str, code: str, day_text: str) -> bytes:
    """Give the PDF of the sheet; the bytes are handed to the printer and kept nowhere."""
    groups = code.split("-")
    pairs = tuple((f"第 {number} 组", group) for number, group in enumerate(groups, 1))
    told = (("办公点", office_name), ("站长", operator_name), ("日期", day_text), ("编号", code_number(code)))
    facts = Facts((*told, (COPY, "")), wide=frozenset({COPY}))
    return render(
        Document(
            "恢复码",
            (
                Title("恢 复 码", below="村站通数据的备用钥匙"),
                facts,
                Gap(16),
                Facts(pairs, size=16),
                Gap(16),
                *(Words(words) for words in ADVICE),
                Gap(16),
                Signatures(("封存人签名", "保管人签名", "日期")),
            ),
        )
    )
