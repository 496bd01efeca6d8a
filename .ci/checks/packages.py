"""Holds the list of a program's parts to the schema of CycloneDX, and to the lock file. Proves first that the schema can refuse."""

import json
import pathlib
import sys
import tomllib

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main(listed, lock):
    text = pathlib.Path(listed).read_text("utf-8")
    check = JsonStrictValidator(SchemaVersion.V1_5)
    spoilt = json.loads(text)
    spoilt["components"][0]["type"] = "nothing known"
    if check.validate_str(json.dumps(spoilt)) is None:
        print("a spoilt list passes", file=sys.stderr)
        return 3
    fault = check.validate_str(text)
    if fault is not None:
        print(f"{listed}: {fault}", file=sys.stderr)
        return 1
    parts = {(part["name"], part["version"]) for part in json.loads(text)["components"]}
    known = {(own["name"], own["version"]) for own in tomllib.loads(pathlib.Path(lock).read_text("utf-8"))["package"]}
    for wanted in ("garant-core", "garant-report", "clap", "parquet", "mimalloc"):
        if wanted not in {name for name, _ in parts}:
            print(f"{listed} lacks {wanted}", file=sys.stderr)
            return 1
    if not parts <= known:
        print(f"{listed}: not in the lock file: {sorted(parts - known)}", file=sys.stderr)
        return 1
    print(f"list of parts: {len(parts)}, valid CycloneDX 1.5, each of the lock file")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
