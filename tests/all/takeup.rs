//! Suppliers' audits that a deployer takes up: what comes from them, and what makes them establish nothing.

use std::collections::BTreeMap;
use std::io::Cursor;

use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::finding::Finding;
use garant_core::fixture::Shelf;
use garant_core::gate::State as Gate;
use garant_core::takeup::State;
use garant_core::verdict::{Disposition, Verdict};
use garant_core::{Audit, Request};
use garant_rules::load::hex;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::harness::{catalog, finding};

const TODAY: &str = "2026-11-23";

/// Files in memory.
#[derive(Default)]
struct Drawer(BTreeMap<String, Vec<u8>>);

impl Files for Drawer {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        let bytes = self.0.get(path).ok_or(Refusal::Missing)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }
}

/// A supplier that tells its instructions' limits, or does not, in a version.
fn supplier(version: &str, stop: &str) -> Vec<u8> {
    let text = format!(
        "garant = 1\n[system]\nname = \"Outil\"\nversion = \"{version}\"\nacts-as = \"supplier\"\nphase = \"monitoring\"\n[qualification]\nmedical-device = true\n{stop}"
    );
    let request = Request::new("garant.toml", &text, TODAY.parse().unwrap());
    serde_json::to_vec_pretty(&crate::harness::judge().audit(&request, &Shelf).unwrap()).unwrap()
}

const STOPS: &str = "[human-guarantee]\nstop.possible = true\nstop.by = [\"cadre de santé\"]\nstop.safe-state = \"affichage de l’image seule, sans tracé\"\nstop.tested-on = 2026-03-02\nstop.procedure = \"arret\"\n[[evidence]]\nid = \"arret\"\nkind = \"procedure\"\npath = \"arret.md\"\n";
const NO_STOP: &str = "[human-guarantee]\nstop.possible = false\n";

fn taken_up(files: &[(&str, &[u8], &str)], date: &str) -> Audit {
    let mut text = "garant = 1\n[system]\nacts-as = \"deployer\"\nphase = \"monitoring\"\n[qualification]\nmedical-device = true\n".to_owned();
    let mut drawer = Drawer::default();
    for (path, bytes, in_use) in files {
        let digest = hex(&Sha256::digest(bytes));
        text.push_str(&format!(
            "[[takes-up]]\npath = \"{path}\"\nsha256 = \"{digest}\"\nversion = \"2.0\"\ndate = {TODAY}\nversion-in-use = \"{in_use}\"\n"
        ));
        drawer.0.insert((*path).to_owned(), bytes.to_vec());
    }
    judge(&text, &drawer, date)
}

fn judge(text: &str, drawer: &Drawer, date: &str) -> Audit {
    let date: Date = date.parse().unwrap();
    crate::harness::judge()
        .audit(&Request::new("garant.toml", text, date), drawer)
        .unwrap()
}

/// Findings that depend on the supplier.
fn relied(audit: &Audit) -> Vec<&Finding> {
    let own = |finding: &&Finding| {
        !finding.taken.is_empty() || finding.reason.as_deref() == Some("not-taken-up")
    };
    audit.findings.iter().filter(own).collect()
}

#[test]
fn without_an_audit_taken_up_the_suppliers_criteria_are_to_be_established() {
    let audit = taken_up(&[], TODAY);
    let relied = relied(&audit);
    assert!(relied.len() > 10, "{}", relied.len());
    assert!(relied.iter().any(|finding| finding.level == "essential"));
    assert!(
        relied
            .iter()
            .all(|finding| finding.verdict == Verdict::Undetermined)
    );
    assert_eq!(audit.gate.state, Gate::Inconclusive);
}

#[test]
fn findings_come_from_the_audit_with_its_date_edition_and_lines() {
    let yes = supplier("2.0", STOPS);
    let audit = taken_up(&[("a.json", &yes, "2.0")], TODAY);
    let [told] = &audit.takes_up[..] else {
        panic!("{:?}", audit.takes_up)
    };
    assert_eq!(told.state, State::Present);
    assert_eq!(told.as_of.as_deref(), Some(TODAY));
    assert_eq!(told.catalog.as_deref(), Some(catalog().version.as_str()));
    assert!(audit.diagnostics.is_empty(), "{:?}", audit.diagnostics);
    let theirs: Audit = serde_json::from_slice(&yes).unwrap();
    for own in relied(&audit) {
        let their = theirs
            .findings
            .iter()
            .find(|their| their.criterion == own.criterion)
            .unwrap();
        let same = match their.verdict {
            Verdict::NotApplicable if their.reason.as_deref() != Some("out-of-scope") => {
                Verdict::Undetermined
            }
            verdict => verdict,
        };
        let disagree = their.reason.as_deref() == Some("out-of-scope");
        assert!(own.verdict == same || disagree, "{}", own.code);
        assert!(
            own.deciding()
                .any(|read| read.path.starts_with("takes-up[0]")),
            "{}",
            own.code
        );
    }
}

#[test]
fn one_byte_another_version_age_and_a_later_date_establish_nothing() {
    let yes = supplier("2.0", STOPS);
    let whole = taken_up(&[("a.json", &yes, "2.0")], TODAY);
    let code = relied(&whole)
        .into_iter()
        .find(|finding| finding.verdict == Verdict::Met || finding.verdict == Verdict::NotMet)
        .map(|finding| finding.code.clone())
        .expect("a finding that the supplier's audit decides");
    let reason = |audit: &Audit| {
        assert_eq!(finding(audit, &code).verdict, Verdict::Undetermined);
        assert!(!audit.diagnostics.is_empty());
        (
            audit.takes_up[0].state,
            finding(audit, &code).reason.clone().unwrap(),
        )
    };
    let other = taken_up(&[("a.json", &yes, "2.1")], TODAY);
    assert_eq!(
        reason(&other),
        (State::OtherVersion, "taken-up-other-version".to_owned())
    );
    let stale = taken_up(&[("a.json", &yes, "2.0")], "2027-11-24");
    assert_eq!(reason(&stale), (State::Stale, "taken-up-stale".to_owned()));
    let last_day = taken_up(&[("a.json", &yes, "2.0")], "2027-11-23");
    assert_eq!(last_day.takes_up[0].state, State::Present);
    let later = taken_up(&[("a.json", &yes, "2.0")], "2026-11-22");
    assert_eq!(reason(&later), (State::Later, "taken-up-later".to_owned()));

    let digest = hex(&Sha256::digest(&yes));
    let text = format!(
        "garant = 1\n[system]\nacts-as = \"deployer\"\nversion = \"2.0\"\nphase = \"monitoring\"\n[qualification]\nmedical-device = true\n[[takes-up]]\npath = \"a.json\"\nsha256 = \"{digest}\"\nversion = \"2.0\"\ndate = {TODAY}\n"
    );
    let with = |bytes: Vec<u8>, text: &str| {
        let drawer = Drawer(BTreeMap::from([("a.json".to_owned(), bytes)]));
        judge(text, &drawer, TODAY)
    };
    // A descriptor of one tool states its version once.
    assert_eq!(with(yes.clone(), &text).takes_up[0].state, State::Present);
    let unstated = text.replace("version = \"2.0\"\nphase", "phase");
    assert_eq!(
        reason(&with(yes.clone(), &unstated)).0,
        State::VersionUnstated
    );
    let mut altered = yes.clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    assert_eq!(
        reason(&with(altered, &text)),
        (State::Altered, "evidence-altered".to_owned())
    );
    assert_eq!(
        reason(&judge(&text, &Drawer::default(), TODAY)).0,
        State::Missing
    );
    let junk = b"{}".to_vec();
    let sealed = text.replace(&digest, &hex(&Sha256::digest(&junk)));
    assert_eq!(reason(&with(junk, &sealed)).0, State::Unreadable);
    let wrong = text
        .replace(
            "[[takes-up]]\npath = \"a.json\"",
            "[[takes-up]]\npath = \"a.json\"\nreceived-on = 2026-11-23",
        )
        .replace(
            &format!("version = \"2.0\"\ndate = {TODAY}"),
            "version = \"1.9\"\ndate = 2026-01-01",
        );
    let told = with(yes, &wrong);
    assert_eq!(reason(&told).0, State::DeclaresOther);
}

#[test]
fn of_several_suppliers_one_that_fails_decides_and_one_that_is_silent_leaves_open() {
    let (yes, no, silent) = (
        supplier("2.0", STOPS),
        supplier("2.0", NO_STOP),
        supplier("2.0", ""),
    );
    let of = |one: &[u8], two: &[u8]| {
        let audit = taken_up(&[("a.json", one, "2.0"), ("b.json", two, "2.0")], TODAY);
        let stop = finding(&audit, "HUM-05");
        assert_eq!(stop.taken.len(), 2);
        stop.verdict
    };
    assert_eq!(of(&yes, &no), Verdict::NotMet);
    assert_eq!(of(&silent, &no), Verdict::NotMet);
    assert_eq!(of(&yes, &silent), Verdict::Undetermined);
}

#[test]
fn an_entry_without_its_digest_is_refused() {
    let text = "garant = 1\n[[takes-up]]\npath = \"a.json\"\nversion = \"1\"\ndate = 2026-11-23\n";
    let problems = crate::harness::try_audit(text, TODAY).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "missing-key"));
}

#[test]
fn what_a_supplier_fails_is_open_until_the_deployer_accepts_the_risk() {
    let no = supplier("2.0", NO_STOP);
    let plain = taken_up(&[("a.json", &no, "2.0")], TODAY);
    let stop = finding(&plain, "HUM-05");
    assert_eq!(stop.verdict, Verdict::NotMet);
    assert_eq!(stop.disposition, Disposition::Open);
    assert_eq!(plain.gate.state, Gate::Fails);
    assert!(
        plain
            .findings
            .iter()
            .all(|found| found.disposition == Disposition::Open)
    );
    let digest = hex(&Sha256::digest(&no));
    let text = format!(
        "garant = 1\n[declaration]\nby = \"C\"\n[system]\nacts-as = \"deployer\"\nversion = \"2.0\"\nphase = \"monitoring\"\n[[takes-up]]\npath = \"a.json\"\nsha256 = \"{digest}\"\nversion = \"2.0\"\ndate = {TODAY}\n[[waivers]]\ncriterion = \"{}\"\nreason = \"arrêt par l’alimentation\"\nrisk-accepted = \"écran vide\"\nowner = \"A\"\napprover = \"B\"\ndate = 2026-11-01\nends = 2026-12-31\n",
        stop.criterion
    );
    let drawer = Drawer(BTreeMap::from([("a.json".to_owned(), no)]));
    let accepted = judge(&text, &drawer, TODAY);
    assert_eq!(
        finding(&accepted, "HUM-05").disposition,
        Disposition::Waived
    );
    assert_eq!(finding(&accepted, "HUM-05").verdict, Verdict::NotMet);
}

#[test]
fn an_audit_that_contradicts_itself_establishes_nothing() {
    let sound: serde_json::Value = serde_json::from_slice(&supplier("2.0", STOPS)).unwrap();
    let index = sound["findings"]
        .as_array()
        .unwrap()
        .iter()
        .position(|found| found["code"] == "HUM-05")
        .unwrap();
    assert_eq!(sound["findings"][index]["verdict"], "met");
    let state = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut audit = sound.clone();
        change(&mut audit);
        let bytes = serde_json::to_vec(&audit).unwrap();
        taken_up(&[("a.json", &bytes, "2.0")], TODAY).takes_up[0].state
    };
    assert_eq!(state(&|_| {}), State::Present);
    assert_eq!(
        state(&|audit| audit["findings"][index]["checks"][0]["truth"] = "false".into()),
        State::Unreadable
    );
    assert_eq!(
        state(&|audit| audit["findings"][index]["checks"] = serde_json::json!([])),
        State::Unreadable
    );
    assert_eq!(
        state(&|audit| audit["findings"][index]["reason"] = "nonsense".into()),
        State::Unreadable
    );
    assert_eq!(
        state(&|audit| {
            let copy = audit["findings"][index].clone();
            audit["findings"].as_array_mut().unwrap().push(copy);
        }),
        State::Unreadable
    );
    let edition = |audit: &mut serde_json::Value| audit["catalog"]["sha256"] = "00".into();
    let mut other = sound.clone();
    edition(&mut other);
    let audit = taken_up(
        &[("a.json", &serde_json::to_vec(&other).unwrap(), "2.0")],
        TODAY,
    );
    assert_eq!(audit.diagnostics[0].code, "takes-up-other-catalog");
}
