"""Descriptors for the peers: benches/peers/inputs.py vary FROM FOLDER COUNT, or json FOLDER OUT.

`vary` writes COUNT descriptors, each with an id of its own and one fact in ten left out; `json` writes each garant.toml below FOLDER that is TOML as JSON.
"""

import json
import pathlib
import random
import sys
import tomllib


def vary(source, folder, count):
    chance = random.Random(7)
    lines = pathlib.Path(source).read_text().splitlines()
    for number in range(int(count)):
        place = pathlib.Path(folder) / f"{number:05}"
        place.mkdir(parents=True)
        kept = []
        for line in lines:
            if line.startswith("id ="):
                line = f'id = "system-{number:05}"'
            elif " = " in line and not line.startswith(("garant", "lang", "#")) and chance.random() < 0.1:
                continue
            kept.append(line)
        (place / "garant.toml").write_text("\n".join(kept) + "\n")


def to_json(folder, out):
    target = pathlib.Path(out)
    target.mkdir(parents=True)
    for number, path in enumerate(sorted(pathlib.Path(folder).rglob("garant.toml"))):
        try:
            facts = tomllib.loads(path.read_text())
        except (tomllib.TOMLDecodeError, RecursionError):
            continue
        if "declaration" in facts or "system" in facts:
            (target / f"{number:05}.json").write_text(json.dumps(facts, default=str, indent=2))


{"vary": vary, "json": to_json}[sys.argv[1]](*sys.argv[2:])
