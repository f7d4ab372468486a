"""Where the program's files lie; asked once when it starts, then handed down."""

import os
from pathlib import Path

import platformdirs

_NAME = "OneHome"
_ELSEWHERE = "ONEHOME_DATA"


def resources() -> Path:
    """The folder of fonts, icons, rules and lists that come with the program."""
    return Path(__file__).resolve().parent.parent / "resources"


def user_data() -> Path:
    """The folder of this user's data; the environment variable ONEHOME_DATA moves it."""
    elsewhere = os.environ.get(_ELSEWHERE)
    if elsewhere:
        return Path(elsewhere).resolve()
    # Local, not roaming: a database must not be copied about by Windows at log-on.
    return platformdirs.user_data_path(_NAME, appauthor=False, roaming=False)


def default_database() -> Path:
    """The database that opens when none is named."""
    return user_data() / "onehome.db"


def settings_file() -> Path:
    """The user's settings."""
    return user_data() / "settings.json"


def log_folder() -> Path:
    """The folder of log files; they hold no personal data."""
    return user_data() / "logs"
