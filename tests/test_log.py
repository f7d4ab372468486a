import logging
import sys
import threading

import psycopg
import pytest

from desktop import log

ID = "1101700203451"


@pytest.fixture
def written(tmp_path):
    folder = tmp_path / "สมชาย ใจดี" / "logs"
    handler = log.set_up(folder)
    yield lambda: (folder / "onehome.log").read_text(encoding="utf-8")
    log.take_down(handler)


class UniqueViolation(psycopg.errors.UniqueViolation):
    """As PostgreSQL sends it: the message carries the row."""

    class diag:  # noqa: N801 - the name is psycopg's
        constraint_name = "uq_person_citizen_id"
        table_name = "person"


class WrappedError(Exception):
    def __init__(self, orig):
        super().__init__(f"(psycopg) {orig} [parameters: {{'name': 'Somchai'}}]")
        self.orig = orig


def test_set_up_twice_over_writes_to_one_file(written):
    logging.getLogger("desktop.test").info("hello")
    assert "INFO desktop.test: hello" in written()


@pytest.mark.parametrize(
    "text", [ID, "1-1017-00203-45-1", "1 1017 00203 45 1", "๑๑๐๑๗๐๐๒๐๓๔๕๑", "x" + ID + "9"]
)
def test_ids_are_struck_out(written, text):
    logging.getLogger("desktop.test").info("person %s", text)
    assert text not in written()
    assert "[id]" in written()


def test_thai_words_are_struck_out(written):
    logging.getLogger("desktop.test").info("row of นาย สมชาย ใจดี, page 2")
    assert written().endswith("row of [thai], page 2\n")


def test_short_numbers_stay(written):
    logging.getLogger("desktop.test").info("55067 households, backup 20261123-133942")
    assert "55067 households, backup 20261123-133942" in written()


def test_database_error_keeps_code_and_constraint_only(written, expect_log):
    expect_log("could not save")
    error = UniqueViolation(f"Key (cid)=({ID}) already exists: Somchai")
    try:
        raise WrappedError(error) from error
    except WrappedError as wrapped:
        logging.getLogger("desktop.test").exception("could not save: %s", wrapped)
    text = written()
    assert "23505 uq_person_citizen_id person" in text
    assert "Somchai" not in text
    assert ID not in text
    assert "in test_database_error_keeps" in text


def test_sqlite_error_names_the_column():
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE TABLE person (cid TEXT UNIQUE)")
    connection.execute("INSERT INTO person VALUES ('Somchai')")
    with pytest.raises(dbapi2.IntegrityError) as caught:
        connection.execute("INSERT INTO person VALUES ('Somchai')")
    connection.close()
    assert "UNIQUE constraint failed: person.cid" in log.describe(caught.value)
    with pytest.raises(dbapi2.OperationalError) as caught:
        dbapi2.connect(":memory:").execute("SELECT Somchai")
    assert "Somchai" not in log.describe(caught.value)


def test_log_goes_on_where_its_file_cannot_be_renamed(tmp_path, monkeypatch):
    def held_open(*_):
        raise PermissionError(13, "used by another process")

    handler = log.set_up(tmp_path)
    try:
        monkeypatch.setattr(handler, "rotate", held_open)
        handler.maxBytes = 100
        for number in range(5):
            logging.getLogger("desktop.test").info("record %s of some length", number)
    finally:
        log.take_down(handler)
    text = (tmp_path / "onehome.log").read_text(encoding="utf-8")
    assert [f"record {number}" in text for number in range(5)] == [True] * 5


def test_record_stays_whole_for_others(written, caplog):
    logging.getLogger("desktop.test").info("id %s", ID)
    assert caplog.messages == [f"id {ID}"]


def test_unhandled_errors_are_logged_and_told(written, expect_log, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    expect_log("unhandled error")
    told = []
    log.catch_unhandled(told.append)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError("broken"), None)
    assert [type(one) for one in told] == [ZeroDivisionError, ValueError]
    assert "ValueError: broken" in written()
