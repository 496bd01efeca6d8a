"""Holds the files of each folder to their schemas, and all of a folder to the same verdicts. Proves first that each check can fail."""

import csv
import html.parser
import io
import json
import pathlib
import sys

import jsonschema
import referencing
import regress
from lxml import etree


def pattern(validator, wanted, instance, _schema):
    """NIST's patterns are ECMAScript's, such as \\p{L}."""
    if validator.is_type(instance, "string") and regress.Regex(wanted, "u").find(instance) is None:
        yield jsonschema.ValidationError(f"{instance!r} does not match {wanted!r}")


Oscal = jsonschema.validators.extend(jsonschema.Draft7Validator, {"pattern": pattern})
FORMATS = jsonschema.Draft7Validator.FORMAT_CHECKER


class Checker:
    def __init__(self, schemas):
        load = lambda name: json.loads((schemas / name).read_text("utf-8"))
        self.sarif = jsonschema.Draft7Validator(load("sarif.json"), format_checker=FORMATS)
        self.results = Oscal(load("oscal_assessment-results_schema.json"), format_checker=FORMATS)
        self.catalog = Oscal(load("oscal_catalog_schema.json"), format_checker=FORMATS)
        self.audit = jsonschema.Draft202012Validator(load("audit.json"))
        named = [("spdx.SNAPSHOT.schema.json", "spdx"), ("jsf-0.82.SNAPSHOT.schema.json", "jsf-0.82")]
        place = "http://cyclonedx.org/schema/"
        others = [(place + name, referencing.Resource.from_contents(load(f"{short}.SNAPSHOT.schema.json"))) for name, short in named]
        registry = referencing.Registry().with_resources(others)
        self.card = jsonschema.Draft7Validator(load("bom-1.6.SNAPSHOT.schema.json"), registry=registry, format_checker=FORMATS)
        self.junit = etree.XMLSchema(etree.parse(str(schemas / "junit-10.xsd")))

    def json(self, text, validator):
        found = sorted(validator.iter_errors(json.loads(text)), key=lambda e: str(list(e.absolute_path)))
        return [f"/{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in found]

    def xml(self, text):
        root = etree.fromstring(text.encode("utf-8"))
        if self.junit.validate(root):
            return []
        return [f"line {e.line}: {e.message}" for e in self.junit.error_log]

    def csv(self, text):
        if not text.startswith("\ufeff"):
            return ["no byte order mark"]
        rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
        found = [f"row {n}: {len(row)} cells" for n, row in enumerate(rows) if len(row) != len(rows[0])]
        risky = [cell[:40] for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
        return found + [f"{cell!r} would run" for cell in risky if cell]

    def faults(self, name, text):
        if name.endswith(".sarif"):
            return self.json(text, self.sarif)
        if name.endswith(".oscal.json"):
            return self.json(text, self.results)
        if name.endswith(".oscal-catalog.json"):
            return self.json(text, self.catalog)
        if name.endswith(".cdx.json"):
            return self.json(text, self.card)
        if name.endswith(".json"):
            return self.json(text, self.audit)
        if name.endswith(".xml"):
            return self.xml(text)
        if name.endswith(".csv"):
            return self.csv(text)
        return []


def of_json(text):
    waived = lambda f: "waived" if f["disposition"] == "waived" else f["verdict"]
    return {f["code"]: waived(f) for f in json.loads(text)["findings"]}


def of_sarif(text):
    kinds = {"pass": "met", "fail": "not-met", "open": "undetermined", "review": "undetermined", "notApplicable": "not-applicable"}
    results = json.loads(text)["runs"][0]["results"]
    return {r["properties"]["criterion"]: "waived" if r["suppressions"] else kinds[r["kind"]] for r in results}


def of_junit(text):
    def verdict(case):
        return case[0].get("type") if len(case) else "met"

    cases = etree.fromstring(text.encode("utf-8")).iter("testcase")
    return {case.get("name").split()[0]: verdict(case) for case in cases}


def of_csv(text):
    return {row["code"]: row["verdict_code"] for row in csv.DictReader(io.StringIO(text[1:], newline=""))}


def of_oscal(text):
    result = json.loads(text)["assessment-results"]["results"][0]
    told = {}
    for selection in result["reviewed-controls"]["control-selections"]:
        for control in selection.get("exclude-controls", []):
            told[control["control-id"].upper()] = "not-applicable"
    for finding in result.get("findings", []):
        props = finding.get("props", []) + finding["target"].get("props", [])
        verdict = next(p["value"] for p in props if p["name"] == "verdict")
        told[finding["target"]["target-id"].removesuffix("_obj").upper()] = verdict
    return told


def of_html(text):
    told = {}

    class Page(html.parser.HTMLParser):
        def handle_starttag(self, tag, attributes):
            own = dict(attributes)
            if "data-criterion" in own and "data-verdict" in own:
                told[own["data-criterion"]] = own["data-verdict"]

    Page().feed(text)
    return told


READERS = {
    "a.json": of_json,
    "a.sarif": of_sarif,
    "a.junit.xml": of_junit,
    "a.csv": of_csv,
    "a.checks.csv": of_csv,
    "a.oscal.json": of_oscal,
    "a.html": of_html,
}


def differ(texts):
    wanted = of_json(texts["a.json"])
    found = []
    for name, read in READERS.items():
        told = read(texts[name])
        wrong = [f"{code}: {wanted.get(code)} / {told.get(code)}" for code in wanted.keys() | told.keys() if wanted.get(code) != told.get(code)]
        found += [f"{name}: {each}" for each in sorted(wrong)]
    return found


def prove(checker, texts):
    """Spoils each file in one place: a check that finds nothing then is none."""

    def spoilt(name, change):
        value = json.loads(texts[name])
        change(value)
        return name, json.dumps(value)

    bad = [
        spoilt("a.sarif", lambda v: v["runs"][0]["results"][0].update(kind="perhaps")),
        spoilt("a.github.sarif", lambda v: v["runs"][0]["tool"].pop("driver")),
        spoilt("a.oscal.json", lambda v: v["assessment-results"].update(uuid="1")),
        spoilt("a.oscal-catalog.json", lambda v: v["catalog"]["metadata"].pop("title")),
        spoilt("a.json", lambda v: v["findings"][0].pop("verdict")),
        spoilt("card.cdx.json", lambda v: v["metadata"]["component"].update(modelCard={"perhaps": 1})),
        ("a.junit.xml", texts["a.junit.xml"].replace("<testcase ", '<testcase line="1" ', 1)),
        ("a.csv", texts["a.csv"].replace("\r\n", "\r\n=1+1,", 1)),
        ("a.checks.csv", texts["a.checks.csv"].replace(",", "", 1)),
    ]
    missed = [name for name, text in bad if not checker.faults(name, text)]
    if not differ({**texts, "a.csv": texts["a.csv"].replace(",met,", ",not-met,", 1)}):
        missed.append("verdicts")
    return missed


def main(schemas, files):
    checker = Checker(pathlib.Path(schemas))
    folders = sorted(pathlib.Path(files).iterdir())
    read = lambda folder: {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.iterdir())}
    missed = prove(checker, read(folders[0]))
    if missed:
        print("these checks find nothing in a spoilt file:", ", ".join(missed))
        return 3
    faults = count = 0
    for folder in folders:
        texts = read(folder)
        for name, text in texts.items():
            count += 1
            for fault in checker.faults(name, text)[:10]:
                faults += 1
                print(f"{folder.name}/{name}: {fault}")
        for fault in differ(texts)[:10]:
            faults += 1
            print(f"{folder.name}: {fault}")
    print(f"{count} files of {len(folders)} audits held to their schemas and compared, {faults} faults")
    return 1 if faults or len(folders) < 16 else 0


sys.exit(main(*sys.argv[1:]))
