from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import AS_OF, ROOT, Program, descriptor

import garant as library
from garant import ArgumentError, StoredAuditError

FORMATS = get_args(library.Format)


@pytest.fixture(scope="module")
def audit() -> dict[str, Any]:
    folder = ROOT / "examples" / "scribe"
    return library.audit(descriptor("scribe"), as_of=AS_OF, evidence_folder=folder)


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_the_programs(format: Any, audit: dict[str, Any], garant: Program, tmp_path: Path) -> None:
    stored = tmp_path / "audit.json"
    stored.write_text(json.dumps(audit), "utf-8")
    said = garant("report", str(stored), "--format", format, "--lang", "en")
    assert said.returncode == 0, said.stderr
    own = library.render(audit, format, "en")
    assert isinstance(own, bytes) == (format == "xlsx")
    assert (own if isinstance(own, bytes) else own.encode()) == said.stdout


def test_a_text_and_its_bytes_are_rendered_as_the_dictionary(audit: dict[str, Any]) -> None:
    text = library.render(audit, "json")
    assert isinstance(text, str)
    assert library.render(text, "md") == library.render(text.encode(), "md") == library.render(audit, "md")


def test_a_summary_is_shorter_and_public_hides(audit: dict[str, Any]) -> None:
    asked: list[dict[str, Any]] = [{}, {"summary": True}, {"audience": "public"}]
    whole, summary, public = (library.render(audit, "html", **more) for more in asked)
    assert len(summary) < len(whole)
    assert public != whole


def test_an_audit_whose_parts_do_not_agree_is_refused(audit: dict[str, Any]) -> None:
    tampered = json.loads(json.dumps(audit))
    tampered["gate"]["state"] = "holds"
    with pytest.raises(StoredAuditError) as refused:
        library.render(tampered, lang="en")
    assert [fault.code for fault in refused.value.faults] == ["gate"]
    assert refused.value.faults[0].message in str(refused.value)


@pytest.mark.parametrize("given", ["", "{", "{}", "[]", b"\xff", {"format": "other"}])
def test_what_is_no_audit_is_refused(given: Any) -> None:
    with pytest.raises(StoredAuditError):
        library.render(given)


def test_an_audience_is_never_widened(audit: dict[str, Any]) -> None:
    public = library.render(audit, "json", audience="public")
    with pytest.raises(ArgumentError) as refused:
        library.render(public, audience="internal")
    assert refused.value.parameter == "audience"


def test_an_unknown_format_is_named_with_those_known(audit: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError) as refused:
        library.render(audit, "pdf")  # type: ignore[arg-type]
    assert tuple(refused.value.known) == FORMATS
