"""What the privacy gate says of a draft: that it may hang, or page by page what must not be read there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.notices.gate import Finding
from ui.style import GRID
from ui.widgets.labels import Label

MOST = 12


class GatePanel(QFrame):
    """One heading and the findings in words."""

    def __init__(self) -> None:
        """Begin before anything was checked."""
        super().__init__()
        self.setProperty("kind", "sheet")
        self.heading, self.words = Label(kind="heading", wraps=True), Label(wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        self.wait()

    def wait(self) -> None:
        """Say that the notice is being made."""
        self._say("正在生成和检查…", "")

    def show_findings(self, findings: Sequence[Finding], pages: int) -> None:
        """Show what was found on ``pages`` pages."""
        if not findings:
            told = f"共 {pages} 页。没有读到身份证号、电话、卡号、门牌号和不该公开的姓名。"
            self._say("✓ 隐私检查通过", told)
            return
        listed = [f"第 {one.page} 页：{one.sentence}" for one in findings[:MOST]]
        if len(findings) > MOST:
            listed.append(f"还有 {len(findings) - MOST} 处。")
        listed.append("请到村民资料或事项里改正，这里会自动重新检查。")
        self._say(f"！ 隐私检查没有通过，{len(findings)} 处要改", "\n".join(listed))

    def tell(self, trouble: str) -> None:
        """Say why nothing could be made."""
        self._say("！ 公示没有生成", trouble)

    def _say(self, heading: str, words: str) -> None:
        self.heading.setText(heading)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.setAccessibleName(f"{heading} {words}".strip())
