"""Who is listed twice: judged by keyboard, pair after pair."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QWidget

from desktop.domain.changes import Changes
from desktop.domain.link_pairs import LinkCounts, LinkPair
from desktop.domain.linkage import KIND_LABEL, Verdict
from desktop.services import history, links
from desktop.views.kit import Kit, Screen
from desktop.views.layouts import APART, EDGE, button, card, column, row, scrolled
from desktop.views.links.joined import JoinedView
from desktop.views.links.pair import PairView
from desktop.views.text import Prose, label

_NONE = (
    "ไม่มีคู่ที่ต้องตรวจ กด “ค้นหาข้อมูลซ้ำ” หลังนำเข้ารายชื่อ โปรแกรมจะเทียบทุกคนและทุกครัวเรือน "
    "คู่ที่ตรงกันแน่นอนจะเชื่อมเองตามกฎ คู่ที่น่าจะใช่จะมารอให้ตรวจที่นี่"
)
JUDGE, JOINED, RULES = range(3)


class LinksScreen(Screen):
    """`counted` tells how many pairs wait."""

    title = "ตรวจข้อมูลซ้ำ"
    counted = Signal(int)
    open_wanted = Signal(int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._queue: list[int] = []
        self._judged: list[int] = []
        self._pending: set[int] = set()
        self._returning = False
        self._pair: LinkPair | None = None
        self._ahead: LinkPair | None = None
        self.pair = PairView(kit, self)
        self.joined = JoinedView(kit, self)
        self.seek = button("ค้นหาข้อมูลซ้ำ", "primary")
        self.says = label("", "quiet")
        self._lay_out()
        self._connect()

    def arrive(self) -> None:
        """Read which pairs wait."""
        desk = self._kit.desk
        self._kit.read(self, lambda: links.waiting(desk), self._take)
        self.joined.refresh()

    def waiting(self) -> int:
        """Return how many pairs are left."""
        return len(self._queue)

    def current(self) -> LinkPair | None:
        """Return the pair in sight."""
        return self._pair

    def _lay_out(self) -> None:
        nothing = QWidget()
        words = Prose(self._kit.desk.words, _NONE, "quiet")
        nothing.setLayout(column(None, label("ตรวจครบแล้ว", "section"), words, None))
        judge = QWidget()
        self._stack = QStackedLayout(judge)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.pair)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(judge, "รอตรวจ")
        self.tabs.addTab(self.joined, "เชื่อมแล้ว")
        self.tabs.addTab(_rules(self._kit), "กฎที่เชื่อมเอง")
        head = row(label(self.title, "title"), None, self.says, self.seek)
        box = column(head, self.tabs)
        box.setContentsMargins(EDGE, APART, EDGE, 12)
        self.setLayout(box)

    def _connect(self) -> None:
        self.seek.clicked.connect(self._find)
        self.pair.judged.connect(self._judge)
        self.pair.back.connect(self._take_back)
        self.joined.open_wanted.connect(self.open_wanted)
        self._kit.hub.changed.connect(self._changed)

    def _find(self) -> None:
        desk = self._kit.desk
        self.seek.setEnabled(False)

        def done(counts: LinkCounts) -> None:
            self.seek.setEnabled(True)
            self.says.setText(_counts_in_words(counts))
            self._kit.hub.tell(Changes(everything=True))

        def failed(_error: BaseException) -> None:
            self.seek.setEnabled(True)

        handle = self._kit.long(
            self, self.seek.text(), lambda report: links.find_pairs(desk, report), done, failed
        )
        handle.cancelled.connect(lambda: self.seek.setEnabled(True))

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.arrive()

    def _take(self, found: list[int]) -> None:
        # A verdict that is still on its way is no longer asked for.
        waiting = [one for one in found if one not in self._pending]
        back = self._judged[-1] if self._judged else 0
        put_back = back in waiting and (self._returning or back not in self._queue)
        here = self._pair.id if self._pair is not None else 0
        if put_back:
            # Its verdict was taken back: it is asked about again at once.
            self._judged.pop()
            self._returning = False
            here = back
        first = [here] if here in waiting else []
        self._queue = [*first, *(one for one in waiting if one != here)]
        self._told()
        if put_back or not first:
            self._load()

    def _told(self) -> None:
        self.counted.emit(len(self._queue))
        self.tabs.setTabText(JUDGE, f"รอตรวจ {len(self._queue):,}" if self._queue else "รอตรวจ")
        self.pair.count(len(self._queue))

    def _load(self) -> None:
        """Show the first pair of the queue."""
        if not self._queue:
            self._pair = self._ahead = None
            self._stack.setCurrentIndex(0)
            return
        if self._ahead is not None and self._ahead.id == self._queue[0]:
            self._show(self._ahead)
            return
        desk, wanted = self._kit.desk, self._queue[0]

        def done(pair: LinkPair | None) -> None:
            if not self._queue or self._queue[0] != wanted:
                return
            if pair is None:
                # One of the two is gone since; nobody is asked about it.
                del self._queue[0]
                self._told()
                self._load()
                return
            self._show(pair)

        self._kit.read(self, lambda: links.pair(desk, wanted), done)

    def _show(self, pair: LinkPair) -> None:
        self._pair, self._ahead = pair, None
        self.pair.put(pair, len(self._queue))
        self._stack.setCurrentIndex(1)
        if self.isVisible() and self.tabs.currentIndex() == JUDGE:
            self.pair.setFocus()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Read the next pair while this one is looked at."""
        if len(self._queue) < 2:
            return
        desk, wanted = self._kit.desk, self._queue[1]

        def done(pair: LinkPair | None) -> None:
            self._ahead = pair

        self._kit.read(self, lambda: links.pair(desk, wanted), done)

    def _judge(self, verdict: Verdict) -> None:
        pair, desk = self._pair, self._kit.desk
        if pair is None:
            return
        self._pair = None
        self._judged.append(pair.id)
        self._pending.add(pair.id)
        self._queue = [one for one in self._queue if one != pair.id]
        if verdict is Verdict.LATER:
            self._queue.append(pair.id)
        self._told()
        ahead = self._ahead
        if verdict is Verdict.SAME and ahead and set(ahead.homes) & set(pair.homes):
            self._ahead = ahead = None  # it is another pair once these two are one
        if ahead is not None:
            self._load()

        def stored(_changes: Changes) -> None:
            self._pending.discard(pair.id)
            if self._pair is None:
                self._load()

        self._kit.write(
            self,
            lambda: links.decide(desk, pair, verdict),
            stored,
            lambda _error: self._refused(pair),
        )

    def _refused(self, pair: LinkPair) -> None:
        """Ask again about a pair that could not be stored."""
        self._judged = [one for one in self._judged if one != pair.id]
        self._pending.discard(pair.id)
        self._pair = self._ahead = None
        self._queue = [pair.id, *(one for one in self._queue if one != pair.id)]
        self.arrive()

    def _take_back(self) -> None:
        if self._judged:
            self._returning = True
            desk = self._kit.desk
            self._kit.write(self, lambda: history.undo_last(desk))


def _counts_in_words(counts: LinkCounts) -> str:
    parts = [
        f"{KIND_LABEL[kind]} เชื่อมเอง {counts.joined[kind]:,} รอตรวจ {counts.waiting[kind]:,}"
        for kind in counts.waiting
    ]
    return "   ".join(reversed(parts))


def _rules(kit: Kit) -> QWidget:
    """Return the page of exact rules."""
    rules, never = links.rules()
    parts: list[QWidget] = [label("คู่ที่โปรแกรมเชื่อมเอง", "section")]
    parts += [
        Prose(kit.desk.words, f"{number}. {KIND_LABEL[rule.kind]}: {rule.words}")
        for number, rule in enumerate(rules, 1)
    ]
    parts.append(label("คู่ที่โปรแกรมไม่เชื่อมเอง", "section"))
    parts += [Prose(kit.desk.words, f"• {words}") for words in never]
    inside = QWidget()
    inside.setObjectName("page")
    inside.setLayout(column(card(*parts), None, edge=8))
    return scrolled(inside)
