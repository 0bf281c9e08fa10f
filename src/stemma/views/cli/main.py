"""The command line: ``stemma dossier``, ``demo``, ``show``, ``explain``, ``diff``.

Heavy imports wait until a command runs, so that ``--help`` answers at once.
"""

import sys
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemma.errors import StemmaError, UsageError, WorldError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stemma.pipeline import Dossier
    from stemma.views.cli.progress import Progress

EXIT_WORLD_FAILED = 1
EXIT_WRONG_CALL = 2
EXIT_SET_ASIDE = 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads many news reports of one event and says what is known, who says so, and how many independent sources stand behind it.",
)

Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings: a TOML file with one table per stage.")]


@app.command()
def dossier(  # noqa: PLR0913, PLR0917 - one parameter for each option of the contract
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Pages (.html .txt), JSON lines (.jsonl), archives (.warc .warc.gz .wacz), feeds, folders of these, addresses of pages "
            "or feeds, or - for JSON lines on standard input.",
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Folder for index.html and dossier.json (default: ./dossier).")] = None,
    json: Annotated[str | None, typer.Option("--json", help="Write the JSON alone to this file; - prints it.")] = None,
    engine: Annotated[str, typer.Option("--engine", help="Where the work runs: local or dask.")] = "local",
    quiet: Quiet = False,
    fail_on_problem: Annotated[bool, typer.Option("--fail-on-problem", help="Exit with 3 when an input was set aside.")] = False,
    config: ConfigFile = None,
    work: Annotated[
        Path | None, typer.Option("--work", help="Folder that keeps finished work, so that a run that was stopped goes on.")
    ] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", help="Folder that keeps fetched pages, so that servers are only asked for what changed.")
    ] = None,
) -> None:
    """Read reports and write what is known of their events: a page to read and its JSON."""
    made = _make(inputs, engine=engine, config=config, bench=_Bench(work=work, cache=cache, is_quiet=quiet))
    folder = Path("dossier") if out is None and json is None else out
    _write(made, folder=folder, json=json)
    if not quiet:
        from stemma.views.cli.summary import summarise

        typer.echo(summarise(made, page=None if folder is None else folder / "index.html"), err=json == "-")
    if _nothing_came(made):
        raise typer.Exit(EXIT_WORLD_FAILED)
    if fail_on_problem and _has_set_aside(made):
        raise typer.Exit(EXIT_SET_ASIDE)


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for index.html and dossier.json.")] = Path("demo"),
    quiet: Quiet = False,
) -> None:
    """Write the dossier of the bundled example: one invented event, told by a dozen untidy pages."""
    with as_file(files("stemma") / "example" / "pages") as pages:
        dossier([str(pages)], out=out, quiet=quiet)


@app.command()
def show(
    story: Annotated[str, typer.Argument(metavar="STORY", help="A dossier.json, the folder of one, or any input.")],
    number: Annotated[int, typer.Option("--story", help="Which story of the dossier, counted from 1.")] = 1,
    config: ConfigFile = None,
) -> None:
    """Print a story in the plain-text case notation: what the reports say and what was found, to check or to paste into a bug report."""
    from stemma.evaluation.notation import case_of, format_case
    from stemma.views.cli.saved import read_saved
    from stemma.views.dossier import to_plain

    is_saved = story.endswith(".json") or (Path(story) / "dossier.json").is_file()
    plain = read_saved(Path(story)) if is_saved else to_plain(_make([story], engine="local", config=config))
    if not 1 <= number <= len(plain["stories"]):
        raise UsageError(f"there is no story {number}; the dossier holds {len(plain['stories'])}")
    typer.echo(format_case(case_of(plain, plain["stories"][number - 1]["id"])), nl=False)


@app.command()
def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or words of it.")],
    where: Annotated[Path, typer.Option("--in", help="A dossier.json or the folder of one.")] = Path("dossier"),
) -> None:
    """Tell in words where a claim comes from: who says it, who had it from whom, and why so many origins are counted."""
    from stemma.views.cli.explain import explain_claim, find_claim
    from stemma.views.cli.saved import read_saved

    read = read_saved(where)
    typer.echo(explain_claim(read, *find_claim(read, claim)))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A dossier.json or the folder of one.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one of the same pile.")],
) -> None:
    """Tell what changed between two dossiers: new claims, counts revised, conflicts settled, origins gained."""
    from stemma.views.cli.changes import list_changes
    from stemma.views.cli.saved import read_saved

    typer.echo(list_changes(read_saved(old), read_saved(new)))


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    typer.echo(f"stemma {installed('stemma')}")


def run() -> None:
    """The ``stemma`` command: 0 done, 1 the world failed, 2 the call was wrong, 3 done but some input was set aside."""
    try:
        app()
    except UsageError as error:
        typer.echo(f"stemma: {error}", err=True)
        sys.exit(EXIT_WRONG_CALL)
    except StemmaError as error:
        typer.echo(f"stemma: {error}", err=True)
        sys.exit(EXIT_WORLD_FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_WORLD_FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    """What of a call does not show in its result."""

    work: Path | None = None
    cache: Path | None = None
    is_quiet: bool = True


def _make(inputs: "Sequence[str]", *, engine: str, config: Path | None, bench: _Bench | None = None) -> "Dossier":
    from stemma.adapters.clock import generation_time
    from stemma.adapters.engines import open_engine
    from stemma.adapters.fetch import fetch
    from stemma.config import Config, parse_config
    from stemma.pipeline import Workshop, build_dossier

    bench = bench or _Bench()
    named = [name for name in inputs if name != "-" and "://" not in name]
    if named and len(named) == len(inputs) and not any(Path(name).exists() for name in named):
        raise UsageError(" ".join(f"no such file or folder: {', '.join(named)}".split()))
    try:
        settings = Config() if config is None else parse_config(config.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {config}: {error}") from error
    opened, generated_at = open_engine(engine), generation_time()
    captured = fetch(inputs, config=settings.fetch, stdin=sys.stdin.buffer, cache=bench.cache)
    workshop = Workshop(engine=opened, work=bench.work, watch=None if bench.is_quiet else _progress(inputs).watch)
    return build_dossier(captured, config=settings, workshop=workshop, generated_at=generated_at)


def _progress(inputs: "Sequence[str]") -> "Progress":
    from stemma.adapters.fetch.counting import count_pages
    from stemma.views.cli.progress import Progress

    return Progress(stream=sys.stderr, page_count=count_pages(inputs) if sys.stderr.isatty() else None)


def _write(made: "Dossier", *, folder: Path | None, json: str | None) -> None:
    from stemma.views.dossier import page, to_json

    content = to_json(made)
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "dossier.json").write_bytes(content)
            (folder / "index.html").write_text(page(made), encoding="utf-8")
        if json == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        elif json is not None:
            Path(json).write_bytes(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WorldError(f"cannot write the dossier: {error}") from error


def _nothing_came(made: "Dossier") -> bool:
    """Whether the network failed altogether: no report, and some address could not be reached."""
    from stemma.problems import Reason

    return not made.reports and any(problem.reason is Reason.UNREACHABLE for problem in made.problems)


def _has_set_aside(made: "Dossier") -> bool:
    from stemma.problems import SETS_ASIDE

    return any(problem.reason in SETS_ASIDE for problem in made.problems)
