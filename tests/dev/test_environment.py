import re
import tomllib

import pytest
from packaging.requirements import Requirement

from dev import environment

ENTRY = re.compile(r"^([\w.-]+)==(\S+)(.*?)(?=^[\w#]|\Z)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty checkout with a lock file."""
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "installed-lock")
    monkeypatch.setattr(environment, "LOCK", tmp_path / "requirements.lock")
    environment.LOCK.write_bytes(b"a==1 \\\n    --hash=sha256:00\n")
    return tmp_path


@pytest.fixture
def done(folder, monkeypatch):
    """What `prepare` did, in order; nothing is really made or installed."""
    steps = []

    def make():
        steps.append("make")
        environment.python().parent.mkdir(parents=True)
        environment.python().touch()

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(environment, "install", lambda: steps.append("install"))
    monkeypatch.setattr(environment, "usable", lambda: environment.python().exists())
    return steps


def test_second_time_does_nothing(done):
    environment.prepare()
    environment.prepare()
    assert done == ["make", "install"]


def test_new_lock_installs_again_into_the_same(done):
    environment.prepare()
    environment.LOCK.write_bytes(b"a==2\n")
    environment.prepare()
    assert done == ["make", "install", "install"]


def test_broken_off_installation_is_done_again(done, monkeypatch):
    def broken_off():
        raise KeyboardInterrupt

    with monkeypatch.context() as moment:
        moment.setattr(environment, "install", broken_off)
        with pytest.raises(KeyboardInterrupt):
            environment.prepare()
    environment.prepare()
    assert done == ["make", "install"]


def test_python_that_went_away_is_made_again(done):
    environment.prepare()
    environment.python().unlink()
    environment.python().parent.rmdir()
    environment.prepare()
    assert done == ["make", "install", "make", "install"]


def test_line_endings_of_a_checkout_do_not_matter(folder):
    before = environment.wanted_stamp()
    environment.LOCK.write_bytes(environment.LOCK.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.wanted_stamp() == before


def test_half_made_environment_is_not_usable(folder):
    assert not environment.usable()
    environment.python().parent.mkdir(parents=True)
    assert not environment.usable()


@pytest.mark.parametrize(
    ("lock", "groups"),
    [(environment.LOCK, ["dev"]), (environment.RUNTIME_LOCK, [])],
    ids=["all", "runtime"],
)
def test_lock_answers_the_project_file(lock, groups):
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"]]
    for group in groups:
        wanted += project["dependency-groups"][group]
    locked = {name: version for name, version, _ in entries(lock)}
    for line in wanted:
        one = Requirement(line)
        assert one.specifier.contains(locked[one.name.lower()]), line


def test_every_locked_package_has_hashes_and_no_address():
    text = environment.LOCK.read_text(encoding="utf-8")
    assert [
        name for name, _, rest in entries(environment.LOCK) if "--hash=sha256:" not in rest
    ] == []
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_runtime_versions_are_those_tested():
    every = {name: version for name, version, _ in entries(environment.LOCK)}
    runtime = {name: version for name, version, _ in entries(environment.RUNTIME_LOCK)}
    assert runtime.items() <= every.items()
    assert "pytest" not in runtime


def entries(lock):
    found = ENTRY.findall(lock.read_text(encoding="utf-8"))
    assert len(found) > 20
    return found
