"""Words for the command line, and a small list to import."""

from contextlib import contextmanager

from desktop.storage.database import Database
from tests.factories.snapshots import snapshot

HEADER = [
    *("รหัสบ้าน", "เลขประจำตัวประชาชน", "คำนำหน้า", "ชื่อ", "สกุล", "อายุ", "บ้านเลขที่", "หมู่ที่"),
    *("ตำบล", "อำเภอ", "จังหวัด", "รายได้เฉลี่ยต่อคนต่อปี"),
]
PLACE = ["คลองหนึ่ง", "คลองหลวง", "ปทุมธานี"]
ROWS = [
    ["13020000001", "1101700203451", "นาย", "สมมุติ", "หนึ่ง", "44", "1/2", "4", *PLACE, "38000"],
    ["13020000001", "", "เด็กหญิง", "สมมุติ", "สอง", "7", "1/2", "4", *PLACE, "38000"],
    ["13020000002", "", "นาง", "สมมุติ", "สาม", "สิบสอง", "7", "4", *PLACE, ""],
]


def importing(place, *files, as_of="2564-01"):
    return ("--db", place, "import", *files, "--source", "TPMAP", "--as-of", as_of)


@contextmanager
def unchanged(place):
    """What happens inside leaves the database as it was."""
    database = Database(place)
    before = snapshot(database, set())
    yield
    assert snapshot(database, set()) == before
    database.close()
