import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import Digits, Settings, Theme, load, save


def test_no_file_means_defaults_without_a_word(tmp_path):
    assert load(tmp_path / "settings.json") == (Settings(), ())


def test_what_is_saved_comes_back(tmp_path):
    path = tmp_path / "new" / "settings.json"
    chosen = Settings(theme=Theme.DARK, digits=Digits.THAI, fiscal_year=2565)
    save(path, chosen)
    assert load(path) == (chosen, ())
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_settings_of_a_newer_version_are_kept(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "voice": {"speed": 2}}', encoding="utf-8")
    settings, warnings = load(path)
    save(path, replace(settings, theme=Theme.LIGHT))
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert warnings == ()
    assert (saved["theme"], saved["voice"]) == ("light", {"speed": 2})


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_broken_file_gives_defaults_and_a_warning(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings, warnings = load(path)
    assert settings == Settings()
    assert len(warnings) == 1


def test_one_bad_value_spoils_only_itself(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"digits": 90, "theme": "dark", "fiscal_year": true}', encoding="utf-8")
    settings, warnings = load(path)
    assert settings == Settings(theme=Theme.DARK)
    assert len(warnings) == 2


def test_failed_save_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "settings.json"
    save(path, Settings(theme=Theme.DARK))

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(path, Settings(theme=Theme.LIGHT))
    assert load(path)[0].theme == Theme.DARK


KNOWN = sorted(set(Settings.__dataclass_fields__) - {"unknown"})


@pytest.mark.parametrize("name", KNOWN)
def test_a_bad_value_is_named_in_thai(tmp_path, name):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({name: []}), encoding="utf-8")
    _, (warning,) = load(path)
    assert re.search("“.*[ก-ฮ].*”", warning)


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([])


@given(st.dictionaries(st.sampled_from(KNOWN), values))
def test_no_content_can_stop_the_program(tmp_path_factory, raw):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    settings, warnings = load(path)
    assert isinstance(settings, Settings)
    assert len(warnings) <= len(raw)
