"""What was read from the scan of a paper that came back: never a fact, a draft to be confirmed."""

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
