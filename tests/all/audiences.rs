//! Reports for each audience: what is hidden is nowhere, what is found is the same, and nothing hidden looks like an answer never given.
#![expect(clippy::indexing_slicing, reason = "test code")]

use std::collections::BTreeSet;
use std::io::Cursor;

use garant_core::audience::Audience;
use garant_core::evidence::{Files, Handle, Refusal};
use garant_core::redact::{MARK, WiderError, redact};
use garant_core::trace::Trace;
use garant_core::{Audit, Descriptor, Request, validate};
use garant_report::{Assets, Format, Options, Words, render};
use garant_rules::catalog::declared;
use garant_rules::facts::Found;
use garant_rules::{Lang, Value};

use crate::harness::{EXAMPLES, catalog, garant, judge, root};

const OTHERS: [Audience; 2] = [Audience::Client, Audience::Public];
/// Shorter texts are words of the language, and say nothing when they occur elsewhere.
const LONG: usize = 12;

fn example(name: &str) -> (Audit, Descriptor) {
    let folder = root().join("examples").join(name);
    let args = ["audit", "--format", "json", "--as-of", "2026-11-23"];
    let out = garant(&folder, &args).stdout;
    let text = std::fs::read_to_string(folder.join("garant.toml")).unwrap();
    let descriptor = validate::descriptor(catalog(), "garant.toml", &text).unwrap();
    (serde_json::from_slice(&out).unwrap(), descriptor)
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::Texts(texts, _) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The texts of a descriptor that a report for an audience must not hold.
fn secrets(descriptor: &Descriptor, audience: Audience) -> BTreeSet<&str> {
    let mut hidden = BTreeSet::new();
    let mut shown = BTreeSet::new();
    for (path, found) in &descriptor.answers {
        let Found::Value(value, _) = found else {
            continue;
        };
        let Some(field) = catalog().field(&declared(path)) else {
            continue;
        };
        let piece = path
            .starts_with("evidence[")
            .then(|| path.split_once('.').map_or("", |(entry, _)| entry));
        let of_piece = piece.map(|entry| {
            let audience = descriptor.string(&format!("{entry}.audience"));
            audience.and_then(Audience::of).unwrap_or_default()
        });
        let own = Audience::of(&field.audience).unwrap();
        let own = own.min(of_piece.unwrap_or(own));
        let identity = path.starts_with("system.") || path.starts_with("declaration.");
        let hides = match audience {
            Audience::Internal => false,
            _ if field.person => true,
            Audience::Client => own < Audience::Client,
            Audience::Public => own < Audience::Public || !identity,
        };
        let into = if hides { &mut hidden } else { &mut shown };
        into.extend(texts(value).into_iter().filter(|text| {
            field.person || text.chars().count() >= LONG || path.ends_with(".path")
        }));
    }
    // What another answer says to these readers, they may read.
    hidden.retain(|text| {
        !shown.iter().any(|shown| shown.contains(text)) || is_name(descriptor, text)
    });
    hidden
}

fn is_name(descriptor: &Descriptor, text: &str) -> bool {
    ["declaration.by"]
        .iter()
        .any(|path| descriptor.string(path) == Some(text))
}

fn all_reads(audit: &Audit) -> Vec<&Trace> {
    let findings = audit.findings.iter().flat_map(|finding| {
        let checks = finding.checks.iter();
        let taken = finding.taken.iter().flat_map(|taken| &taken.checks);
        let applies = finding.applies.iter().flat_map(|applies| &applies.read);
        let reads = checks.chain(taken).flat_map(|check| &check.read);
        reads.chain(applies).chain(&finding.because)
    });
    findings
        .chain(audit.scope.iter().flat_map(|reach| &reach.read))
        .collect()
}

/// What is found, without what was read.
fn found(audit: &Audit) -> serde_json::Value {
    let mut audit = audit.clone();
    for finding in &mut audit.findings {
        finding.because.clear();
        if let Some(applies) = &mut finding.applies {
            applies.read.clear();
        }
        let taken = finding.taken.iter_mut().flat_map(|taken| {
            taken.path.clear();
            &mut taken.checks
        });
        for check in finding.checks.iter_mut().chain(taken) {
            check.read.clear();
        }
    }
    let states: Vec<_> = audit
        .evidence
        .iter()
        .map(|piece| (piece.state, piece.why.clone()))
        .collect();
    let waivers: Vec<_> = audit
        .waivers
        .iter()
        .map(|waiver| (waiver.state, waiver.opens_gate))
        .collect();
    serde_json::json!([
        audit.findings,
        audit.gate,
        audit.scores,
        audit.footings,
        audit.actions,
        audit.due_next,
        states,
        waivers
    ])
}

fn rendered(audit: &Audit, format: Format, lang: Lang) -> String {
    render(audit, Options::new(format, lang), &Assets::default())
        .unwrap()
        .into_text()
        .unwrap()
}

#[test]
fn nothing_hidden_is_anywhere_in_a_report_of_an_example_and_each_says_whose_it_is() {
    for name in EXAMPLES {
        let (whole, descriptor) = example(name);
        let mut leaks: BTreeSet<(Audience, String)> = BTreeSet::new();
        for audience in OTHERS {
            let audit = redact(whole.clone(), audience).unwrap();
            let mut pages = vec![rendered(&audit, Format::Json, Lang::Fr)];
            for lang in Lang::ALL {
                let words = Words::new(&Assets::default(), lang);
                let key = format!("report.audience.says-{}", audience.code());
                for format in [
                    Format::Text,
                    Format::Concise,
                    Format::Html,
                    Format::Markdown,
                    Format::Oscal,
                ] {
                    let page = rendered(&audit, format, lang);
                    assert!(page.contains(words.get(&key)), "{name} {format:?}");
                    pages.push(page);
                }
            }
            // The formats of machines, the workbook among them, in one language: what they hold of a project is the same in both.
            let lang = Lang::Fr;
            let texts = Format::ALL.iter().filter(|(_, format)| {
                !format.is_binary() && !matches!(format, Format::OscalCatalog | Format::Json)
            });
            pages.extend(texts.map(|(_, format)| rendered(&audit, *format, lang)));
            pages.push(crate::formats::cells(&audit, lang).concat());
            let secrets = secrets(&descriptor, audience);
            let told = rendered(&whole, Format::Json, Lang::Fr);
            let known = secrets.iter().filter(|secret| told.contains(**secret));
            assert!(known.count() > 3, "{name}: nothing to hide");
            // The catalog's own words are no secret.
            let mut words = serde_json::to_string(&audit.texts).unwrap();
            // What a supplier states under the same name is for its own readers; its reports are examples too.
            let suppliers = crate::examples::folder(name).join("fournisseurs");
            for file in std::fs::read_dir(suppliers).into_iter().flatten() {
                words.push_str(&std::fs::read_to_string(file.unwrap().path()).unwrap());
            }
            let secrets = secrets.into_iter().filter(|own| !words.contains(*own));
            let any: Vec<String> = secrets.map(regex::escape).collect();
            assert!(!any.is_empty(), "{name}");
            // One search for all of them: where one is found, another may hide beneath it.
            let any = regex::Regex::new(&any.join("|")).unwrap();
            for page in &pages {
                let found = any.find_iter(page);
                leaks.extend(found.map(|own| (audience, own.as_str().to_owned())));
            }
        }
        assert!(leaks.is_empty(), "{name}: {leaks:#?}");
    }
}

#[test]
fn every_audience_finds_the_same() {
    for name in EXAMPLES {
        let (whole, _) = example(name);
        let missing = |audit: &Audit| {
            let reads = all_reads(audit).into_iter();
            reads.filter(|read| !read.is_stated()).count()
        };
        for audience in OTHERS {
            let audit = redact(whole.clone(), audience).unwrap();
            assert_eq!(found(&audit), found(&whole), "{name} {audience:?}");
            assert_eq!(missing(&audit), missing(&whole), "{name} {audience:?}");
        }
    }
}

#[test]
fn the_public_reads_no_answer_and_what_is_withheld_is_no_missing_answer() {
    let (whole, _) = example("imagerie");
    let audit = redact(whole.clone(), Audience::Public).unwrap();
    for (read, own) in all_reads(&audit).into_iter().zip(all_reads(&whole)) {
        assert!(read.value.is_null() && read.text.is_none() && read.line.is_none());
        assert!(read.figures.is_empty());
        assert_eq!(read.is_withheld(), own.found == "value");
    }
    assert!(audit.evidence.iter().all(|piece| {
        piece.withheld && piece.path.is_empty() && piece.title.is_none() && piece.sha256.is_none()
    }));
    assert_eq!(audit.declaration.by.as_deref(), Some(MARK));
    assert_eq!(
        audit.declaration.organisation,
        whole.declaration.organisation
    );
    let page = rendered(&audit, Format::Text, Lang::Fr);
    assert!(page.contains("non communiqué"));
}

#[test]
fn a_client_reads_what_is_not_internal_and_a_public_report_comes_out_of_a_client_s() {
    let (whole, _) = example("echographie");
    let client = redact(whole.clone(), Audience::Client).unwrap();
    let kept = all_reads(&client)
        .into_iter()
        .filter(|read| read.found == "value");
    assert!(kept.filter(|read| read.text.is_some()).count() > 50);
    assert!(all_reads(&client).into_iter().any(Trace::is_withheld));
    let (shown, hidden): (Vec<_>, Vec<_>) = client.evidence.iter().partition(|it| !it.withheld);
    assert!(
        shown
            .iter()
            .all(|it| it.audience != Audience::Internal && !it.path.is_empty())
    );
    assert!(!hidden.is_empty() && hidden.iter().all(|it| it.audience == Audience::Internal));
    // The fact of a review shows, the reviewer does not.
    assert!(
        client
            .evidence
            .iter()
            .any(|it| it.reviewed_by.as_deref() == Some(MARK))
    );
    let again = redact(client.clone(), Audience::Client).unwrap();
    assert_eq!(again, client);
    let public = redact(whole, Audience::Public).unwrap();
    assert_eq!(redact(client, Audience::Public).unwrap(), public);
}

#[test]
fn no_audit_is_widened() {
    let (whole, _) = example("sante-mentale");
    let public = redact(whole.clone(), Audience::Public).unwrap();
    let refused = redact(public.clone(), Audience::Client);
    let (from, to) = (Audience::Public, Audience::Client);
    assert_eq!(refused, Err(WiderError { from, to }));

    let scratch = tempfile::tempdir().unwrap();
    let write = |name: &str, audit: &Audit| {
        let text = rendered(audit, Format::Json, Lang::Fr);
        std::fs::write(scratch.path().join(name), text).unwrap();
    };
    write("public.json", &public);
    write("whole.json", &whole);
    let report = |args: &[&str]| garant(scratch.path(), &[&["report"], args].concat());
    let out = report(&[
        "public.json",
        "--audience",
        "internal",
        "-o",
        "r.html",
        "--lang",
        "en",
    ]);
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(
        said.contains("made for `public`") && said.contains("--audience internal"),
        "{said}"
    );
    assert!(!scratch.path().join("r.html").exists());

    // A stored audit gives what an audit for that audience gives, to the byte; unasked, it stays as it is.
    let folder = root().join("examples/sante-mentale");
    for audience in ["client", "public"] {
        let args = ["--audience", audience, "--format", "json"];
        let now = garant(
            &folder,
            &[&["audit", "--as-of", "2026-11-23"], &args[..]].concat(),
        );
        assert_eq!(
            report(&[&["whole.json"], &args[..]].concat()).stdout,
            now.stdout
        );
    }
    let kept = report(&["public.json", "--format", "json"]).stdout;
    assert_eq!(
        String::from_utf8(kept).unwrap(),
        rendered(&public, Format::Json, Lang::Fr)
    );
}

/// One table, whatever is opened.
struct Table(String);

impl Files for Table {
    fn open(&self, _: &str) -> Result<Box<dyn Handle>, Refusal> {
        Ok(Box::new(Cursor::new(self.0.clone().into_bytes())))
    }
}

fn judged(text: &str, audience: Audience) -> Audit {
    let mut rows = "label,score,sex\n".to_owned();
    for row in 0..85 {
        let sex = ["M", "F", "rare"][row / 40];
        rows.push_str(&format!(
            "1,{},{sex}\n",
            if row % 4 < 3 { "0.9" } else { "0.1" }
        ));
    }
    let as_of = "2026-11-25".parse().unwrap();
    let request = Request::new("garant.toml", text, as_of).audience(audience);
    judge().audit(&request, &Table(rows)).unwrap()
}

#[test]
fn lines_notices_and_names_leak_nothing_of_what_stands_beside_them() {
    let text = r#"garant = 1
declaration = { by = "Aude Lagrange", organisation = "Clinique du Val" }
system = { id = "outil", name = "Outil", version = "1.0", acts-as = "supplier" }
data.dpia = { document = "secrete", dpo-opinion = "Avis tenu secret" }
governance.accountable-function = "Aude Lagrange, direction médicale"
qualification.qualified-by = "Basile Hennequin, conseil"
evidence = [
  { id = "secrete", kind = "dpia", path = "pieces/secrete.md", title = "Titre secret", reviewed-by = { name = "Aude Lagrange", role = "DPO", on = 2026-01-01 } },
]
"#;
    let whole = judged(text, Audience::Internal);
    let told = |audit: &Audit| serde_json::to_string(audit).unwrap();
    assert!(
        whole
            .diagnostics
            .iter()
            .any(|it| it.code == "review-by-declarant")
    );
    for secret in ["Aude Lagrange", "secrete", "Avis tenu secret"] {
        assert!(told(&whole).contains(secret), "{secret}");
    }
    for audience in OTHERS {
        let audit = judged(text, audience);
        for secret in [
            "Lagrange",
            "Hennequin",
            "secrete",
            "Titre secret",
            "tenu secret",
        ] {
            assert!(!told(&audit).contains(secret), "{audience:?} {secret}");
        }
        let notice = audit
            .diagnostics
            .iter()
            .find(|it| it.code == "review-by-declarant");
        let notice = notice.unwrap();
        assert!(notice.says.fr.contains(MARK) && notice.says.en.contains(MARK));
        assert_eq!((notice.line, notice.column), (0, 0));
    }
}

#[test]
fn figures_of_small_groups_do_not_reach_a_client_through_a_read() {
    let text = r#"garant = 1
[[equity.commitments]]
id = "sexe"
metric = "sensitivity"
attribute = "sex"
tolerance = 0.5
decided-on = 2025-01-01
figures = "table"
[[evidence]]
id = "table"
kind = "predictions"
path = "table.csv"
date = 2026-01-01
threshold = 0.5
holds-patient-data = false
audience = "AUDIENCE"
"#;
    let figures = |open: &str, audience| {
        let audit = judged(&text.replace("AUDIENCE", open), audience);
        let reads = all_reads(&audit).into_iter();
        let figures: Vec<_> = reads.flat_map(|read| read.figures.clone()).collect();
        (figures, audit.measures.len())
    };
    let (whole, _) = figures("client", Audience::Internal);
    let rare = |name: &str| name == "rare";
    assert!(
        whole
            .iter()
            .any(|it| rare(&it.name) && it.n == 5 && !it.masked)
    );
    let (client, measures) = figures("client", Audience::Client);
    assert_eq!((client.len(), measures), (whole.len(), 1));
    for figure in client.iter().filter(|it| rare(&it.name)) {
        assert!(figure.masked && figure.value.is_none() && figure.n == 0);
    }
    // Figures follow their piece: internal, they are nowhere; public, the public sees them without what was read.
    assert_eq!(figures("internal", Audience::Client), (Vec::new(), 0));
    assert_eq!(figures("client", Audience::Public), (Vec::new(), 0));
    assert_eq!(figures("public", Audience::Public), (Vec::new(), 1));
}

#[test]
fn an_audit_that_does_not_say_for_whom_its_reads_are_is_closed() {
    let (whole, _) = example("sante-mentale");
    let mut old = serde_json::to_value(&whole).unwrap();
    strip(&mut old);
    let old: Audit = serde_json::from_value(old).unwrap();
    let client = redact(old, Audience::Client).unwrap();
    assert!(
        all_reads(&client)
            .into_iter()
            .all(|read| read.value.is_null())
    );
    assert!(client.evidence.iter().all(|piece| piece.withheld));
    assert_eq!(client.system.name.as_deref(), Some(MARK));
}

/// Takes away what audits stored before did not hold.
fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            for key in ["audience", "audiences", "person", "line-audience", "form"] {
                map.remove(key);
            }
            map.values_mut().for_each(strip);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn a_field_of_a_pack_says_for_whom_it_is_and_only_a_text_names_a_person() {
    let pack = |line: &str| {
        let field = format!(
            "[section]\nid = \"chu\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\nhelp.fr = \"a\"\nhelp.en = \"a\"\n[[field]]\npath = \"chu.who\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\nhelp.fr = \"a\"\nhelp.en = \"a\"\nactor = \"deployer\"\n{line}\n"
        );
        let scratch = tempfile::tempdir().unwrap();
        let own = root().join("docs/guide/mon-chu");
        copy(&own, &scratch.path().join("mon-chu"));
        let folder = scratch.path().join("mon-chu/fields");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("chu.toml"), field).unwrap();
        let out = garant(
            scratch.path(),
            &["catalog", "check", "mon-chu", "--lang", "en"],
        );
        let said = [out.stdout, out.stderr].concat();
        (out.status.code(), String::from_utf8(said).unwrap())
    };
    let good = pack("type = \"text\"\naudience = \"client\"\nperson = true");
    assert_eq!(good.0, Some(0), "{}", good.1);
    for (line, wrong) in [
        ("type = \"text\"\naudience = \"friends\"", "friends"),
        (
            "type = \"date\"\naudience = \"client\"\nperson = true",
            "person",
        ),
    ] {
        let (code, said) = pack(line);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(wrong), "{said}");
    }
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
