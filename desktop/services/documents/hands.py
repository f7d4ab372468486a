"""Two processes that draw leaflets side by side, for a run of very many."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import cycle

from desktop.domain.errors import UserError
from desktop.domain.leaflet import LeafletContent
from desktop.domain.leaflet_layout import LeafletLayout
from desktop.domain.paper_layout import Layout
from desktop.domain.progress import Reporter, Silent
from desktop.importing.child import Child, Kept
from desktop.printing.leaflet.document import DrawnLeaflets, Hands, LooseLeaflets
from desktop.services.desk import Desk
from desktop.services.documents.layouts import own_folder, typesetter_of

# Below this the processes' start takes longer than they save.
MANY = 2000
_HANDS = 2
# So much lies ready at most: the file is written in order, and memory stays flat.
_AHEAD = 3 * _HANDS


@dataclass(frozen=True, slots=True)
class _Task:
    desk: Desk
    texts: LeafletLayout
    layout: Layout | LeafletLayout
    returns: bool


@contextmanager
def two_hands(
    desk: Desk,
    texts: LeafletLayout,
    layout: Layout | LeafletLayout,
    households: int,
    *,
    returns: bool = True,
) -> Iterator[Hands | None]:
    """Give what draws leaflets in two processes; they are gone in the end, whatever happened.

    None where so few `households` are drawn sooner by one. `layout` is the whole document's.

    Raises, while drawing:
        UserError: a process died.
        ChildError: a bug of ours in one.
    """
    if households < MANY:
        yield None
        return
    # Without what it has made for itself so far, a desk can go to another process.
    task = _Task(replace(desk), texts, layout, returns)
    with ExitStack() as stack:
        # A thread each: a process answers one call after the other.
        threads = [ThreadPoolExecutor(1, "leaflets") for _ in range(_HANDS)]
        for thread in threads:
            stack.callback(thread.shutdown, cancel_futures=True)
        # Closed before the threads are waited for: what is still being drawn is of no use then.
        children = [stack.enter_context(Child()) for _ in range(_HANDS)]

        def hands(lots: Iterable[Sequence[LeafletContent]]) -> Iterator[DrawnLeaflets]:
            waiting: deque[Future[DrawnLeaflets]] = deque()
            turns = cycle(zip(threads, children, strict=True))
            for some in lots:
                thread, child = next(turns)
                waiting.append(thread.submit(child.call, _draw, task, some, report=Silent()))
                if len(waiting) == _AHEAD:
                    yield _result(waiting.popleft())
            while waiting:
                yield _result(waiting.popleft())

        yield hands


def _result(drawn: Future[DrawnLeaflets]) -> DrawnLeaflets:
    try:
        return drawn.result()
    except UserError:
        # The layout was tried before: nothing else is told than that the process died.
        raise UserError(
            "จัดหน้าแผ่นพับไม่สำเร็จ",
            "ส่วนที่ช่วยจัดหน้าหยุดทำงาน อาจเพราะหน่วยความจำของเครื่องไม่พอ ยังไม่มีการบันทึกว่าพิมพ์ "
            "กรุณาปิดโปรแกรมอื่น หรือเลือกครัวเรือนให้น้อยลง แล้วพิมพ์ใหม่",
        ) from None


def _draw(
    kept: Kept, task: _Task, contents: Sequence[LeafletContent], _report: Reporter
) -> DrawnLeaflets:
    """Draw some households' leaflets, with the words shaped for those before."""
    if "leaflets" not in kept:
        setter = typesetter_of(task.desk, task.layout)
        folder = own_folder(task.desk)
        kept["leaflets"] = LooseLeaflets(setter, task.texts, folder, returns=task.returns)
    leaflets: LooseLeaflets = kept["leaflets"]
    return leaflets.draw(contents)
