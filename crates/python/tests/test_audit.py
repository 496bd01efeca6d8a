from __future__ import annotations

import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from conftest import AS_OF, EXAMPLES, ROOT, Program, descriptor

import garant as library
from garant import ArgumentError, DescriptorError, GarantError

FOLDERS = ROOT / "examples"


def judged(example: str, **more: Any) -> dict[str, Any]:
    folder = FOLDERS / example
    return library.audit(descriptor(example), as_of=AS_OF, name=f"examples/{example}/garant.toml", evidence_folder=folder, **more)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_audit_is_the_programs_byte_for_byte(example: str, lang: Any, garant: Program) -> None:
    said = garant("audit", f"examples/{example}/garant.toml", "--as-of", AS_OF, "--lang", lang, "--format", "json")
    assert said.returncode in (0, 1), said.stderr
    own = judged(example, lang=lang)
    assert json.dumps(own) == json.dumps(json.loads(said.stdout))
    rendered = library.render(own, "json", lang)
    assert isinstance(rendered, str)
    assert rendered.encode() == said.stdout


def test_a_dictionary_has_the_verdicts_of_its_text() -> None:
    text = descriptor("triage")
    facts = tomllib.loads(text)
    own, other = (library.audit(it, as_of=date(2026, 11, 23), evidence_folder=FOLDERS / "triage") for it in (facts, text))
    verdicts = [[(f["criterion"], f["verdict"]) for f in audit["findings"]] for audit in (own, other)]
    assert len(verdicts[0]) > 50
    assert verdicts[0] == verdicts[1]
    assert library.audit(MappingProxyType(facts), as_of=AS_OF, evidence_folder=FOLDERS / "triage") == own


def test_none_is_not_stated() -> None:
    given: list[dict[str, Any]] = [{"system": {"name": None}}, {"system": {}}]
    with_none, without = (library.audit({"garant": 1, **more}, as_of=AS_OF) for more in given)
    assert with_none["scores"] == without["scores"]


def test_without_a_folder_no_evidence_is_there() -> None:
    inside = judged("imagerie")
    outside = library.audit(descriptor("imagerie"), as_of=AS_OF)
    assert any(own["state"] != "missing" for own in inside["evidence"])
    assert all(own["state"] == "missing" for own in outside["evidence"] if own.get("path"))


def test_what_a_link_leads_to_outside_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("not to be read")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    facts = {"garant": 1, "evidence": [{"id": "paper", "kind": "other", "path": "link.txt", "date": date(2026, 1, 1)}]}
    refused = library.audit(facts, as_of=AS_OF, evidence_folder=folder)
    allowed = library.audit(facts, as_of=AS_OF, evidence_folder=str(folder), allow_outside=True)
    assert refused["evidence"][0]["state"] != allowed["evidence"][0]["state"]


def test_all_problems_are_told_with_their_lines_in_the_language_asked_for() -> None:
    langs: list[library.Lang] = ["fr", "en"]
    text = 'garant = 1\n[system]\nnmae = "A"\n[nothing]\nkey = 1\n'
    told = {}
    for lang in langs:
        with pytest.raises(DescriptorError) as refused:
            library.audit(text, as_of=AS_OF, lang=lang, name="mine.toml")
        told[lang] = refused.value.problems
        assert str(refused.value).startswith("mine.toml:3:")
    assert [own.line for own in told["en"]] == [3, 4]
    assert all(own.column and own.code and own.severity == "error" for own in told["en"])
    assert [own.code for own in told["fr"]] == [own.code for own in told["en"]]
    assert all(fr.message != en.message for fr, en in zip(told["fr"], told["en"], strict=True))


def test_a_broken_text_is_told_at_its_line() -> None:
    with pytest.raises(DescriptorError) as refused:
        library.audit("garant = \n", as_of=AS_OF)
    assert refused.value.problems[0].line == 1


def nested() -> list[Any]:
    loop: list[Any] = []
    loop.append(loop)
    return loop


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ([None], "system.name[0]"),
        (float("nan"), "system.name"),
        (b"bytes", "system.name"),
        ({1: "a key that is no text"}, "system.name"),
        ({1, 2}, "system.name"),
        (2**70, "system.name"),
        (nested(), "system.name"),
    ],
)
def test_a_value_without_a_form_is_told_at_its_path(value: Any, path: str) -> None:
    with pytest.raises(DescriptorError) as refused:
        library.audit({"garant": 1, "system": {"name": value}}, as_of=AS_OF)
    [problem] = refused.value.problems
    assert problem.code == "value"
    assert problem.line is None
    assert problem.path is not None
    assert problem.path.startswith(path)
    assert problem.message


def test_a_problem_of_a_dictionary_has_its_path() -> None:
    with pytest.raises(DescriptorError) as refused:
        library.audit({"garant": 1, "system": {"nmae": "A"}}, as_of=AS_OF)
    assert refused.value.problems[0].path == "system.nmae"
    assert refused.value.problems[0].line is None


@pytest.mark.parametrize(
    ("more", "parameter", "known"),
    [
        ({"lang": "de"}, "lang", "fr"),
        ({"profile": "nobody"}, "profile", "supplier"),
        ({"gate": "perfect"}, "gate", "essential"),
        ({"audience": "everybody"}, "audience", "public"),
        ({"as_of": "23/11/2026"}, "as_of", None),
        ({"as_of": datetime(2026, 11, 23, 12)}, "as_of", None),
        ({"as_of": date(1066, 1, 1)}, "as_of", None),
    ],
)
def test_an_unknown_argument_is_named_with_what_is_known(more: dict[str, Any], parameter: str, known: str | None) -> None:
    with pytest.raises(ArgumentError) as refused:
        library.audit("garant = 1\n", **{"as_of": AS_OF, **more})
    assert refused.value.parameter == parameter
    assert known is None or known in refused.value.known
    assert refused.value.found in str(refused.value)
    assert isinstance(refused.value, GarantError)
    assert isinstance(refused.value, ValueError)


def test_the_date_is_asked_for() -> None:
    with pytest.raises(TypeError):
        library.audit("garant = 1\n")  # type: ignore[call-arg]


def test_threads_give_the_same_bytes() -> None:
    with ThreadPoolExecutor(4) as pool:
        audits = list(pool.map(lambda _: json.dumps(judged("scribe")), range(8)))
    assert len(set(audits)) == 1
