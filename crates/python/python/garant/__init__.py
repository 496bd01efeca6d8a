"""Garant: ethics self-assessment of health-AI projects.

`audit` judges a descriptor, `render` writes an audit in a format, `measure_predictions` counts a table of predictions. They read no
clock and no environment: the date of an audit is an argument. What cannot be done is a `GarantError`, in the language asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from os import PathLike
from typing import Any, Literal, Protocol

from garant import _garant
from garant._errors import (
    ArgumentError,
    DescriptorError,
    Fault,
    GarantError,
    MeasureError,
    Problem,
    RowFault,
    StoredAuditError,
)

__all__ = [
    "ArgumentError",
    "ArrowArray",
    "ArrowStream",
    "Audience",
    "DescriptorError",
    "Fault",
    "Format",
    "GarantError",
    "Lang",
    "MeasureError",
    "Problem",
    "RowFault",
    "StoredAuditError",
    "audit",
    "measure_predictions",
    "render",
]

__version__ = _garant.VERSION

Lang = Literal["fr", "en"]
Audience = Literal["internal", "client", "public"]
Format = Literal[
    "text", "concise", "json", "html", "md", "csv", "csv-checks", "xlsx", "sarif", "sarif-github", "junit", "oscal",
    "oscal-catalog", "github", "github-summary",
]  # fmt: skip


class ArrowStream(Protocol):
    """A table that gives itself as a stream of Arrow, such as those of pyarrow, polars and pandas."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object: ...


class ArrowArray(Protocol):
    """A record batch that gives itself as an array of Arrow."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[object, object]: ...


def audit(
    descriptor: str | Mapping[str, Any],
    *,
    as_of: date | str,
    lang: Lang = "fr",
    profile: str | None = None,
    gate: str | None = None,
    name: str = "garant.toml",
    evidence_folder: str | PathLike[str] | None = None,
    allow_outside: bool = False,
    audience: Audience = "internal",
    ignore_waivers: bool = False,
    rows: bool = False,
) -> dict[str, Any]:
    """Judges a descriptor at a date; gives what `garant audit --format json` writes.

    `descriptor` is a TOML text, or a dictionary with the keys of a descriptor (days as `datetime.date` or as texts; None is *not
    stated*). `name` is how the audit calls it. Evidence is read in `evidence_folder`; without one, every piece is missing, and the audit
    says so. Files outside it are opened with `allow_outside` alone, tables with a row a case with `rows` alone.

    Raises `DescriptorError` with all problems of the descriptor, `ArgumentError` for an argument that is none of those known.
    """
    asked = {
        "as_of": _day(as_of),
        "lang": lang,
        "profile": profile,
        "gate": gate,
        "name": name,
        "evidence_folder": evidence_folder,
        "allow_outside": allow_outside,
        "audience": audience,
        "ignore_waivers": ignore_waivers,
        "rows": rows,
    }
    answer: dict[str, Any] = json.loads(_garant.audit(descriptor, asked))
    return answer


def render(
    audit: Mapping[str, Any] | str | bytes,
    format: Format = "html",
    lang: Lang = "fr",
    *,
    audience: Audience | None = None,
    summary: bool = False,
) -> str | bytes:
    """Writes an audit in a format: bytes for `xlsx`, else a text.

    `audit` is what `audit` gave, or the text of a file that `garant audit -o audit.json` wrote. It is checked as `garant report` checks
    it: one whose parts do not agree is a `StoredAuditError`. An `audience` may hide more than the audit does, never less.
    """
    if isinstance(audit, bytes):
        text = audit.decode(errors="replace")
    elif isinstance(audit, str):
        text = audit
    else:
        text = json.dumps(audit, ensure_ascii=False)
    return _garant.render(text, format, lang, audience, summary)


def measure_predictions(
    table: ArrowStream | ArrowArray | Mapping[str, Any],
    *,
    label: str,
    score: str | None = None,
    threshold: float | None = None,
    decision: str | None = None,
    groups: Iterable[str] | Mapping[str, str] = (),
    cross: Iterable[Sequence[str]] = (),
    positive: str | None = None,
    missing_label: Literal["refuse", "exclude"] = "refuse",
    missing: Iterable[str] = (),
    unit: str | None = None,
    weight: str | None = None,
    rates_only: bool = False,
    bins: Literal[10, 20, 40, 80, 160] = 20,
    references: Mapping[str, str] | None = None,
    correct: Literal["none", "holm"] = "none",
    mask: bool = True,
    lang: Lang = "fr",
) -> dict[str, Any]:
    """Counts a table of predictions; gives what `garant measure predictions --format json` writes.

    `table` is read where it lies if it speaks Arrow (a table of pyarrow, polars or pandas). Columns by their names, such as arrays of
    numpy, are made a table with pyarrow, which copies no array of numbers. `groups` are columns, or the columns of names. Small groups
    are masked unless `mask` is false.

    A null is *not recorded*. A NaN is no number: its row is at fault. Raises `MeasureError` with the first rows at fault.
    """
    if decision is not None and threshold is not None:
        raise TypeError("threshold does not go with decision")
    asked = {
        "lang": lang,
        "label": label,
        "score": score,
        "threshold": threshold,
        "decision": decision,
        "groups": list(groups.items()) if isinstance(groups, Mapping) else [(own, own) for own in _names("groups", groups)],
        "cross": [list(_names("cross", own)) for own in cross],
        "weight": weight,
        "unit": unit,
        "positive": positive,
        "missing_label": missing_label,
        "rates_only": rates_only,
        "bins": bins,
        "missing": list(_names("missing", missing)),
        "references": list((references or {}).items()),
        "correct": correct,
        "mask": mask,
    }
    answer: dict[str, Any] = json.loads(_garant.predictions(_table(table), asked))
    return answer


def _day(given: date | str) -> str:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given.isoformat()
    return str(given)


def _names(parameter: str, given: Iterable[str]) -> Iterable[str]:
    if isinstance(given, str):
        raise TypeError(f"{parameter}: a list of texts, not one text")
    return given


def _table(given: Any) -> object:
    if hasattr(given, "__arrow_c_stream__") or hasattr(given, "__arrow_c_array__"):
        return given
    if not isinstance(given, Mapping):
        raise TypeError("a table speaks Arrow (pyarrow, polars, pandas), or is a dictionary of columns")
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError('columns become a table with pyarrow: pip install "garant[arrow]"') from error
    return pyarrow.table(dict(given))
