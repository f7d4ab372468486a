"""Who is the same person or household in several lists: find, judge, join, part."""

from desktop.domain.changes import Changes
from desktop.domain.link_pairs import Joined, LinkCounts, LinkPair
from desktop.domain.linkage import NEVER, RULES, Kind, Rule, Verdict
from desktop.domain.progress import Reporter
from desktop.importing.linkage import find_pairs_in_child
from desktop.services.desk import Desk
from desktop.services.levels import recompute
from desktop.storage import link_facts, link_views, links
from desktop.storage.work import work

_MOST_JOINED = 500
_LABELS = {
    Verdict.SAME: "เชื่อมข้อมูลซ้ำ 1 คู่",
    Verdict.DIFFERENT: "ตัดสินว่าเป็นคนละรายการ",
    Verdict.LATER: "พักคู่ที่อาจซ้ำไว้ก่อน",
}


def rules() -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return the exact rules by which pairs join by themselves, and what never does."""
    return RULES, NEVER


def find_pairs(desk: Desk, report: Reporter, batch_id: int | None = None) -> LinkCounts:
    """Find who may be one, keep the likely pairs to be judged, and join the sure ones.

    Whom an import brought (`batch_id`) is compared with everyone; None compares all.

    Raises:
        UserError: the comparing process died, or the database can't be written.
        Cancelled: the clerk asked to stop; nothing is joined then.
    """
    report.step(0, 0, "อ่านข้อมูลที่จะเทียบ")
    with desk.db.read() as session:
        connection = session.connection()
        people = list(link_facts.people_in_parcels(connection))
        houses = list(link_facts.houses_in_parcels(connection))
        fresh = None
        if batch_id is not None:
            fresh = frozenset(link_facts.brought_by(connection, batch_id))
    found = find_pairs_in_child(people, houses, fresh, report)
    with work(desk.db, "หาข้อมูลที่อาจซ้ำ", desk.actor, kind="derived") as current:
        links.keep(current.session.connection(), found, everyone=fresh is None)
    joined = _join_sure(desk, report)
    with desk.db.read() as session:
        return LinkCounts(joined, links.count_waiting(session))


def _join_sure(desk: Desk, report: Reporter) -> dict[Kind, int]:
    with desk.db.read() as session:
        sure = links.sure(session)
    joined = dict.fromkeys(Kind, 0)
    if not sure:
        return joined
    try:
        with work(desk.db, "เชื่อมข้อมูลที่ตรงกันแน่นอน", desk.actor) as current:
            joined = links.join_sure(current, sure, report)
            number = sum(joined.values())
            if not number:
                raise _Nothing
            current.operation.label = f"เชื่อมข้อมูลที่ตรงกันแน่นอน {number:,} คู่"
            recompute(desk, current)
    except _Nothing:
        pass
    return joined


class _Nothing(Exception):  # noqa: N818  (no error: it rolls an empty unit of work back)
    pass


def waiting(desk: Desk) -> list[int]:
    """Return the pairs to be judged, in their order; put-off ones are the last."""
    with desk.db.read() as session:
        return links.waiting(session)


def pair(desk: Desk, link_id: int) -> LinkPair | None:
    """Return a pair side by side; None where it is gone."""
    with desk.db.read() as session:
        return link_views.load_pair(session, link_id)


def decide(desk: Desk, one: LinkPair, verdict: Verdict) -> Changes:
    """Join the two, or note that they are different, or put the question off.

    Raises:
        UserError: one of the two is gone, or both have something of which there can be but one.
        StaleVersionError: someone decided in between.
    """
    with work(desk.db, _LABELS[verdict], desk.actor) as current:
        if verdict is Verdict.SAME:
            recompute(desk, current, links.join(current, one.id))
        else:
            links.decide(current, one.id, one.version, verdict)
    return current.done


def joined(desk: Desk) -> list[Joined]:
    """Return the newest pairs that were joined."""
    with desk.db.read() as session:
        return link_views.joined(session, _MOST_JOINED)


def unlink(desk: Desk, link_id: int) -> Changes:
    """Part what was joined; both records are exactly as they were.

    Raises:
        UserError: it is no longer joined, or what the join touched was changed since.
    """
    with work(desk.db, "ยกเลิกการเชื่อมข้อมูลซ้ำ", desk.actor, kind="undo") as current:
        recompute(desk, current, links.unlink(current, link_id))
    return current.done
