"""Why there is no answer, each with what a program needs to say so in its own way."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ArgumentError",
    "DescriptorError",
    "Fault",
    "GarantError",
    "MeasureError",
    "Problem",
    "RowFault",
    "StoredAuditError",
]


class GarantError(Exception):
    """Whatever garant refuses."""


class ArgumentError(GarantError, ValueError):
    """An argument is none of those known: `parameter`, what was `found`, and the values `known`, where they can be listed."""

    def __init__(self, message: str, parameter: str, found: str, known: list[str]) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.found = found
        self.known = known


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a descriptor: at its line and column (from 1) where it was a text, at its path where it was a dictionary."""

    code: str
    severity: str
    line: int | None
    column: int | None
    path: str | None
    message: str

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.line}:{self.column or 1}: {self.message}"
        return f"{self.path}: {self.message}" if self.path else self.message


class DescriptorError(GarantError):
    """The descriptor cannot be judged: all its `problems` at once."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__("\n".join(f"{name}:{problem}" for problem in problems))
        self.name = name
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Fault:
    """Parts of a stored audit that do not agree, and where."""

    code: str
    at: str
    message: str


class StoredAuditError(GarantError):
    """What is given is no audit of garant, or not as garant wrote it: its `faults`."""

    def __init__(self, message: str, faults: list[tuple[str, str, str]]) -> None:
        self.faults = [Fault(*fault) for fault in faults]
        super().__init__("\n".join([message, *(fault.message for fault in self.faults)]))


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row (from 1) that cannot be read."""

    row: int
    column: str | None
    code: str
    found: str
    message: str


class MeasureError(GarantError):
    """Nothing is computed: a `code`, and the first ten rows at fault of `total`, where rows are."""

    def __init__(
        self, message: str, code: str, faults: list[tuple[int, str | None, str, str, str]], total: int
    ) -> None:
        self.code = code
        self.faults = [RowFault(*fault) for fault in faults]
        self.total = total
        super().__init__("\n".join([message, *(fault.message for fault in self.faults)]))
