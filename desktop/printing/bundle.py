"""Bundles: a cover that is set from a layout, then the leaflets it lists, sheet upon sheet."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from desktop.domain.leaflet import LeafletContent, Printed, Shortened
from desktop.domain.leaflet_layout import LeafletLayout
from desktop.domain.paper_layout import Content, Layout
from desktop.domain.progress import Reporter
from desktop.printing.collecting import rarely_collected
from desktop.printing.flow.document import DOING, Paper
from desktop.printing.leaflet.document import DrawnLeaflets, Hands, LeafletPages, open_leaflets
from desktop.printing.typesetter.paragraph import Typesetter


@dataclass(frozen=True, slots=True)
class Bundle:
    """A cover's content, but for how many `sheets` follow, and the leaflets."""

    cover: Content
    leaflets: tuple[LeafletContent, ...]


@rarely_collected()
def make_bundles(
    bundles: Iterable[Bundle],
    layout: Layout,
    texts: LeafletLayout,
    typesetter: Typesetter,
    target: BinaryIO,
    report: Reporter,
    total: int,
    *,
    folder: Path | None = None,
    hands: Hands | None = None,
) -> Printed:
    """Write bundles as one PDF, two sides to a sheet. `total` is how many will come.

    `layout` is the cover's, `texts` are the leaflets'. `hands` draw the leaflets elsewhere; the
    file comes out the same.

    Raises:
        UserError: the layout names a value that there is not.
        Cancelled: the clerk asked to stop.
    """
    canvas = open_leaflets(target, layout.title)
    leaflets = LeafletPages(canvas, typesetter, texts, folder)
    cover = Paper(layout, typesetter, folder)
    households = covers = done = 0
    found: dict[Shortened, None] = {}
    for bundle, drawn in _drawn(bundles, hands):
        report.step(done, total, DOING)
        sheets = drawn.sheets if drawn else sum(len(leaflets.dealt(c)) for c in bundle.leaflets)
        front = cover.draw(canvas, _with(bundle.cover, {"sheets": f"{sheets:,}"}))
        found |= dict.fromkeys(front.shortened)
        if front.pages % 2:
            canvas.show_page()
        covers += -(-front.pages // 2)
        canvas.page_size(LeafletPages.size)
        if drawn:
            leaflets.take(drawn)
        else:
            for content in bundle.leaflets:
                leaflets.add(content)
        households += len(bundle.leaflets)
        done += 1
    canvas.save()
    report.step(done, total, DOING)
    sheets = covers + leaflets.sheets
    return Printed(households, sheets, 2 * sheets, "", (*found, *leaflets.shortened))


def _drawn(
    bundles: Iterable[Bundle], hands: Hands | None
) -> Iterator[tuple[Bundle, DrawnLeaflets | None]]:
    """Yield each bundle with its leaflets if they are drawn elsewhere."""
    if hands is None:
        yield from ((bundle, None) for bundle in bundles)
        return
    waiting: deque[Bundle] = deque()

    def leaflets() -> Iterator[tuple[LeafletContent, ...]]:
        for bundle in bundles:
            waiting.append(bundle)
            yield bundle.leaflets

    for drawn in hands(leaflets()):
        yield waiting.popleft(), drawn


def _with(content: Content, more: Mapping[str, str]) -> Content:
    return replace(content, values={**content.values, **more})
