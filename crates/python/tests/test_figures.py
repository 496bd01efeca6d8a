from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from conftest import Program

import garant as library
from garant import ArgumentError, MeasureError

ROWS = 30_000
ASKED: dict[str, Any] = {"label": "outcome", "score": "score", "threshold": 0.35, "groups": ["sex", "site"], "cross": [["sex", "site"]]}
FLAGS = "--label outcome --score score --threshold 0.35 --group sex --group site --cross sex,site".split()


def columns() -> dict[str, Any]:
    """Invented rows, always the same: more than one batch of them."""
    draw = np.random.default_rng(7)
    score = np.round(draw.random(ROWS), 4)
    return {
        "outcome": (draw.random(ROWS) < score).astype(np.int64),
        "score": score,
        "sex": np.where(draw.random(ROWS) < 0.5, "F", "M"),
        "site": np.array(["nord", "sud", "rare"])[np.minimum(draw.integers(0, 2000, ROWS) // 999, 2)],
    }


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return pa.table(columns())


@pytest.fixture(scope="module")
def file(table: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    pyarrow.csv.write_csv(table, path)
    return str(path)


def figures(garant: Program, file: str, *more: str) -> Any:
    said = garant("measure", "predictions", file, *FLAGS, "--format", "json", *more)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def same(own: Any, other: Any) -> bool:
    return json.dumps(own) == json.dumps(other)


def test_figures_are_those_of_the_program_on_the_same_rows(table: pa.Table, file: str, garant: Program) -> None:
    wanted = figures(garant, file)
    assert wanted["masked"]
    assert wanted["rows"] is None or wanted["rows"] == ROWS
    assert same(library.measure_predictions(table, **ASKED), wanted)
    assert same(library.measure_predictions(table, **ASKED, mask=False), figures(garant, file, "--no-mask"))
    holm = library.measure_predictions(table, **ASKED, correct="holm", references={"sex": "M"})
    assert same(holm, figures(garant, file, "--correct", "holm", "--reference", "sex=M"))


def recast(table: pa.Table, kind: pa.DataType) -> pa.Table:
    for name in ("sex", "site"):
        table = table.set_column(table.column_names.index(name), name, table.column(name).cast(kind))
    return table


@pytest.mark.parametrize(
    "kind",
    [
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.int32(), pa.large_string()),
    ],
    ids=str,
)
def test_texts_may_lie_in_any_of_arrows_ways(kind: pa.DataType, table: pa.Table) -> None:
    assert same(library.measure_predictions(recast(table, kind), **ASKED), library.measure_predictions(table, **ASKED))


def test_pieces_slices_batches_and_columns_are_one_table(table: pa.Table) -> None:
    wanted = library.measure_predictions(table, **ASKED)
    pieces = pa.concat_tables([table.slice(0, 11), table.slice(11, 9_000), table.slice(9_011)])
    batch = table.combine_chunks().to_batches()[0]
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=777))
    for given in (pieces, batch, reader, columns(), {name: table.column(name) for name in table.column_names}):
        assert same(library.measure_predictions(given, **ASKED), wanted)


def test_polars_and_pandas_give_the_same_figures(table: pa.Table) -> None:
    wanted = library.measure_predictions(table, **ASKED)
    polars = pytest.importorskip("polars")
    assert same(library.measure_predictions(polars.from_arrow(table), **ASKED), wanted)
    assert same(library.measure_predictions(polars.from_arrow(table).with_columns(polars.col("sex").cast(polars.Categorical)), **ASKED), wanted)
    pandas = pytest.importorskip("pandas")
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert same(library.measure_predictions(frame, **ASKED), wanted)
    assert same(library.measure_predictions(frame.astype({"sex": "category"}), **ASKED), wanted)


def test_an_array_of_numbers_is_not_copied() -> None:
    score = np.linspace(0.0, 1.0, 5)
    made: Any = library._table({"score": score})
    assert made.column("score").chunk(0).buffers()[1].address == score.ctypes.data


def test_a_null_is_not_recorded_and_a_nan_is_at_fault() -> None:
    rows: dict[str, Any] = {"outcome": [1, 0, 1, 0] * 10, "sex": (["F", None, "M", "?"] * 10)}
    with_nulls = library.measure_predictions(
        pa.table({**rows, "score": [0.5, None, 0.1, 0.2] * 10}).slice(0, 1).combine_chunks(),
        label="outcome", score="score", threshold=0.5, groups={"gender": "sex"}, missing=["?"], mask=False,
    )  # fmt: skip
    assert [stratum["by"] for stratum in with_nulls["strata"]] == [{}, {"gender": "F"}]
    with pytest.raises(MeasureError) as refused:
        library.measure_predictions(
            {**rows, "score": np.array([0.5, np.nan, 0.1, 0.2] * 10)}, label="outcome", score="score", threshold=0.5, lang="en"
        )
    assert refused.value.code == "bad-rows"
    assert refused.value.total == 10
    assert (refused.value.faults[0].row, refused.value.faults[0].column, refused.value.faults[0].code) == (2, "score", "not-a-number")
    assert refused.value.faults[0].message in str(refused.value)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"label": "nothing"}, "no-such-column"),
        ({"threshold": None}, "no-flag"),
        ({"threshold": 2.0}, "bad-threshold"),
        ({"bins": 7}, "bad-bins"),
        ({"groups": ["day"]}, "column-type"),
        ({"cross": [["sex"]], "groups": ["sex"]}, "crossing-of-one"),
    ],
)
def test_what_cannot_be_counted_has_a_code_and_a_sentence(more: dict[str, Any], code: str) -> None:
    table = pa.table({"outcome": [1, 0], "score": [0.1, 0.9], "sex": ["F", "M"], "day": pa.array([1, 2], pa.date32())})
    said = set()
    for lang in ("fr", "en"):
        with pytest.raises(MeasureError) as refused:
            library.measure_predictions(table, **{"label": "outcome", "score": "score", "threshold": 0.5, "lang": lang, **more})
        assert refused.value.code == code
        said.add(str(refused.value))
    assert len(said) == 2


def test_arguments_are_not_guessed(table: pa.Table) -> None:
    with pytest.raises(TypeError):
        library.measure_predictions(table, **{**ASKED, "groups": "sex"})
    with pytest.raises(TypeError):
        library.measure_predictions(table, **ASKED, decision="outcome")
    with pytest.raises(TypeError):
        library.measure_predictions([1, 2], **ASKED)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError):
        library.measure_predictions(table, **ASKED, correct="bonferroni")  # type: ignore[arg-type]
    with pytest.raises(ArgumentError):
        library.measure_predictions(table, **ASKED, missing_label="drop")  # type: ignore[arg-type]


def test_ctrl_c_stops_what_python_gives(table: pa.Table) -> None:
    def interrupted() -> Iterator[pa.RecordBatch]:
        yield table.to_batches()[0]
        signal.raise_signal(signal.SIGINT)
        yield table.to_batches()[0]

    with pytest.raises(KeyboardInterrupt):
        library.measure_predictions(pa.RecordBatchReader.from_batches(table.schema, interrupted()), **ASKED)


def test_ctrl_c_stops_what_lies_in_memory(table: pa.Table) -> None:
    # A thread that Python runs while rows are counted: without it being let in, or looked for, nothing stops.
    begun, ended = threading.Event(), threading.Event()

    def interrupt() -> None:
        begun.wait()
        while not ended.wait(0.001):
            signal.raise_signal(signal.SIGINT)

    stopped = []

    def handler(_signal: int, frame: FrameType | None) -> None:
        stopped.append(frame.f_code.co_name if frame else "")
        if stopped[-1] == "measure_predictions":
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, handler)
    asker = threading.Thread(target=interrupt)
    asker.start()
    try:
        begun.set()
        with pytest.raises(KeyboardInterrupt):
            library.measure_predictions(pa.concat_tables([table] * 2_000), **ASKED)
    finally:
        ended.set()
        asker.join()
        signal.signal(signal.SIGINT, before)


def test_what_a_reader_raises_stops_the_reading(table: pa.Table) -> None:
    def broken() -> Iterator[pa.RecordBatch]:
        yield table.to_batches()[0]
        raise OSError("the disk went away")

    with pytest.raises(MeasureError, match="the disk went away") as refused:
        library.measure_predictions(pa.RecordBatchReader.from_batches(table.schema, broken()), **ASKED)
    assert refused.value.code == "bad-arrow"
