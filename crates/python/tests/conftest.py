"""The checkout around the package, and the program to compare with: GARANT_PROGRAM, else the wheel's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
AS_OF = "2026-11-23"
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/garant.toml"))

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def garant() -> Program:
    """Runs the program at the root of the checkout."""

    def run(*words: str, **how: object) -> subprocess.CompletedProcess[bytes]:
        own = os.environ.get("GARANT_PROGRAM")
        start = [own] if own else [sys.executable, "-m", "garant"]
        return subprocess.run([*start, *words], cwd=ROOT, capture_output=True, check=False, **how)  # type: ignore[call-overload, no-any-return]

    return run


def descriptor(example: str) -> str:
    return (ROOT / "examples" / example / "garant.toml").read_text("utf-8")
