"""What was read from the scan of a paper that came back: never a fact, a draft to be confirmed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.geometry import Place
from desktop.domain.paper_codes import SideCode


class BoxState(StrEnum):
    """What a box holds. One that was filled out was ticked by mistake, and taken back."""

    EMPTY = "empty"
    TICKED = "ticked"
    CANCELLED = "cancelled"
    DOUBTFUL = "doubtful"


class Trust(StrEnum):
    """Whether a page may be read; of all but good ones nothing is read, a person keys them."""

    GOOD = "good"
    NO_CODE = "no_code"
    UNKNOWN_LAYOUT = "unknown_layout"
    NO_MARKS = "no_marks"
    FEW_FRAMES = "few_frames"
    BLACK_AND_WHITE = "black_and_white"
    WASHED_OUT = "washed_out"
    SHADOW = "shadow"


TRUST_LABEL = {
    Trust.GOOD: "อ่านได้",
    Trust.NO_CODE: "อ่านรหัสไม่ได้",
    Trust.UNKNOWN_LAYOUT: "ไม่รู้จักแบบรุ่นนี้",
    Trust.NO_MARKS: "ไม่พบสี่เหลี่ยมดำที่มุม",
    Trust.FEW_FRAMES: "เห็นช่องไม่ครบ",
    Trust.BLACK_AND_WHITE: "สแกนเป็นขาวดำ",
    Trust.WASHED_OUT: "ภาพเป็นสำเนา เส้นจางหายไปได้",
    Trust.SHADOW: "มีเงารอยพับเข้ม",
}
TRUST_ADVICE = {
    Trust.NO_CODE: "กรุณาสแกนใหม่ให้เห็นรหัสทั้งดวง หรือกรอกหน้านี้ด้วยมือ",
    Trust.UNKNOWN_LAYOUT: "กรุณากรอกหน้านี้ด้วยมือ",
    Trust.NO_MARKS: "กรุณาสแกนใหม่ให้เห็นทั้งหน้า หรือกรอกหน้านี้ด้วยมือ",
    Trust.FEW_FRAMES: "กรุณาสแกนใหม่เป็นสีเทา 200 dpi ให้เห็นทั้งหน้า หรือกรอกหน้านี้ด้วยมือ",
    Trust.BLACK_AND_WHITE: "รอยปากกาจางหายไปได้ กรุณาตั้งเครื่องสแกนเป็นสีเทา หรือกรอกหน้านี้ด้วยมือ",
    Trust.WASHED_OUT: "กรุณาสแกนจากต้นฉบับ หรือกรอกหน้านี้ด้วยมือ",
    Trust.SHADOW: "กรุณากดกระดาษให้เรียบแล้วสแกนใหม่ หรือกรอกหน้านี้ด้วยมือ",
}


def ticks_of(boxes: Iterable["BoxReading"]) -> dict[tuple[str, int], list[str]]:
    """Return the choices that are ticked, by question and row; those in doubt are left out.

    A question of which one may be chosen has no answer where several are ticked.
    """
    found: dict[tuple[str, int], list[str]] = {}
    single: set[tuple[str, int]] = set()
    for box in boxes:
        place = (box.place.question, box.place.row)
        if box.place.single:
            single.add(place)
        if box.state is BoxState.TICKED:
            found.setdefault(place, []).append(box.place.choice)
    return {
        place: choices
        for place, choices in found.items()
        if place not in single or len(choices) == 1
    }


def taken_back(boxes: Iterable["BoxReading"]) -> dict[tuple[str, int], set[str]]:
    """Return the choices whose boxes were filled out, by question and row."""
    found: dict[tuple[str, int], set[str]] = {}
    for box in boxes:
        if box.state is BoxState.CANCELLED:
            found.setdefault((box.place.question, box.place.row), set()).add(box.place.choice)
    return found


@dataclass(frozen=True, slots=True)
class BoxReading:
    """One box: its `ink` is the mean darkness inside it, 0 to 1, over the page's blank level."""

    place: Place
    state: BoxState
    ink: float


@dataclass(frozen=True, slots=True)
class PageReading:
    """One side of a paper. `boxes` are in printed order, empty where the page isn't trusted.

    `plane` maps millimetres of the side to points of the picture: nine numbers, row by row.
    """

    trust: Trust
    code: SideCode | None = None
    boxes: tuple[BoxReading, ...] = field(default=())
    plane: tuple[float, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a scan with its household. `picture` is a JPEG, laid straight where it could be.

    `dots` is how many of its points make a millimetre, 0 where it isn't laid straight. `words`
    say what a person should know of it. What is `known` was taken in before.
    """

    file: str
    number: int
    reading: PageReading
    picture: bytes
    dots: float = 0
    household_id: int = 0
    called: str = ""
    words: tuple[str, ...] = ()
    known: bool = False

    @property
    def is_read(self) -> bool:
        """Whether its boxes can become answers."""
        good = self.reading.trust is Trust.GOOD and self.household_id > 0
        return good and not self.known


@dataclass(frozen=True, slots=True)
class Question:
    """A box that a person should look at: where it is in which page, and why."""

    page: int
    box: int
    why: str


SAMPLE = 50
"""One in so many of the sure boxes is shown to a person too."""


def to_ask(pages: Sequence[ScannedPage]) -> tuple[Question, ...]:
    """Return the boxes to look at: the doubtful ones first, then a sample of the sure ones.

    A box that was filled out is always looked at, and so is a question ticked twice.
    """
    doubtful, sample = [], []
    sure = 0
    for page_number, page in enumerate(pages):
        if not page.is_read:
            continue
        twice = _ticked_twice(page.reading.boxes)
        for number, box in enumerate(page.reading.boxes):
            why = _why(box, twice)
            if why:
                doubtful.append(Question(page_number, number, why))
                continue
            sure += 1
            if sure % SAMPLE == 0:
                sample.append(Question(page_number, number, "สุ่มตรวจ"))
    return (*doubtful, *sample)


def _ticked_twice(boxes: Iterable[BoxReading]) -> set[tuple[str, int]]:
    counts = Counter(
        (box.place.question, box.place.row)
        for box in boxes
        if box.place.single and box.state is BoxState.TICKED
    )
    return {place for place, count in counts.items() if count > 1}


def _why(box: BoxReading, twice: set[tuple[str, int]]) -> str:
    if box.state is BoxState.DOUBTFUL:
        return "ไม่แน่ใจ"
    if box.state is BoxState.CANCELLED:
        return "ระบายทึบ"
    place = (box.place.question, box.place.row)
    if box.state is BoxState.TICKED and place in twice:
        return "ข้อนี้เลือกได้ข้อเดียว แต่มีเครื่องหมายมากกว่าหนึ่งช่อง"
    return ""


@dataclass(frozen=True, slots=True)
class TakenScans:
    """What became of confirmed pages: logbooks drafted, papers kept, and what to look at."""

    households: int = 0
    papers: int = 0
    words: tuple[str, ...] = ()
