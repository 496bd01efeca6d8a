"""Runs the action's steps and the template's lines as a machine would, and takes the files out of the guide.

usage: pipelines.py guide GUIDE.md FOLDER
       pipelines.py action ACTION.yml PROGRAM EXAMPLES
       pipelines.py template GARANT.yml PROGRAM EXAMPLES REPOSITORY REF
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from ruamel.yaml import YAML

DATE = "2026-11-23"
REPORTS = {"audit.html", "audit.json", "audit.github.sarif", "audit.xml"}


def guide(page, folder):
    """Writes each block that begins with the name of a file."""
    text = pathlib.Path(page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", text, re.S | re.M)
    assert len(blocks) == 3, f"{page}: {len(blocks)} files"
    for name, block in blocks:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.replace("VERSION", "0123456789abcdef0123456789abcdef01234567"), encoding="utf-8")


def load(path):
    return YAML(typ="safe").load(pathlib.Path(path).read_text(encoding="utf-8"))


def bash(text, folder, env):
    """A step as a runner calls it."""
    kept = {"PATH": os.environ["PATH"], "HOME": folder}
    done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text], cwd=folder, env=kept | env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def pairs(path):
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def run_action(action, place, program, example, given):
    """Runs the steps that are scripts, and tells which of the others would have been called."""
    with tempfile.TemporaryDirectory() as temp:
        shutil.copytree(example, f"{temp}/work")
        os.symlink(program, f"{temp}/garant")
        inputs = {name: str(value.get("default", "")) for name, value in action["inputs"].items()} | given
        known = {f"inputs.{name}": value for name, value in inputs.items()}
        known |= {"github.action_path": place, "runner.temp": temp, "runner.os": "Linux", "runner.arch": "X64"}

        def filled(text):
            return re.sub(r"\$\{\{ ([a-z_.-]+) \}\}", lambda found: known.get(found[1], ""), str(text))

        called, code, summary = [], 0, ""
        for number, step in enumerate(action["runs"]["steps"]):
            if "if" in step:
                wanted = re.fullmatch(r"\$\{\{ (.*) \}\}", step["if"])[1]
                tests = re.findall(r"([a-z_.-]+) (==|!=) '(.*?)'", wanted)
                if not all((known.get(name, "") == value) == (sign == "==") for name, sign, value in tests):
                    continue
            if "uses" in step:
                called.append((step["uses"].split("@")[0], {key: filled(value) for key, value in step["with"].items()}))
                continue
            files = {key: f"{temp}/{key}-{number}" for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
            for path in files.values():
                pathlib.Path(path).touch()
            env = {key: filled(value) for key, value in step.get("env", {}).items()}
            code, said = bash(step["run"], f"{temp}/work", env | files)
            if "id" in step:
                known |= {f"steps.{step['id']}.outputs.{key}": value for key, value in pairs(files["GITHUB_OUTPUT"]).items()}
            if code:
                break
            if step.get("id") == "audit":
                summary = pathlib.Path(files["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
        outputs = {name: filled(value["value"]) for name, value in action["outputs"].items()}
        reports = pathlib.Path(temp, "work", "garant-reports")
        written = {path.name for path in reports.iterdir()} if reports.is_dir() else set()
        return code, outputs, called, written, summary


def check_action(path, program, examples):
    action, place = load(path), str(pathlib.Path(path).resolve().parent)
    as_of = {"as-of": DATE}
    for given, code, gate in [
        ({}, 1, "fails"),
        ({"gate": "never"}, 0, "not-asked"),
        ({"profile": "quick-look"}, 1, "inconclusive"),
        ({"profile": "quick-look", "allow-undetermined": "true"}, 0, "inconclusive"),
        ({"path": "absent.toml"}, 2, ""),
    ]:
        found, outputs, called, written, summary = run_action(action, place, program, f"{examples}/imagerie", as_of | given)
        told = f"{path} with {given}: {found}, {outputs}, {called}, {written}"
        assert found == code and outputs["exit-code"] == str(code) and outputs["gate"] == gate, told
        assert written == (set() if code == 2 else REPORTS), told
        assert summary.startswith("## Garant") == (code != 2), told
        names = [name for name, _ in called]
        assert ("actions/upload-artifact" in names) == (code != 2), told
        assert "github/codeql-action/upload-sarif" not in names, told
        assert re.fullmatch("garant-Linux-X64-[0-9a-f]{40}", dict(called)["actions/cache"]["key"]), told


def check_template(path, program, examples, repository, ref):
    job = load(path)[".garant"]
    for given, code in [
        ({}, 1),
        ({"AUDIT_GATE": "never"}, 0),
        ({"AUDIT_PROFILE": "quick-look", "AUDIT_ALLOW_UNDETERMINED": "true"}, 0),
        ({"AUDIT_PATH": "absent.toml"}, 2),
    ]:
        with tempfile.TemporaryDirectory() as temp:
            folder = f"{temp}/work"
            shutil.copytree(f"{examples}/imagerie", folder)
            # The program that an earlier job left in the cache.
            shutil.copytree(program, f"{folder}/.garant/program")
            own = {"GARANT_REPOSITORY": repository, "GARANT_REF": ref, "AUDIT_AS_OF": DATE}
            env = {key: str(value) for key, value in job["variables"].items()} | own | given
            found, said = bash("\n".join(job["script"]), folder, env)
            assert found == code, f"{path} with {given}: {found}\n{said}"
            kept = pathlib.Path(folder, job["artifacts"]["reports"]["junit"])
            assert kept.exists() == (code != 2), f"{path} with {given}: {kept.name}"


if __name__ == "__main__":
    try:
        {"guide": guide, "action": check_action, "template": check_template}[sys.argv[1]](*sys.argv[2:])
    except AssertionError as wrong:
        sys.exit(str(wrong))
