from pathlib import Path

from desktop import paths


def test_resources_are_there():
    assert (paths.resources() / "fonts").is_dir()


def test_environment_moves_everything(monkeypatch, tmp_path):
    monkeypatch.setenv("ONEHOME_DATA", str(tmp_path))
    assert paths.default_database() == tmp_path / "onehome.db"
    assert paths.log_folder().parent == paths.settings_file().parent == tmp_path


def test_without_it_data_lies_with_the_user(monkeypatch):
    monkeypatch.delenv("ONEHOME_DATA")
    folder = paths.user_data()
    assert folder.name == "OneHome"
    assert folder.is_relative_to(Path.home())


def test_asking_makes_nothing(own_data):
    paths.default_database()
    assert not own_data.exists()
