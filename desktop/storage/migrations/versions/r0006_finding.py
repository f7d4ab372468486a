"""Names as words of the search text, the index's terms to look in, and filters by name.

Revision ID: r0006
Revises: r0005
"""

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_DIGITS = {ord("๐") + n: str(n) for n in range(10)}
_KEY = _DIGITS | dict.fromkeys(map(ord, ".-/ "))
_MOST = 2000


def upgrade() -> None:
    _create_filters()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index_terms USING fts5vocab(search_index, instance)"
        )
    _part_names()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")


def downgrade() -> None:
    # The older program finds by these texts too.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index_terms")
    op.drop_table("saved_filter")


def _create_filters() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("name", name=op.f("uq_saved_filter_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_saved_filter_uid")),
    )
    guard = "CREATE TRIGGER guard_saved_filter BEFORE UPDATE ON saved_filter "
    if op.get_bind().dialect.name == "sqlite":
        guard += (
            "WHEN NEW.version <= OLD.version BEGIN SELECT RAISE(ABORT, 'version not raised'); END"
        )
    else:
        guard += "FOR EACH ROW EXECUTE FUNCTION refuse_old_version()"
    op.execute(guard)


def _part_names() -> None:
    """Put a space between the names of a person, and around the text."""
    connection = op.get_bind()
    texts = sa.text(
        "SELECT household_id, text FROM search_text WHERE household_id > :last "
        "ORDER BY household_id LIMIT :most"
    )
    names = sa.text(
        "SELECT household_id, first_name, last_name FROM person "
        "WHERE household_id BETWEEN :first AND :last"
    )
    change = sa.text("UPDATE search_text SET text = :text WHERE household_id = :id")
    last = 0
    while some := connection.execute(texts, {"last": last, "most": _MOST}).all():
        first, last = some[0][0], some[-1][0]
        people: dict[int, list[tuple[str, str]]] = {}
        for household, *name in connection.execute(names, {"first": first, "last": last}):
            one, other = (word.translate(_KEY).casefold() for word in name)
            people.setdefault(household, []).append((one, other))
        parted = [
            {"id": household, "text": _parted(text, people.get(household, []))}
            for household, text in some
            if not text.startswith(" ")
        ]
        if parted:
            connection.execute(change, parted)


def _parted(text: str, people: list[tuple[str, str]]) -> str:
    words = f" {text} "
    for first, last in people:
        words = words.replace(f" {first}{last} ", f" {first} {last} ", 1)
    kept = (word for word in words.split(" ") if not _is_village(word))
    return f" {' '.join(kept).strip()}  "


def _is_village(word: str) -> bool:
    return word.startswith("หมู่") and word[4:].isdecimal()
