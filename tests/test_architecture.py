"""The house keeps its shape: who may import whom, and how large a piece may grow."""

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_archon import archrule

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = ROOT / "desktop"
# A revision is a frozen list of tables, written by alembic and never changed again.
VERSIONS = DESKTOP / "storage" / "migrations" / "versions"

_OUTWARD = ("importing", "forms", "printing", "scanning", "exporting")
LAYERS: dict[str, tuple[str, ...]] = {
    "thai": (),
    "domain": ("thai",),
    "tasks": ("domain", "thai"),
    "importing": ("domain", "thai"),
    "forms": ("domain", "thai"),
    "printing": ("domain", "thai"),
    "scanning": ("domain", "thai"),
    "exporting": ("domain", "thai"),
    "storage": ("domain", "thai"),
    "services": ("storage", *_OUTWARD, "domain", "thai"),
    "models": ("services", "domain", "thai"),
    "views": ("models", "tasks", "services", "domain", "thai"),
    "cli": ("services", "storage", *_OUTWARD, "domain", "thai"),
    "app": ("cli", "views", "models", "tasks", "services", "storage", *_OUTWARD, "domain", "thai"),
}
LEAVES = ("paths", "log", "settings")
# Services are handed the settings and may name their type; only the doors look values up.
LEAVES_OF = {"cli": LEAVES, "app": LEAVES, "services": ("settings",)}
# Each library, and the rooms that may know of it.
HOMES = {
    "PySide6*": ("tasks", "models", "views", "app"),
    "sqlalchemy*": ("storage",),
    "alembic*": ("storage",),
    "sqlcipher3*": ("storage",),
    "psycopg*": ("storage",),
    "uharfbuzz*": ("printing",),
    # A logbook form is a workbook: ours, or one the office edited in Excel.
    "openpyxl*": ("importing", "exporting", "forms"),
    "xlsxwriter*": ("exporting",),
    "python_calamine*": ("importing",),
    "msoffcrypto*": ("importing",),
    "segno*": ("printing.qr",),
    "numpy*": ("importing", "scanning", "services.scan_pages", "storage"),
    "zxingcpp*": ("scanning",),
    "isal*": ("importing", "printing.pdf"),
    "rapidfuzz*": ("importing",),
    "matplotlib*": ("printing.charts",),
    "pyxform*": ("forms.xform",),
    # Each decoder of pictures and pages from outside is a door.
    "PIL*": ("printing.picture", "services.scan_pages", "services.shrinking"),
    "pypdfium2*": ("services.pictures", "services.scan_pages", "services.shrinking"),
}
BAD_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
# Rooms where standard output is the answer.
SPEAKING = {"cli"}
MOST_LINES_OF_FUNCTION = 60
MOST_LINES_OF_FILE = 400
MOST_METHODS = 20


def sources() -> list[Path]:
    """Every Python file of ours except the tests."""
    return [ROOT / "dev.py", *sorted(DESKTOP.rglob("*.py")), *sorted((ROOT / "dev").rglob("*.py"))]


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sources():
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def modules_of(layer: str) -> tuple[str, str]:
    return f"desktop.{layer}", f"desktop.{layer}.*"


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_imports_only_the_layers_below_it(layer):
    allowed = [name for one in (layer, *LAYERS[layer]) for name in modules_of(one)]
    allowed += [f"desktop.{leaf}" for leaf in LEAVES_OF.get(layer, ())]
    rule = archrule(f"desktop.{layer} looks down only").match(*modules_of(layer))
    rule = rule.may_import("desktop", *allowed).should_not_import("desktop*")
    check(rule)


@pytest.mark.parametrize("leaf", LEAVES)
def test_leaf_imports_nothing_of_ours(leaf):
    rule = archrule(f"desktop.{leaf} is a leaf").match(f"desktop.{leaf}")
    check(rule.should_not_import("desktop.*"))


@pytest.mark.parametrize("library", HOMES)
def test_library_is_used_in_its_own_room_only(library):
    rule = archrule(f"{library} has one home").match("desktop*")
    for home in HOMES[library]:
        rule = rule.exclude(*modules_of(home))
    check(rule.should_not_import(library))


def test_mapped_classes_stay_in_storage():
    rule = archrule("the schema has one home").match("desktop*").exclude(*modules_of("storage"))
    check(rule.should_not_import(*modules_of("storage.schema")))


def check(rule) -> None:
    """Apply a rule to direct imports; one that matches nothing yet holds."""
    try:
        rule.check("desktop", only_direct_imports=True)
    except AssertionError as error:
        pytest.fail(str(error), pytrace=False)


def test_domain_needs_the_standard_library_only():
    at_home = sys.stdlib_module_names | {"desktop"}
    foreign = [
        f"{path}: {name}"
        for path, tree in trees()
        if Path(path).parts[:2] == ("desktop", "domain")
        for node in ast.walk(tree)
        for name in imported(node)
        if name.partition(".")[0] not in at_home
    ]
    assert foreign == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_map_has_no_circle():
    order = list(graphlib.TopologicalSorter(LAYERS).static_order())
    assert set(order) == set(LAYERS)


def test_every_room_is_on_the_map():
    rooms = {path.parent.name for path in DESKTOP.glob("*/__init__.py")}
    single = {path.stem for path in DESKTOP.glob("*.py")} - {"__init__", "__main__"}
    assert (rooms | single) - set(LAYERS) - set(LEAVES) == set()


def test_every_folder_of_code_is_a_package():
    folders = {path.parent for path in DESKTOP.rglob("*.py")}
    assert [str(one) for one in folders if not (one / "__init__.py").exists()] == []


def test_core_works_without_qt():
    above = {"tasks", "models", "views", "app"}
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(DESKTOP.rglob("*.py"))
        if path.relative_to(DESKTOP).with_suffix("").parts[0] not in above | {"__main__"}
        # Alembic runs these itself, inside a migration.
        and "versions" not in path.parts
        and path.stem != "env"
    ]
    assert len(names) > 10
    script = (
        "import importlib, sys\n"
        "sys.modules['PySide6'] = None\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
    )
    words = [sys.executable, "-c", script, *names]
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_no_function_is_too_long():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and VERSIONS not in (ROOT / path).parents
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_FUNCTION
    ]
    assert long == []


def test_no_class_has_too_many_methods():
    large = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(one, ast.FunctionDef) for one in node.body) > MOST_METHODS
    ]
    assert large == []


def test_no_file_is_too_long():
    long = [
        str(path.relative_to(ROOT))
        for path in sources()
        if VERSIONS not in path.parents
        and len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES_OF_FILE
    ]
    assert long == []


def test_module_names_say_what_is_inside():
    vague = [str(path.relative_to(ROOT)) for path in sources() if path.stem in BAD_NAMES]
    vague += [str(one) for one in DESKTOP.rglob("*") if one.is_dir() and one.name in BAD_NAMES]
    assert vague == []


def test_only_the_command_line_prints():
    printing = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        if Path(path).parts[0] == "desktop" and Path(path).parts[1] not in SPEAKING
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []


# Proofs run the whole program, not a room of it.
WHOLE = Path("proofs")


def test_tests_mirror_the_tree():
    strange = [
        str(folder)
        for folder in {path.parent.relative_to(ROOT / "tests") for path in files_of_tests()}
        if folder != WHOLE and not (DESKTOP / folder).is_dir() and not (ROOT / folder).is_dir()
    ]
    assert strange == []


def files_of_tests() -> list[Path]:
    return list((ROOT / "tests").rglob("test_*.py"))
