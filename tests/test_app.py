"""The composition root: what is asked decides what is opened, and all is given back."""

import logging

import pytest

from desktop import paths
from desktop.app import main, open_desk
from desktop.cli.parser import Question, parse
from desktop.domain.errors import UserError
from desktop.services import overview


def test_fresh_machine(own_data):
    with open_desk(Question()) as desk:
        assert overview.summary(desk).households == 0
        assert desk.db.file == own_data / "onehome.db"
        assert desk.output.is_relative_to(own_data)
        assert desk.actor.name
    assert (own_data / "onehome.db").exists()


def test_second_start_is_the_same_user():
    with open_desk(Question()) as first:
        pass
    with open_desk(Question()) as second:
        assert second.actor == first.actor


def test_what_was_asked_wins_over_the_settings(tmp_path):
    question = parse(
        ["--db", str(tmp_path / "อื่น.db"), "--year", "2570", "--scheme", "p23", "levels"]
    )
    with open_desk(question) as desk:
        assert desk.db.file == tmp_path / "อื่น.db"
        assert desk.fiscal_year == 2570
        assert desk.scheme.id == "p23"


def test_shared_words_stand_before_or_behind_the_command():
    before = parse(["--json", "--db", "x", "levels"])
    assert parse(["levels", "--json", "--db", "x"]) == before
    assert (before.command, before.db, before.json) == ("levels", "x", True)
    assert parse([]).command == "window"


def test_database_is_closed_after_an_error(own_data):
    with pytest.raises(UserError), open_desk(Question()) as desk:
        raise UserError("ก", "ข")
    assert desk.db.engine.pool.checkedin() == 0
    (own_data / "onehome.db").rename(own_data / "moved.db")


def test_log_is_taken_down():
    before = list(logging.getLogger().handlers)
    assert main(["levels"]) == 0
    assert logging.getLogger().handlers == before
    assert paths.log_folder().is_dir()


@pytest.mark.parametrize("name", ["fonts", "forms", "schemes", "words", "measures.toml"])
def test_what_comes_with_the_program_is_there(name):
    assert (paths.resources() / name).exists()
