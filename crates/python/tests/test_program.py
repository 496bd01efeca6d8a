from __future__ import annotations

import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from conftest import AS_OF, ROOT, Program

import garant as library

OWN = [[sys.executable, "-m", "garant"], [str(Path(sysconfig.get_path("scripts")) / "garant")]]


@pytest.mark.parametrize("own", OWN, ids=["module", "script"])
def test_the_program_of_the_wheel_is_the_program(own: list[str], garant: Program) -> None:
    for words, code in [
        (["--version"], 0),
        (["explain", "TRA-12", "--lang", "en"], 0),
        (["audit", "examples/imagerie/garant.toml", "--as-of", AS_OF, "--lang", "fr"], 1),
        (["audit", "nothing.toml", "--lang", "en"], 2),
        (["nonsense"], 2),
    ]:
        said = subprocess.run([*own, *words], cwd=ROOT, capture_output=True, check=False)
        other = garant(*words)
        assert said.returncode == code
        assert (said.returncode, said.stdout, said.stderr) == (other.returncode, other.stdout, other.stderr)


def test_the_version_is_the_programs(garant: Program) -> None:
    assert garant("--version").stdout.decode().split() == ["garant", library.__version__]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("own", OWN, ids=["module", "script"])
def test_ctrl_c_ends_the_program(own: list[str]) -> None:
    # It has begun when it has read what it is given, and waits for more.
    with subprocess.Popen([*own, "measure", "predictions", "-", "--label", "a", "--score", "b", "--threshold", "0.5"], stdin=subprocess.PIPE) as waiting:
        assert waiting.stdin is not None
        rows = b"a,b\n" + b"1,0.5\n" * 200_000
        waiting.stdin.write(rows)
        waiting.stdin.flush()
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(60) == -signal.SIGINT
