//! The examples: audited, with the evidence that they cite, committed reports, and a paragraph on what each teaches.

use std::fs;
use std::path::{Path, PathBuf};

use garant_core::Audit;
use garant_core::evidence::State as Evidence;
use garant_core::gate::State as Gate;
use garant_core::takeup::State;
use garant_core::verdict::{Disposition, Verdict};
use garant_core::waiver::Waiver;
use garant_rules::load::hex;
use garant_rules::reference::Status;
use sha2::{Digest as _, Sha256};

use crate::harness::{catalog, garant, root};

/// Suppliers before the hospital that takes their audits up.
pub(crate) const EXAMPLES: [&str; 8] = [
    "antibiotiques",
    "echographie",
    "essai-virtuel",
    "imagerie",
    "sante-mentale",
    "scribe",
    "triage",
    "hopital",
];
const SUPPLIERS: [&str; 3] = ["imagerie", "scribe", "echographie"];
pub(crate) const DATE: &str = "2026-11-23";

pub(crate) fn folder(name: &str) -> PathBuf {
    root().join("examples").join(name)
}

fn update() -> bool {
    std::env::var("GARANT_UPDATE").is_ok()
}

/// The audit of a folder's descriptor.
pub(crate) fn audited(folder: &Path, more: &[&str]) -> Audit {
    let mut args = [&["audit", "--format", "json"][..], more].concat();
    if !more.contains(&"--as-of") {
        args.extend(["--as-of", DATE]);
    }
    let out = garant(folder, &args);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}: {said}", folder.display()))
}

/// What a supplier hands over: its own audit, in the supplier's profile.
fn handed_over(name: &str) -> Vec<u8> {
    let args = [
        "audit",
        "--as-of",
        DATE,
        "--profile",
        "supplier",
        "--format",
        "json",
    ];
    garant(&folder(name), &args).stdout
}

fn keep(path: &Path, made: &[u8]) {
    if update() {
        fs::write(path, made).unwrap();
    }
    let current = fs::read(path).is_ok_and(|kept| kept == made);
    assert!(
        current,
        "{} is not current: GARANT_UPDATE=1 cargo test",
        path.display()
    );
}

/// The suppliers' audits in the hospital's folder, and their digests in its descriptor.
fn hand_over() {
    let descriptor = folder("hopital").join("garant.toml");
    let mut text = fs::read_to_string(&descriptor).unwrap();
    fs::create_dir_all(folder("hopital").join("fournisseurs")).unwrap();
    for name in SUPPLIERS {
        let made = handed_over(name);
        let path = format!("fournisseurs/{name}.json");
        keep(&folder("hopital").join(&path), &made);
        let head = format!("path = \"{path}\"\nsha256 = \"");
        let (before, rest) = text.split_once(&head).unwrap();
        let (_, after) = rest.split_once('"').unwrap();
        text = format!("{before}{head}{}\"{after}", hex(&Sha256::digest(&made)));
    }
    keep(&descriptor, text.as_bytes());
}

#[test]
fn examples_are_audited_and_their_committed_reports_are_current() {
    hand_over();
    for name in EXAMPLES {
        let scratch = tempfile::tempdir().unwrap();
        let descriptor = format!("examples/{name}/garant.toml");
        let target = |file: &str| scratch.path().join(file).to_string_lossy().into_owned();
        let (html, md) = (target("audit.html"), target("audit.md"));
        let args = [
            "audit",
            &descriptor,
            "--lang",
            "fr",
            "--as-of",
            DATE,
            "-o",
            &html,
            "-o",
            &md,
        ];
        let out = garant(&root(), &args);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{name}: {said}");
        for (made, kept) in [(&html, "audit.html"), (&md, "audit.md")] {
            keep(&folder(name).join(kept), &fs::read(made).unwrap());
        }
    }
    the_hospital_knows_its_suppliers_and_notices_any_change();
}

#[test]
fn the_evidence_of_the_examples_is_there_and_each_says_what_it_teaches() {
    for name in EXAMPLES {
        let audit = audited(&folder(name), &[]);
        assert!(!audit.evidence.is_empty(), "{name}");
        for evidence in &audit.evidence {
            let there = matches!(evidence.state, Evidence::Present | Evidence::Expired);
            assert!(there, "{name}: {} is {:?}", evidence.path, evidence.state);
        }
        let readme = fs::read_to_string(folder(name).join("README.md")).unwrap();
        let longest = readme.split("\n\n").map(str::len).max().unwrap_or(0);
        assert!(
            longest > 400,
            "{name}: a paragraph on what the audit teaches"
        );
        let met = |verdict| {
            audit
                .findings
                .iter()
                .filter(|found| found.verdict == verdict)
                .count()
        };
        // A project that has hardly begun has met nothing yet, and the report says so.
        let begun = met(Verdict::Met) > 0 || audit.system.phase.as_deref() == Some("framing");
        assert!(begun && met(Verdict::Undetermined) > 0, "{name}");
        let waived = audit
            .findings
            .iter()
            .filter(|found| found.disposition == Disposition::Waived);
        for found in waived {
            let signed = |waiver: &Waiver| waiver.criterion == found.criterion;
            assert!(
                audit.waivers.iter().any(signed),
                "{name}: nobody accepted {}",
                found.code
            );
        }
        assert_ne!(audit.gate.state, Gate::Holds, "{name}");
    }
}

fn status(audit: &Audit, regime: &str) -> Status {
    let mut scope = audit.scope.iter();
    scope.find(|reach| reach.regime == regime).unwrap().status
}

#[test]
fn the_scope_of_each_example_is_the_one_of_the_texts() {
    use Status::{Binds, DoesNotBind, NotYet};
    let annex_iii = [
        "annex-iii-person-told",
        "annex-iii-rights-assessment",
        "annex-iii-registration",
        "annex-iii-explanation",
    ];
    let triage = audited(&folder("triage"), &[]);
    let imaging = audited(&folder("imagerie"), &[]);
    for regime in annex_iii {
        assert_eq!(status(&triage, regime), NotYet, "{regime}");
        assert_eq!(status(&imaging, regime), DoesNotBind, "{regime}");
    }
    for (name, regime, expected) in [
        ("triage", "in-house-device", Binds),
        ("imagerie", "in-house-device", DoesNotBind),
        ("imagerie", "informing-the-patient", Binds),
        ("imagerie", "ai-literacy", Binds),
        ("scribe", "generated-content", Binds),
        ("scribe", "informing-the-patient", DoesNotBind),
        ("antibiotiques", "informing-the-patient", DoesNotBind),
        ("antibiotiques", "medical-device", DoesNotBind),
        ("essai-virtuel", "cnil-formality", Binds),
        ("sante-mentale", "ai-interaction", Binds),
        ("echographie", "it-incident-report", Binds),
    ] {
        assert_eq!(
            status(&audited(&folder(name), &[]), regime),
            expected,
            "{name} {regime}"
        );
    }
}

/// The hospital's folder, to be changed at will.
fn copy() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    crate::harness::files(&folder("hopital"), "", &mut found);
    for path in found {
        let to = scratch
            .path()
            .join(path.strip_prefix(folder("hopital")).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(path, to).unwrap();
    }
    scratch
}

/// Called by the test that makes the suppliers' audits current, which it needs.
fn the_hospital_knows_its_suppliers_and_notices_any_change() {
    let hospital = copy();
    let relied = |audit: &Audit| -> Vec<(String, Verdict, Option<String>)> {
        let findings = audit.findings.iter();
        let own = findings.filter(|found| {
            !found.taken.is_empty() || found.reason.as_deref() == Some("not-taken-up")
        });
        own.map(|found| (found.code.clone(), found.verdict, found.reason.clone()))
            .collect()
    };
    let whole = audited(hospital.path(), &[]);
    assert!(
        whole
            .takes_up
            .iter()
            .all(|told| told.state == State::Present),
        "{:?}",
        whole.takes_up
    );
    let told = relied(&whole);
    assert!(told.iter().any(|(_, verdict, _)| *verdict == Verdict::Met));

    let path = hospital.path().join("fournisseurs/imagerie.json");
    let sound = fs::read(&path).unwrap();
    let mut altered = sound.clone();
    altered.pop();
    altered.push(b' ');
    fs::write(&path, altered).unwrap();
    let after = audited(hospital.path(), &[]);
    assert!(
        after
            .takes_up
            .iter()
            .any(|told| told.state == State::Altered)
    );
    assert_ne!(relied(&after), told);
    fs::write(&path, sound).unwrap();

    let aged = audited(hospital.path(), &["--as-of", "2027-11-24"]);
    assert!(aged.takes_up.iter().all(|told| told.state == State::Stale));

    let descriptor = hospital.path().join("garant.toml");
    let text = fs::read_to_string(&descriptor).unwrap();
    let other = text.replace("version-in-use = \"2.0\"", "version-in-use = \"2.1\"");
    fs::write(&descriptor, &other).unwrap();
    let after = audited(hospital.path(), &[]);
    assert!(
        after
            .takes_up
            .iter()
            .any(|told| told.state == State::OtherVersion)
    );
    assert!(!after.diagnostics.is_empty());

    let (alone, _) = text.split_once("[[takes-up]]").unwrap();
    fs::write(&descriptor, alone).unwrap();
    let after = audited(hospital.path(), &[]);
    assert_eq!(after.gate.state, Gate::Inconclusive);
    assert_eq!(whole.gate.state, Gate::Fails);
    let essential = after
        .findings
        .iter()
        .filter(|found| found.level == "essential");
    let open: Vec<_> = essential
        .filter(|found| found.reason.as_deref() == Some("not-taken-up"))
        .collect();
    assert!(open.len() > 3, "{}", open.len());
    assert!(
        open.iter()
            .all(|found| found.verdict == Verdict::Undetermined)
    );
    assert!(
        relied(&after)
            .iter()
            .all(|(_, verdict, _)| *verdict == Verdict::Undetermined)
    );
}

#[test]
fn the_quick_look_asks_twenty_five_questions_on_at_most_sixty_fields() {
    let audit = audited(&folder("echographie"), &["--profile", "quick-look"]);
    assert_eq!(audit.findings.len(), 25);
    let out = garant(&root(), &["init", "-", "--quick", "--lang", "fr"]);
    let text = String::from_utf8(out.stdout).unwrap();
    let key = |line: &str| {
        let (key, value) = line.strip_prefix("# ")?.split_once(" = ")?;
        let plain = |c: char| c.is_ascii_lowercase() || c == '-' || c == '.';
        key.chars().all(plain).then(|| format!("{key} = {value}"))
    };
    let count = text.lines().filter_map(key).count();
    assert!((30..=60).contains(&count), "{count}");
    // With every `#` taken off, the file is read and judged: nothing stands where it cannot be answered.
    let answered: Vec<String> = text
        .lines()
        .map(|line| match line.strip_prefix("# [[") {
            Some(list) => format!("[[{list}"),
            None => key(line).unwrap_or_else(|| line.to_owned()),
        })
        .collect();
    let answered = answered.join("\n");
    // A pattern left as it is answers nothing: what an entry must have is asked for, each at its line.
    let left = crate::harness::try_audit(&answered, DATE).unwrap_err();
    let asked = |problem: &garant_source::Diagnostic| problem.code == "required-says-nothing";
    assert!(left.iter().all(asked), "{left:#?}");
    let full = crate::harness::judged(&answered.replace('…', "Réponse de l’équipe"), DATE);
    let unstated =
        |code: &str| crate::harness::finding(&full, code).reason.as_deref() == Some("unstated");
    for code in ["QL-11", "QL-18", "QL-19", "QL-20"] {
        assert!(!unstated(code), "{code}");
    }
    let empty = crate::harness::judged(&text, DATE);
    assert_eq!(empty.findings.len(), 25);
    assert_eq!(empty.gate.state, Gate::Inconclusive);
    let out = garant(
        &root(),
        &[
            "audit",
            "examples/echographie/garant.toml",
            "--profile",
            "quick-look",
            "--as-of",
            DATE,
            "--lang",
            "fr",
            "--format",
            "md",
        ],
    );
    insta::assert_snapshot!("quick-look", String::from_utf8(out.stdout).unwrap());
}

#[test]
fn the_page_of_a_quick_look_tells_of_each_open_question_its_level_and_what_to_do() {
    let told = |format: &str, lang: &str| {
        let path = "examples/echographie/garant.toml";
        let asked = ["audit", path, "--profile", "quick-look", "--as-of", DATE];
        let args = [&asked[..], &["--format", format, "--lang", lang]].concat();
        String::from_utf8(garant(&root(), &args).stdout).unwrap()
    };
    let audit = audited(&folder("echographie"), &["--profile", "quick-look"]);
    for lang in garant_rules::Lang::ALL {
        let (html, md) = (told("html", lang.code()), told("md", lang.code()));
        let rows: Vec<&str> = html.split("<tr>").skip(1).collect();
        for found in &audit.findings {
            let own = catalog().criterion(&found.criterion).unwrap();
            let first = own
                .remedy
                .get(lang)
                .split_inclusive(". ")
                .next()
                .unwrap()
                .trim();
            let first = first.replace('\'', "&#x27;").replace('"', "&quot;");
            let level = catalog()
                .levels
                .iter()
                .find(|level| level.id == found.level)
                .unwrap();
            let place = format!("<th scope=\"row\">{}</th>", found.code);
            let row = rows.iter().find(|row| row.starts_with(&place)).unwrap();
            let open = found.verdict == Verdict::NotMet || found.verdict == Verdict::Undetermined;
            assert_eq!(row.contains(&first), open, "{row}");
            assert_eq!(row.contains(level.title.get(lang)), open, "{row}");
            let start = format!("| {} |", found.code);
            let row = md.lines().find(|row| row.starts_with(&start)).unwrap();
            assert!(row.contains(level.title.get(lang)), "{row}");
            assert_eq!(row.ends_with("|  |"), !open, "{row}");
        }
    }
}
