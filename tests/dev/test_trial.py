from pathlib import Path

import pytest

from dev import trial


class Rehearsal(trial.Trial):
    """Notes the commands instead of running them."""

    calls: list[tuple[str, ...]]
    failing: set[str]

    def desktop(self, *words):
        self.calls.append(tuple(map(str, words)))
        return int(bool(words) and words[0] in self.failing)


@pytest.fixture
def rehearsal(tmp_path, monkeypatch):
    calls, failing = [], set()
    monkeypatch.setenv("ONEHOME_DATA", str(tmp_path / "demo-data"))
    monkeypatch.setattr(trial, "ROOT", tmp_path)
    monkeypatch.setattr(Rehearsal, "calls", calls, raising=False)
    monkeypatch.setattr(Rehearsal, "failing", failing, raising=False)
    monkeypatch.setattr(trial, "Trial", Rehearsal)
    return calls, failing


def names(calls):
    return [words[0] if words else "window" for words in calls]


def run(headless=False):
    return trial.run(Path("python"), headless=headless, scale="0.01")


def test_province_is_made_once_and_then_the_window_opens(rehearsal):
    calls, _ = rehearsal
    assert run() == run() == 0
    assert names(calls) == ["demo", "import", "volunteers", "assign", "window", "window"]
    assert calls[0][2:] == ("--scale", "0.01")
    assert calls[1][1] == calls[0][1]
    assert Path(calls[2][1]).parent.parent == Path(calls[0][1])


def test_failed_import_is_done_again_next_time(rehearsal):
    calls, failing = rehearsal
    failing.add("import")
    assert run() == 1
    failing.clear()
    assert run() == 0
    assert names(calls) == ["demo", "import", "demo", "import", "volunteers", "assign", "window"]


def test_without_a_display_the_main_job_is_done_and_files_named(rehearsal, capsys, tmp_path):
    calls, _ = rehearsal
    assert run(headless=True) == 0
    assert "window" not in names(calls)
    assert {"levels", "leaflets", "report"} <= set(names(calls))
    assert str(tmp_path / "out" / "leaflets.pdf") in capsys.readouterr().out


def test_failed_step_stops_the_job(rehearsal, capsys):
    _, failing = rehearsal
    failing.add("leaflets")
    assert run(headless=True) == 1
    assert "leaflets" in capsys.readouterr().err
