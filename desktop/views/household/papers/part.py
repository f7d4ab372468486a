"""Papers and pictures of the household: dropped, pasted, chosen or fetched from the scanner."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.papers import Attachment
from desktop.domain.records import Household
from desktop.models import papers as columns
from desktop.models.papers import UNNAMED, papers_model
from desktop.models.records import Choices
from desktop.services import attachments
from desktop.services.opened_copies import OpenedCopies
from desktop.views.dialogs import PAPERS
from desktop.views.flow import Flow
from desktop.views.household.papers.listing import PaperDrop, PapersGrid
from desktop.views.household.papers.taking import Taking
from desktop.views.household.papers.tray import ScanTray
from desktop.views.household.section import Part
from desktop.views.kit import Kit
from desktop.views.layouts import button, column, scrolled
from desktop.views.text import Prose, label, restyle

_HELP = "พิมพ์เพื่อแก้ชื่อ  Enter เปิดดู  Delete นำออก  ลากไฟล์มาวางหรือกด Ctrl+V เพื่อแนบเพิ่ม"
_NOTHING = (
    "ภาพถ่ายบ้าน แผ่นพับที่เขียนแล้ว สำเนาบัตร และเอกสารสแกนของครัวเรือนนี้จะอยู่ที่นี่ "
    "ลากรูปหรือไฟล์ PDF มาวางตรงนี้ กด Ctrl+V หรือกดแนบไฟล์ "
    "รูปถูกย่อ ตำแหน่งที่ถ่ายถูกลบออก และเก็บไว้ในฐานข้อมูลนี้เท่านั้น"
)


class PapersPart(Part):
    """The list of papers, or the scanner's tray in its place while it is asked for."""

    name = "เอกสาร-รูป"

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self._saving = 0
        self._news = ""
        self._versions: dict[int, int] = {}
        self._copies = OpenedCopies()
        self.taking = Taking(kit, self)
        self.model = papers_model(self._people, self)
        self.grid = PapersGrid("เอกสารและรูปของครัวเรือน", self)
        self.grid.setModel(self.model)
        self.grid.lay_out((96, 180, 110, 150, 112, 160, 80), stretch=columns.TITLE)
        self.drop = PaperDrop(self)
        self._stack = QStackedWidget(self.drop)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self.grid)
        self.drop.setLayout(column(self._stack, edge=2))
        self.tray = ScanTray(kit, self)
        self._says = Prose(kit.desk.words, "", "small")
        self.pick = button("แนบไฟล์...", "primary")
        self.paste = button("วางภาพ", tip="Ctrl+V")
        self.scans = button("รับจากโฟลเดอร์สแกน")
        self.see = button("เปิดดู", tip="Enter")
        self.save_as = button("บันทึกเป็นไฟล์...")
        self.remove = button("นำออก", tip="Delete")
        inside = QWidget(self)
        inside.setObjectName("page")
        acts = Flow(self.pick, self.paste, self.scans, self.see, self.save_as, self.remove)
        inside.setLayout(column(acts, self._says, self.tray, self.drop))
        # On a low screen the list keeps room for a paper, and the page scrolls.
        self.setLayout(column(scrolled(inside)))
        self._connect()
        self._show(())

    def _empty(self) -> QWidget:
        made = QWidget(self)
        title = label("ยังไม่มีเอกสารหรือรูป", "section")
        what = Prose(self.kit.desk.words, _NOTHING, "quiet")
        for one in (title, what):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        made.setLayout(column(None, title, what, None, edge=24))
        return made

    def _connect(self) -> None:
        self.pick.clicked.connect(lambda: self._pick())
        self.paste.clicked.connect(lambda: self.taking.clipboard())
        self.scans.clicked.connect(lambda: self.tray.look())
        self.see.clicked.connect(lambda: self._with_current(self._open))
        self.save_as.clicked.connect(lambda: self._with_current(self._save_as))
        self.remove.clicked.connect(lambda: self._with_current(self._remove))
        self.grid.opened.connect(self._open)
        self.grid.removed.connect(self._remove)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.drop.dropped.connect(self.taking.files)
        self.drop.picture.connect(self.taking.picture)
        self.tray.chosen.connect(lambda paths: self.taking.files(paths, scanned=True))
        self.taking.told.connect(lambda news, bad: self._say(news, bad=bad))
        self.tray.left.connect(lambda: self.begin())
        self.tray.opened.connect(lambda: self._give_way(tray=True))
        self.tray.closed.connect(lambda: self._give_way(tray=False))
        self.model.edited.connect(self._save)
        self.model.rejected.connect(lambda why: self._say(why, bad=True))
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.taking.clipboard())
        self.destroyed.connect(self._copies.close)

    def show_household(self, household: Household) -> None:
        """Load the papers."""
        if self.is_other(household):
            self._show(())
            self.tray.put_away()
            self._say("")
        super().show_household(household)
        self.taking.household_id = household.id
        desk = self.kit.desk
        self.kit.read(self, lambda: attachments.of_household(desk, household.id), self._show)

    def begin(self) -> None:
        """Stand in the list, or where the first paper comes from."""
        if self.model.rowCount():
            self.grid.setFocus()
        else:
            self.pick.setFocus()

    def busy(self) -> bool:
        """Whether a title is still being stored."""
        return self._saving > 0

    def _give_way(self, *, tray: bool) -> None:
        """Leave the room to the scanner's tray while it is there."""
        self.drop.setVisible(not tray)
        self._allow()

    def _people(self) -> Choices:
        members = self.household.members if self.household else ()
        return tuple((m.id, m.name) for m in members)

    def _show(self, papers: tuple[Attachment, ...]) -> None:
        if self.household is not None and any(p.household_id != self.household.id for p in papers):
            return  # the answer to an earlier question
        if self._saving:
            return
        self.model.show(papers)
        self._versions = {paper.id: paper.version for paper in papers}
        self._stack.setCurrentIndex(1 if papers else 0)
        if papers and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, columns.TITLE))
        self._allow()
        if not self._news:
            self._say("")

    def _allow(self) -> None:
        there = self.grid.currentIndex().isValid()
        for one in (self.see, self.save_as, self.remove):
            one.setEnabled(there)
            one.setVisible(self.model.rowCount() > 0 and self.tray.isHidden())

    def _with_current(self, act: Callable[[int], None]) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            act(index.row())

    def _pick(self) -> None:
        files = self.kit.ask.open_files("เลือกรูปหรือเอกสาร", PAPERS)
        if files:
            self.taking.files(files)

    def _save(self, _row: int, paper: Attachment) -> None:
        desk = self.kit.desk
        self._saving += 1
        self._say("")

        def store() -> Changes:
            # Of two quick steps the second stands on what the first has stored.
            version = self._versions.get(paper.id, paper.version)
            changes = attachments.save(desk, replace(paper, version=version))
            self._versions[paper.id] = version + 1
            return changes

        def ended(_result: object) -> None:
            self._saving -= 1
            if self.household is not None:
                self.show_household(self.household)

        self.kit.write(self, store, ended, ended)

    def _remove(self, number: int) -> None:
        desk, paper = self.kit.desk, self.model.at(number)
        title = paper.title or UNNAMED

        def ended(_result: object) -> None:
            self._say(f"นำ “{title}” ออกแล้ว กด Ctrl+Z เพื่อนำกลับมา")
            self.begin()

        self.kit.write(self, lambda: attachments.remove(desk, paper), ended)

    def _open(self, number: int) -> None:
        desk, paper, copies = self.kit.desk, self.model.at(number), self._copies

        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self._say("เครื่องนี้ไม่มีโปรแกรมเปิดไฟล์ชนิดนี้ กรุณาบันทึกเป็นไฟล์แล้วเปิดด้วยโปรแกรมอื่น", bad=True)

        self.kit.read(
            self, lambda: copies.make(attachments.content(desk, paper), paper.ending), show
        )

    def _save_as(self, number: int) -> None:
        desk, paper = self.kit.desk, self.model.at(number)
        # Nobody's name in it: whoever saves it elsewhere decides what it says.
        suggestion = desk.output / f"เอกสาร-{paper.id}{paper.ending}"
        target = self.kit.ask.save_file("บันทึกเอกสารเป็นไฟล์", suggestion, f"(*{paper.ending})")
        if target is not None:
            self.kit.write(
                self,
                lambda: attachments.save_as(desk, paper, target),
                lambda path: self._say(f"บันทึกไว้ที่ {path}"),
            )

    def _say(self, news: str, *, bad: bool = False) -> None:
        """Tell the news; without any, the keys of the list where there is one."""
        self._news = news
        words = news or (_HELP if self.model.rowCount() else "")
        restyle(self._says, "role", "danger" if bad else "small")
        self._says.say(words)
        self._says.setVisible(bool(words))
