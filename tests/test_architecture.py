"""The rules of the house, read from the source."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from core.providers.services import SERVICES

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 250  # of code: blank lines, comments and docstrings are free
SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("core", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.relative_to(ROOT).parts
}
CORE = [module for module in SOURCES if module.split(".")[0] == "core"]


def parsed_file(path: Path) -> ast.Module:
    """Return a file's syntax; asked again where another thread parsed at the same instant.

    Python 3.11 counts the depth of all threads together and then raises SystemError.
    """
    source = path.read_text(encoding="utf-8")
    for _ in range(5):
        with suppress(SystemError):
            return ast.parse(source)
    return ast.parse(source)


@cache
def tree(module: str) -> ast.Module:
    """Return a module's syntax tree, without what only type checkers import."""
    parsed = parsed_file(SOURCES[module])

    class Runtime(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | None:
            typing_only = ast.unparse(node.test).endswith("TYPE_CHECKING")
            return None if typing_only else self.generic_visit(node)

    without: ast.Module = Runtime().visit(parsed)
    return without


def imports(module: str) -> Iterator[str]:
    """Yield every module and name that a module imports, at its top or inside a function."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from names
            if not set(names) <= set(SOURCES):  # a package is not what it is imported for
                yield node.module or ""


def importers(name: str, among: list[str] | None = None) -> set[str]:
    """Return the modules that import `name` or something in it."""
    return {
        module
        for module in among or SOURCES
        if any(one == name or one.startswith(f"{name}.") for one in imports(module))
    }


def calls(module: str) -> set[str]:
    """Return what a module calls, as dotted text."""
    return {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}


def test_core_never_imports_streamlit() -> None:
    """What is true does not depend on how it is shown."""
    assert importers("streamlit", CORE) == set()
    assert importers("pages", CORE) == set()


def test_only_database_commits() -> None:
    """The owner commits once: only the database module ends a transaction."""
    ends = ("commit", "rollback", "begin", "begin_nested")
    committing = {
        module for module in CORE if any(call.split(".")[-1] in ends for call in calls(module))
    }
    assert committing == {"core.database", "core.migrations"}


def test_one_way_leads_to_a_sessions_connection() -> None:
    """Whoever sends a statement past the session asks `connection_of`: see decision 0062."""
    asking = {m for m in CORE if any(call.split(".")[-1] == "connection" for call in calls(m))}
    assert asking == set()


def test_what_the_database_raises_is_known_to_database_alone() -> None:
    """Translated there once: pages see only our errors, core beside them a row that is there."""
    assert importers("sqlalchemy", [module for module in SOURCES if module not in CORE]) == set()
    assert importers("core.database.database_errors") == set()


def test_one_module_knows_the_names_in_addresses() -> None:
    """Whoever reads, keeps or links a query parameter asks `pages.parts.addresses`."""
    pages = [module for module in SOURCES if module not in CORE]
    reading = {m for m in pages if "st.query_params" in SOURCES[m].read_text(encoding="utf-8")}
    assert reading == {"pages.parts.addresses"}


def test_only_the_gemini_provider_imports_google() -> None:
    """A service's library stays in its provider."""
    assert all(name.startswith("core.providers.gemini") for name in importers("google"))


def test_only_the_engine_knows_procrastinate() -> None:
    """Orders, pages and the default queue do not depend on how workers are woken."""
    assert all(name.startswith("core.orders.engine.") for name in importers("procrastinate"))


PROTOCOLS = [  # the folders of core.providers: one for each protocol that services speak
    module
    for module, path in SOURCES.items()
    if path.name == "__init__.py" and path.parent.parent == ROOT / "core" / "providers"
]


@pytest.mark.parametrize("folder", PROTOCOLS)
def test_no_service_needs_anothers_code(folder: str) -> None:
    """What services share stands above all of them: no folder is imported by another's."""
    outside = {name for name in importers(folder, CORE) if not name.startswith(f"{folder}.")}
    assert outside - {folder} == {"core.providers.services"}


def test_every_service_is_opened_by_a_folder() -> None:
    """Each has one of its own, or shares that of its protocol; and no folder opens nothing."""
    opening = {getattr(row.open, "func", row.open).__module__ for row in SERVICES.values()}
    assert opening == set(PROTOCOLS)


def test_only_a_child_decodes_strangers_pictures() -> None:
    """Pillow is for the decoder's child; the demo renderer paints with it, on checked pictures."""
    painting = {module for module in CORE if module.startswith("core.providers.demo.")}
    decoding = {"core.pictures.decoder.pixels", "core.pictures.decoder.mark"}
    assert importers("PIL") <= decoding | painting
    assert importers("core.pictures.decoder.mark") == {"core.pictures.decoder.pixels"}
    assert importers("core.pictures.decoder.pixels") == {"core.pictures.decoder.child"}
    assert importers("core.pictures.decoder.child") == set()


def test_only_a_painter_paints() -> None:
    """Painting takes a processor: it is done in a process of its own, whose side nobody imports."""
    assert importers("core.providers.demo.render") == {"core.providers.demo.painter"}
    assert importers("core.providers.demo.painter") == set()


SETTINGS = ("core.settings", "core.settings.bucket", "core.settings.kinds")


@pytest.mark.parametrize(
    "module", ["core.errors", "core.faults", "core.messages.errors", *SETTINGS]
)
def test_the_lowest_modules_import_nothing_of_ours(module: str) -> None:
    """Codes, words and settings stand alone."""
    ours = [name for name in imports(module) if name.startswith("core")]
    assert [name for name in ours if not name.startswith(SETTINGS)] == []


def test_nothing_in_core_imports_the_pool() -> None:
    """The pool stands above the flow."""
    assert importers("core.orders.pool.workers", CORE) == set()


ROOMS = {  # what each room of core may import of the others; the modules on the floor are below all
    "experiments": {"orders", "ledger", "library", "pictures", "people", "providers"},
    "orders": {"ledger", "library", "pictures", "people", "providers"},
    "administration": {"ledger", "library", "people"},
    "people": {"ledger"},
    "ledger": set(),
    "library": {"people"},
    "pictures": set(),
    "providers": set(),
    "web": {"pictures"},
    "dump": {"pictures"},
    "downloads": {"orders", "ledger", "people", "pictures", "providers"},
    "auditing": {"ledger", "pictures"},
    "watching": {"orders", "ledger", "audit"},
}
ABOVE_ROOMS = {
    "audit",
    "backup",
    "restore",
    "studio",
    "worker",
}  # modules on the floor that know the rooms
# The pool makes itself from the current studio; a page's callback asks for it by name.
EXCEPTIONS = {("core.orders.pool.workers", "core.studio")}


def room(module: str) -> str:
    """Return a core module's folder, or the module's own name where it stands in none."""
    return module.split(".")[1]


@pytest.mark.parametrize("name", ROOMS)
def test_rooms_import_in_one_direction(name: str) -> None:
    """A room imports itself, the rooms named for it, and what stands below all rooms."""
    allowed = ROOMS[name] | {name}
    reached = {
        (module, target)
        for module in CORE
        if module.startswith(f"core.{name}")
        for target in imports(module)
        if target in SOURCES and target.startswith("core.")
    }
    wrong = {
        (module, target)
        for module, target in reached
        if room(target) in (ROOMS.keys() | ABOVE_ROOMS) - allowed
    }
    assert wrong - EXCEPTIONS == set()


def test_the_floor_imports_no_room() -> None:
    """What all rooms use knows none of them."""
    inside = [m for m in CORE if "." in m]
    floor = {m for m in inside if room(m) not in ROOMS.keys() | ABOVE_ROOMS}
    assert {
        (module, target)
        for module in floor
        for target in imports(module)
        if target in SOURCES and target.startswith("core.") and room(target) in ROOMS
    } == set()


def test_imports_have_no_circle() -> None:
    """No module of core imports itself through others."""
    graph = {module: {name for name in imports(module) if name in SOURCES} for module in CORE}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " → ".join((*path, module))
        if module not in done:
            for target in graph.get(module, set()):
                visit(target, (*path, module))
            done.add(module)

    for module in CORE:
        visit(module, ())


def test_clock_and_ids_come_from_the_studio() -> None:
    """Only the studio reads the time and makes ids; who waits may measure how long."""
    wall = ("time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "datetime.today")
    reading = {module for module in CORE if calls(module) & set(wall)}
    assert reading == {"core.studio"}
    temporary_names_and_the_key = {"core.pictures.files", "core.pictures.store.folder"}
    assert importers("secrets", CORE) <= {"core.studio"} | temporary_names_and_the_key
    assert importers("uuid", CORE) == set()
    waiting = {
        "core.orders.pool.ending",
        "core.pictures.decoder.pool",
        "core.pictures.decoder.process",
    }
    assert {module for module in CORE if "time.monotonic" in calls(module)} <= waiting


def test_only_settings_reads_the_environment() -> None:
    """Everything else gets its settings passed in; a child gets no more than it needs to start."""
    reading = {module for module in CORE if "os.environ" in SOURCES[module].read_text()}
    assert reading == {"core.processes.children"}


def test_pool_and_studio_are_imported_by_pages_and_above_only() -> None:
    """In core only the pool, and what is shown beside the pages, know the current studio.

    An audit and a backup ask its module for the time, a worker for a studio of its own.
    """
    above = {"core.orders.pool.workers", "core.orders.sweep"}
    above |= {"core.audit", "core.backup", "core.worker"}
    assert {module for module in importers("core.studio", CORE) if ".web" not in module} <= above


def code_lines(path: Path) -> int:
    """Count lines with code: no blank lines, comments or docstrings."""
    skip = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENCODING,
        tokenize.ENDMARKER,
    }
    documented: set[int] = set()
    for node in ast.walk(parsed_file(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            documented |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines: set[int] = set()
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type not in skip:
                lines |= set(range(token.start[0], token.end[0] + 1))
    return len(lines - documented)


@pytest.mark.parametrize("module", SOURCES)
def test_no_file_grows_without_anybody_watching(module: str) -> None:
    """A file has at most 250 lines of code."""
    assert code_lines(SOURCES[module]) <= MAX_LINES
