//! Whole projects that answer everything: each criterion is met in one of them, and none is failed or left open in any.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::OnceLock;

use garant_core::carried::Carried;
use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::fixture::AS_OF;
use garant_core::verdict::Verdict;
use garant_core::{Audit, Request, audit};
use garant_rules::load::hex;
use sha2::{Digest as _, Sha256};

use crate::harness::{catalog, files, judge, root};

/// The audit of a supplier that answers everything, as it hands it over.
fn suppliers_audit() -> &'static [u8] {
    static AUDIT: OnceLock<Vec<u8>> = OnceLock::new();
    AUDIT.get_or_init(|| {
        let text =
            std::fs::read_to_string(root().join("tests/bases/monitoring-both.toml")).unwrap();
        let request = Request::new("garant.toml", &text, AS_OF).profile(Some("supplier"));
        serde_json::to_vec(&judge().audit(&request, &Carried::of(&text)).unwrap()).unwrap()
    })
}

/// A deployer's base, with the supplier's audit taken up.
fn with_suppliers_audit(text: String) -> String {
    if !text.contains("acts-as = \"deployer\"") {
        return text;
    }
    let audit: Audit = serde_json::from_slice(suppliers_audit()).unwrap();
    let version = audit.system.version.unwrap();
    let digest = hex(&Sha256::digest(suppliers_audit()));
    format!(
        "{text}\n[[takes-up]]\npath = \"audit.json\"\nsha256 = \"{digest}\"\nversion = \"{version}\"\nversion-in-use = \"{version}\"\ndate = {AS_OF}\n"
    )
}

/// Every file is there, with those that the base carries, and one of them is the supplier's audit.
struct Cabinet(Carried);

impl Files for Cabinet {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        if path == "audit.json" {
            return Ok(Box::new(Cursor::new(suppliers_audit())));
        }
        self.0.open(path)
    }
}

fn bases() -> Vec<(String, String, Audit)> {
    let mut found = Vec::new();
    files(&root().join("tests/bases"), ".toml", &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let text = with_suppliers_audit(text);
            let audit = audit(
                catalog(),
                &Request::new("garant.toml", &text, AS_OF),
                &Cabinet(Carried::of(&text)),
            )
            .unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, text, audit)
        })
        .collect()
}

#[test]
fn no_base_fails_a_criterion_or_leaves_one_open() {
    let mut open = Vec::new();
    for (name, _, audit) in bases() {
        for finding in &audit.findings {
            // The supplier's tool generates nothing and the deployer says that it does: where the two disagree, nothing is concluded.
            let odds =
                finding.reason.as_deref() == Some("taken-up-open") && finding.code == "TRA-12";
            if matches!(finding.verdict, Verdict::NotMet | Verdict::Undetermined) && !odds {
                let checks: Vec<String> = finding
                    .checks
                    .iter()
                    .filter(|check| check.asked && check.truth != garant_rules::Truth::True)
                    .map(|check| {
                        let paths: Vec<&str> = check
                            .read
                            .iter()
                            .filter(|read| read.decided)
                            .map(|read| read.path.as_str())
                            .collect();
                        format!("{} ({})", check.id, paths.join(", "))
                    })
                    .collect();
                let code = finding.verdict.code();
                let reason = finding.reason.as_deref().unwrap_or("");
                open.push(format!(
                    "{name}: {} {code} {reason}: {}",
                    finding.code,
                    checks.join("; ")
                ));
            }
        }
        assert!(
            audit.diagnostics.is_empty(),
            "{name}: {:?}",
            audit.diagnostics
        );
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn every_criterion_is_met_in_a_base() {
    let bases = bases();
    let met: BTreeSet<&str> = bases
        .iter()
        .flat_map(|(_, _, audit)| &audit.findings)
        .filter(|finding| finding.verdict == Verdict::Met)
        .map(|finding| finding.code.as_str())
        .collect();
    let missing: Vec<&str> = catalog()
        .criteria
        .iter()
        .map(|criterion| criterion.code.as_str())
        .filter(|code| !code.starts_with("QL-") && !met.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_bases_cover_every_phase_role_and_kind_of_project() {
    let bases = bases();
    let phases: BTreeSet<&str> = bases
        .iter()
        .filter_map(|(_, _, audit)| audit.system.phase.as_deref())
        .collect();
    assert_eq!(phases.len(), catalog().phases.len(), "{phases:?}");
    let roles: BTreeSet<&str> = bases
        .iter()
        .filter_map(|(_, _, audit)| audit.system.acts_as.as_deref())
        .collect();
    assert_eq!(roles, BTreeSet::from(["both", "deployer", "supplier"]));
    for fact in [
        "medical-device = true",
        "medical-device = false",
        "in-house = true",
        "generative = true",
        "conducted = true",
    ] {
        assert!(
            bases.iter().any(|(_, text, _)| text.contains(fact)),
            "{fact}"
        );
    }
}
