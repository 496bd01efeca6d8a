//! Editions of the catalog laid beside each other: what changed, and which of it can change a verdict.

#![expect(
    clippy::indexing_slicing,
    reason = "mutations of the built-in catalog, whose parts are there"
)]

use std::collections::BTreeMap;
use std::path::Path;

use garant_core::fixture::{AS_OF, Shelf};
use garant_core::verdict::{Disposition, Verdict};
use garant_core::{Judge, Request};
use garant_rules::edition::{Changes, Kind};
use garant_rules::{Catalog, Value};
use serde_json::{Value as Json, json};
use xtask::change::changes;
use xtask::checkout::Checkout;
use xtask::history::History;

use crate::harness::{EXAMPLES, catalog, garant, judge, root};

/// The built-in catalog with one thing changed.
fn mutated(change: impl FnOnce(&mut Catalog)) -> Catalog {
    let mut copy = catalog().clone();
    change(&mut copy);
    copy
}

fn kinds(changes: &Changes) -> Vec<&'static str> {
    changes.changes.iter().map(|own| own.kind.code()).collect()
}

#[test]
fn an_edition_beside_itself_has_no_change() {
    assert!(Changes::between(catalog(), catalog()).is_empty());
}

type Mutation = (&'static str, fn(&mut Catalog));

/// One thing changed, and the kind that tells it.
const ONE_THING: &[Mutation] = &[
    ("criterion-added", |new| {
        let mut own = first(new).clone();
        "garant/brought-by-a-test".clone_into(&mut own.id);
        "TRA-99".clone_into(&mut own.code);
        new.criteria.push(own);
    }),
    ("criterion-withdrawn", |new| drop(new.criteria.pop())),
    ("criterion-code", |new| first(new).code.push('9')),
    ("criterion-title", |new| {
        first(new).title.fr.to_mut().push('s');
    }),
    ("criterion-level", |new| other_level(new)),
    ("criterion-phase", |new| {
        let phase = other(&new.phases, &judged().phase);
        first(new).phase = phase;
    }),
    ("criterion-principle", |new| {
        let principle = other(&new.principles, &judged().principle);
        first(new).principle = principle;
    }),
    ("criterion-actors", |new| {
        first(new).actors = vec!["professional".to_owned()];
    }),
    ("criterion-relied-on-by", |new| {
        first(new).relied_on_by = vec!["controller".to_owned()];
    }),
    ("criterion-draft", |new| first(new).draft ^= true),
    ("criterion-applies", |new| {
        let own = new.criteria.iter_mut().find(|own| own.applies.is_some());
        own.unwrap().applies = None;
    }),
    ("check-added", |new| {
        let mut check = first(new).checks[0].clone();
        "one-more".clone_into(&mut check.id);
        first(new).checks.push(check);
    }),
    ("check-withdrawn", |new| {
        let own = new.criteria.iter_mut().find(|own| own.checks.len() > 1);
        drop(own.unwrap().checks.pop());
    }),
    ("check-applies", |new| {
        let applies = first(new).checks[0].require.clone();
        first(new).checks[0].applies = Some(applies);
    }),
    ("check-condition", |new| {
        let require = new.criteria[1].checks[0].require.clone();
        first(new).checks[0].require = require;
    }),
    ("parameter-added", |new| {
        let own = new.criteria.iter().find(|own| !own.parameters.is_empty());
        let parameters = own.unwrap().parameters.clone();
        let poor = new
            .criteria
            .iter_mut()
            .find(|own| own.parameters.is_empty());
        poor.unwrap().parameters = parameters;
    }),
    ("parameter-withdrawn", |new| {
        let rich = new
            .criteria
            .iter_mut()
            .find(|own| !own.parameters.is_empty());
        rich.unwrap().parameters.clear();
    }),
    ("parameter-value", |new| {
        let rich = new
            .criteria
            .iter_mut()
            .find(|own| !own.parameters.is_empty());
        let first = rich.unwrap().parameters.values_mut().next().unwrap();
        first.value = Value::Integer(41);
    }),
    ("requirement-withdrawn", |new| {
        let own = new.criteria.iter_mut();
        let mut own = own.filter(|own| own.sources.iter().any(|cited| cited.requires));
        own.next().unwrap().sources.retain(|cited| !cited.requires);
    }),
    ("requirement-added", |new| {
        let mut cited = first(new).sources[0].clone();
        cited.requires ^= true;
        first(new).sources.push(cited.clone());
        cited.requires = true;
        cited.at = Some("elsewhere".to_owned());
        first(new).sources.push(cited);
    }),
    ("criterion-effort", |new| {
        let effort = if judged().effort == "days" {
            "weeks"
        } else {
            "days"
        };
        effort.clone_into(&mut first(new).effort);
    }),
    ("definition-condition", |new| {
        let first = first(new).checks[0].require.clone();
        new.definitions.values_mut().next().unwrap().1 = first;
    }),
    ("field-added", |new| {
        let mut field = new.sections[1].fields[0].clone();
        field.path.push_str("-again");
        field.required = false;
        new.sections[1].fields.push(field);
    }),
    ("field-withdrawn", |new| drop(new.sections[3].fields.pop())),
    ("field-kind", |new| {
        new.sections[3].fields[0].kind = garant_rules::field::Kind::Url;
    }),
    ("field-choice-withdrawn", |new| {
        drop(chosen(new).choices.pop());
    }),
    ("field-choice-added", |new| {
        let field = chosen(new);
        let mut choice = field.choices[0].clone();
        "yet-another".clone_into(&mut choice.id);
        field.choices.push(choice);
    }),
    ("field-range", |new| {
        new.sections[3].fields[0].min = Some(41.5);
    }),
    ("field-required", |new| {
        new.sections[3].fields[0].required ^= true;
    }),
    ("field-unique", |new| {
        new.sections[3].fields[0].unique ^= true;
    }),
    ("field-renamed", |new| {
        new.sections[3].fields[0].renamed_from = Some("data.former".to_owned());
    }),
    ("source-binds", |new| {
        let own = new.sources.iter_mut().find(|own| !own.binds.is_empty());
        own.unwrap().binds.pop();
    }),
    ("source-proposed", |new| new.sources[0].proposed ^= true),
    ("source-date", |new| new.sources[0].date = Some(AS_OF)),
    ("source-verification", |new| {
        let own = new
            .sources
            .iter_mut()
            .find(|own| own.verification != "recalled");
        "recalled".clone_into(&mut own.unwrap().verification);
    }),
    ("place-binds", |new| {
        let places = new.sources.iter_mut().flat_map(|own| &mut own.locators);
        let mut places = places.filter(|place| !place.binds.is_empty());
        places.next().unwrap().binds.clear();
    }),
    ("profile-withdrawn", |new| drop(new.profiles.pop())),
    ("profile-leaves-out", |new| {
        new.profiles[0].levels.truncate(1);
    }),
    ("profile-gate", |new| {
        new.profiles[0].gate = other(&new.levels, &new.profiles[0].gate);
    }),
    ("profile-level", |new| {
        let own = (judged().id.clone(), "advanced".to_owned());
        new.profiles[0].level_changes.extend([own]);
    }),
    ("profile-age", |new| {
        new.profiles[0].takes_up_not_older_than = garant_rules::value::Duration::parse("P41D");
    }),
    ("default-profile", |new| {
        "research".clone_into(&mut new.default_profile);
    }),
    ("placeholders", |new| {
        new.words.placeholders.push("oops".to_owned());
    }),
    ("phases", |new| new.phases.swap(0, 1)),
    ("levels", |new| new.levels.swap(0, 1)),
    ("actors", |new| new.actors[0].acts_as.clear()),
    ("principles", |new| new.principles.swap(0, 1)),
    ("pack-on-request", |new| new.packs[0].on_request ^= true),
    ("phase-checks", |new| drop(new.phase_checks.pop())),
    ("regime-withdrawn", |new| drop(new.regimes.pop())),
    ("crosswalk-changed", |new| {
        drop(new.crosswalks[0].items.pop());
    }),
];

fn other(terms: &[garant_rules::catalog::Term], id: &str) -> String {
    let mut others = terms.iter().filter(|term| term.id != id);
    others.next().unwrap().id.clone()
}

fn other_level(new: &mut Catalog) {
    let level = other(&new.levels, &judged().level);
    first(new).level = level;
}

/// A criterion that the default profile judges.
fn judged() -> &'static garant_rules::criterion::Criterion {
    let profile = catalog().profile(&catalog().default_profile).unwrap();
    let mut judged = catalog().criteria.iter();
    judged
        .find(|criterion| profile.selects(catalog(), criterion))
        .unwrap()
}

fn first(new: &mut Catalog) -> &mut garant_rules::criterion::Criterion {
    let mut own = new.criteria.iter_mut();
    own.find(|own| own.id == judged().id).unwrap()
}

fn chosen(new: &mut Catalog) -> &mut garant_rules::field::Field {
    let mut fields = new
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.fields);
    fields.find(|field| field.choices.len() > 2).unwrap()
}

#[test]
fn each_thing_that_changes_is_told_by_its_kind_in_both_languages() {
    let assets = garant_report::Assets::default();
    let languages =
        garant_rules::Lang::ALL.map(|lang| (lang, garant_report::Words::new(&assets, lang)));
    for (kind, change) in ONE_THING {
        let told = Changes::between(catalog(), &mutated(change));
        assert!(kinds(&told).contains(kind), "{kind}: {:?}", kinds(&told));
        for (lang, words) in &languages {
            for text in [
                garant_report::editions::text(&told, words),
                garant_report::editions::markdown(&told, false, *lang, &assets).unwrap(),
            ] {
                assert!(
                    text.contains(words.get(&format!("editions.kind.{kind}"))),
                    "{kind}"
                );
                assert!(!text.contains("editions."), "{kind}: {text}");
            }
        }
    }
}

#[test]
fn what_changes_in_words_alone_is_told_apart_and_has_no_star() {
    let told = Changes::between(
        catalog(),
        &mutated(|new| {
            for criterion in &mut new.criteria {
                criterion.asks.fr.to_mut().push('.');
                criterion.checks[0].says.en.to_mut().push('.');
            }
            for (says, _) in new.definitions.values_mut() {
                says.fr.to_mut().push('.');
            }
            new.sections[2].fields[0].help.fr.to_mut().push('.');
            new.sources[0].title.en.to_mut().push('.');
        }),
    );
    assert_eq!(kinds(&told), [""; 0]);
    // The words of a definition are inside those of the conditions that use it: it alone is told.
    let rooms: Vec<&str> = told.wording.iter().map(|own| own.room).collect();
    let count = |room: &str| rooms.iter().filter(|own| **own == room).count();
    assert_eq!(count("criteria"), catalog().criteria.len());
    assert_eq!(count("definitions"), catalog().definitions.len());
    assert_eq!((count("fields"), count("sources")), (1, 1));
    let first = told.wording.first().unwrap();
    assert_eq!(first.parts, ["asks", "check"]);
}

#[test]
fn a_change_of_a_definition_is_told_once_for_all_who_use_it() {
    let old = catalog();
    let (id, _) = old.definitions.iter().next().unwrap();
    let condition = serde_json::to_value(&old.definitions[id].1).unwrap();
    let Some(change) = changes(&condition).into_iter().next() else {
        panic!("{id} cannot be changed");
    };
    let new = redefined(id, &change.condition);
    let told = Changes::between(old, &new);
    assert_eq!(kinds(&told), ["definition-condition"]);
    let own = &told.changes[0];
    assert!(own.starred && !own.reach.all && !own.reach.criteria.is_empty());
    assert_ne!(own.before, own.after);
}

/// The catalog with another condition under a name, wherever it is used.
fn redefined(id: &str, condition: &Json) -> Catalog {
    fn walk(json: &mut Json, id: &str, condition: &Json) {
        if json.pointer("/Definition/id").and_then(Json::as_str) == Some(id) {
            *json.pointer_mut("/Definition/condition").unwrap() = condition.clone();
        }
        match json {
            Json::Array(items) => items.iter_mut().for_each(|item| walk(item, id, condition)),
            Json::Object(entries) => entries
                .values_mut()
                .for_each(|item| walk(item, id, condition)),
            _ => {}
        }
    }
    let mut whole = serde_json::to_value(catalog()).unwrap();
    walk(&mut whole, id, condition);
    whole["definitions"][id][1] = condition.clone();
    serde_json::from_value(whole).unwrap()
}

/// What an audit says of each criterion that a gate could count.
type Verdicts = BTreeMap<String, (Verdict, Disposition, bool)>;

/// Told by a brief, which says what an audit says in a fraction of its time.
fn verdicts(judge: &Judge<'_>, text: &str) -> Option<Verdicts> {
    let request = Request::new("garant.toml", text, AS_OF);
    let brief = judge.brief(&request, &Shelf).ok()?;
    let own = brief.verdicts.iter().map(|held| {
        let told = (held.verdict, held.disposition, held.opens_gate);
        (held.criterion.to_owned(), told)
    });
    Some(own.collect())
}

/// What is changed in an edition, made only when it is judged: a whole catalog takes room.
enum Plan {
    Thing(&'static Mutation),
    Criterion(usize),
    Definition(String),
}

impl Plan {
    /// Each of [`ONE_THING`], and a share of the mutants of criteria and definitions.
    fn all() -> Vec<Self> {
        let criteria = (0..catalog().criteria.len()).step_by(SHARE);
        let definitions = catalog().definitions.keys().step_by(SHARE);
        ONE_THING
            .iter()
            .map(Self::Thing)
            .chain(criteria.map(Self::Criterion))
            .chain(definitions.cloned().map(Self::Definition))
            .collect()
    }

    /// What was changed, the edition, and the criterion whose fixtures are the likeliest to notice.
    fn edition(&self) -> Option<(String, Catalog, Option<&str>)> {
        match self {
            Self::Thing((kind, change)) => Some(((*kind).to_owned(), mutated(change), None)),
            Self::Criterion(index) => {
                let own = &catalog().criteria[*index];
                let mutants = xtask::mutant::of_criterion(own).unwrap();
                let count = mutants.len().max(1);
                let mutant = mutants.into_iter().nth(index % count)?;
                let new = mutated(|new| new.criteria[*index] = mutant.criteria[0].clone());
                Some((mutant.says, new, Some(&own.id)))
            }
            Self::Definition(id) => {
                let json = serde_json::to_value(&catalog().definitions[id].1).unwrap();
                let change = changes(&json).pop()?;
                let says = format!("{id}: {}", change.says);
                Some((says, redefined(id, &change.condition), None))
            }
        }
    }
}

/// One criterion, and one definition, in so many is changed.
const SHARE: usize = 5;
/// How many fixtures of a criterion, and how many examples, judge an edition.
const JUDGED: (usize, usize) = (8, 2);

#[test]
fn every_verdict_that_differs_on_another_edition_is_under_a_star() {
    let checkout = Checkout::open(&root()).unwrap();
    let judge = judge();
    let examples = EXAMPLES.map(|name| {
        let path = root().join(format!("examples/{name}/garant.toml"));
        let text = std::fs::read_to_string(path).unwrap();
        let today = verdicts(judge, &text).unwrap();
        (text, today)
    });
    let (mut moved, mut wrong) = (0, Vec::new());
    for (index, plan) in Plan::all().iter().enumerate() {
        let Some((says, new, own)) = plan.edition() else {
            continue;
        };
        let told = Changes::between(catalog(), &new);
        let other = Judge::new(&new);
        let fixtures = checkout.fixtures.iter();
        let fixtures = fixtures.filter(|fixture| own == Some(&fixture.criterion));
        let mut pairs: Vec<(Verdicts, Option<Verdicts>)> = fixtures
            .take(JUDGED.0)
            .filter_map(|fixture| {
                let today = verdicts(judge, &fixture.text)?;
                Some((today, verdicts(&other, &fixture.text)))
            })
            .collect();
        let turn = examples.iter().cycle().skip(index * JUDGED.1);
        for (text, today) in turn.take(JUDGED.1) {
            pairs.push((today.clone(), verdicts(&other, text)));
        }
        let mut differs = false;
        for (before, after) in pairs {
            // An edition that refuses the descriptor gives no verdict.
            let Some(after) = after else {
                differs = true;
                if told.changes.iter().all(|change| !change.starred) {
                    wrong.push(format!("{says}: refused without a star"));
                }
                continue;
            };
            for id in before.keys().chain(after.keys()) {
                if before.get(id) != after.get(id) {
                    differs = true;
                    if told.concerning(id).next().is_none() {
                        wrong.push(format!("{says}: {id} has no star, {:?}", kinds(&told)));
                    }
                }
            }
        }
        moved += usize::from(differs);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(moved > 20, "{moved}");
}

#[test]
fn the_rule_of_the_star_is_written_for_each_kind() {
    let text = std::fs::read_to_string(root().join("docs/guide/catalog-editions.md")).unwrap();
    for (code, kind) in Kind::ALL {
        let star = if kind.is_starred() { "★" } else { "" };
        assert!(text.contains(&format!("| `{code}` | {star} |")), "{code}");
    }
}

#[test]
fn the_changelog_of_the_catalog_is_current_where_the_history_is_there() {
    let checkout = Checkout::open(&root()).unwrap();
    let mut out = Vec::new();
    let current = xtask::catalog_changes::run(&checkout, true, &mut out).unwrap();
    let told = String::from_utf8(out).unwrap();
    assert!(current, "cargo xtask catalog-changes: {told}");
    match checkout.history().unwrap() {
        History::Absent => assert!(
            told.contains("the history of the catalog is not there"),
            "{told}"
        ),
        History::Editions(editions) => {
            let loads = editions.iter().filter(|edition| edition.catalog.is_some());
            assert_eq!(told.matches(" loads").count(), loads.count());
        }
    }
}

/// The files of today's edition, in a folder of a test.
fn edition_in(folder: &Path) {
    let mut files = Vec::new();
    crate::harness::files(&root().join("rules"), ".toml", &mut files);
    for file in files {
        let path = folder.join(file.strip_prefix(root().join("rules")).unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::copy(file, path).unwrap();
    }
}

fn edit(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{} holds no {from}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn out(output: &std::process::Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code(),
    )
}

/// A check of the old edition that asks for less than today's.
const CHECKED: &str = "rules/garant/functioning-explained-to-users.toml";

#[test]
fn the_program_tells_the_changes_of_a_folder_in_three_formats_and_the_same_twice() {
    let place = tempfile::tempdir().unwrap();
    edition_in(&place.path().join("rules"));
    let file = place.path().join(CHECKED);
    let level = std::fs::read_to_string(&file).unwrap();
    let level = level
        .lines()
        .find(|line| line.starts_with("level = "))
        .unwrap()
        .to_owned();
    edit(&file, &level, "level = \"advanced\"");
    let run = |args: &[&str]| {
        let whole = [&["catalog", "changes", "rules"], args].concat();
        out(&garant(place.path(), &whole))
    };
    let (fr, _, code) = run(&["--lang", "fr"]);
    assert_eq!(code, Some(0));
    assert!(
        fr.contains("★ Niveau dans la grille (1)") && fr.contains("avant\u{a0}: Avancé"),
        "{fr}"
    );
    // An edition is named by what was asked, with its digest where the number is the same.
    let first = fr.lines().next().unwrap();
    assert!(
        first.contains("édition rules (") && first.contains("celle de ce programme ("),
        "{first}"
    );
    assert_eq!(first.matches("sha256").count(), 2, "{first}");
    let (en, _, _) = run(&["--lang", "en", "--format", "markdown"]);
    assert!(
        en.starts_with("# Garant catalog") && en.contains("★ Level in the catalog"),
        "{en}"
    );
    let (text, told, code) = run(&[
        "--format", "json", "-o", "out.json", "-o", "out.md", "--lang", "en",
    ]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        std::fs::read_to_string(place.path().join("out.json")).unwrap(),
        text
    );
    let value: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(value["format"], "garant.catalog-changes");
    assert_eq!(value["changes"][0]["kind"], "criterion-level");
    assert_eq!(value["changes"][0]["starred"], json!(true));
    assert_eq!(run(&["--format", "json", "--lang", "en"]).0, text);
    assert_eq!(run(&["-o", "out.html"]).2, Some(2));
}

#[test]
fn an_edition_that_cannot_be_read_gets_all_its_errors_with_file_and_line() {
    let place = tempfile::tempdir().unwrap();
    edition_in(&place.path().join("rules"));
    let file = place.path().join(CHECKED);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("former-key = true\n{text}")).unwrap();
    edit(
        &place.path().join("rules/definitions.toml"),
        "[definition.require]",
        "[definition.needs]",
    );
    let (shown, told, code) = out(&garant(
        place.path(),
        &["catalog", "changes", "rules", "--lang", "en"],
    ));
    assert_eq!((shown.as_str(), code), ("", Some(2)));
    assert!(
        told.contains("functioning-explained-to-users.toml:1:1"),
        "{told}"
    );
    assert!(
        told.contains("definitions.toml:")
            && told.contains("this program does not read this edition"),
        "{told}"
    );
    let (_, told, code) = out(&garant(place.path(), &["catalog", "changes", "elsewhere"]));
    assert!(code == Some(2) && told.contains("elsewhere"), "{told}");
    std::fs::create_dir(place.path().join("empty")).unwrap();
    let (_, told, code) = out(&garant(
        place.path(),
        &["catalog", "changes", "empty", "--lang", "en"],
    ));
    assert!(code == Some(2) && told.contains("catalog.toml"), "{told}");
}

fn git(folder: &Path, args: &[&str]) {
    let status = std::process::Command::new("git")
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "core.hooksPath=/dev/null",
        ])
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(status.status.success(), "{args:?}");
}

#[test]
fn an_edition_is_read_from_a_revision_and_never_from_the_work_tree() {
    let place = tempfile::tempdir().unwrap();
    let rules = place.path().join("rules");
    edition_in(&rules);
    git(place.path(), &["init", "-q"]);
    git(place.path(), &["add", "."]);
    git(place.path(), &["commit", "-q", "-m", "one"]);
    std::fs::remove_dir_all(&rules).unwrap();
    std::fs::create_dir(place.path().join("below")).unwrap();
    // Whatever the repository configures to be run would leave a trace.
    let trace = place.path().join("trace");
    let script = place.path().join("monitor.sh");
    std::fs::write(&script, format!("#!/bin/sh\ntouch {}\n", trace.display())).unwrap();
    git(
        place.path(),
        &["config", "core.fsmonitor", &script.to_string_lossy()],
    );
    let (told, wrong, code) = out(&garant(
        place.path(),
        &["catalog", "changes", "HEAD:rules", "--lang", "en"],
    ));
    assert_eq!(code, Some(0), "{wrong}");
    assert!(told.contains("Nothing changed."), "{told}");
    let below = place.path().join("below");
    for (asked, code) in [
        ("HEAD:../rules", 0),
        ("HEAD:rules", 2),
        ("HEAD:../../rules", 2),
        ("nothing:rules", 2),
        ("HEAD:../monitor.sh", 2),
    ] {
        let output = garant(&below, &["catalog", "changes", asked]);
        assert_eq!(output.status.code(), Some(code), "{asked}");
    }
    assert!(!trace.exists());
}

const PROJECT: &str =
    "garant = 1\n\n[system]\nname = \"Essai\"\nacts-as = \"both\"\n\n[human-guarantee]\n";

#[test]
fn a_project_is_replayed_on_another_edition_and_each_verdict_that_changes_cites_the_stars() {
    let place = tempfile::tempdir().unwrap();
    let rules = place.path().join("rules");
    edition_in(&rules);
    std::fs::write(place.path().join("garant.toml"), PROJECT).unwrap();
    // The old edition is content with what the project says of itself.
    let criterion = judged();
    let file = rules.join(format!("{}.toml", criterion.id));
    let text = std::fs::read_to_string(&file).unwrap();
    let head = text
        .split("[[check]]")
        .next()
        .unwrap()
        .split("\n[applies]")
        .next()
        .unwrap()
        .to_owned();
    let lines = head.lines().filter(|line| !line.starts_with("applies"));
    let head: String = lines.map(|line| format!("{line}\n")).collect();
    std::fs::write(&file, format!("{head}\n[[check]]\nid = \"named\"\nsays.fr = \"Il a un nom\"\nsays.en = \"It has a name\"\n[check.require]\npresent = \"system.name\"\n")).unwrap();
    let run = |args: &[&str]| {
        let whole = [
            &[
                "diff",
                "--catalog",
                "rules",
                "garant.toml",
                "--as-of",
                "2026-11-23",
            ],
            args,
        ]
        .concat();
        out(&garant(place.path(), &whole))
    };
    let (text, wrong, code) = run(&["--lang", "en", "--format", "json"]);
    assert_eq!(code, Some(0), "{wrong}");
    let value: Json = serde_json::from_str(&text).unwrap();
    let changed = value["changed"].as_array().unwrap();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(changed[0]["criterion"], json!(criterion.id));
    let cause = &changed[0]["causes"][0];
    assert_eq!(cause["code"], "catalog");
    let because: Vec<&str> = cause["because"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own["kind"].as_str().unwrap())
        .collect();
    assert!(
        because.contains(&"check-withdrawn") && because.contains(&"check-added"),
        "{because:?}"
    );
    let schema = out(&garant(place.path(), &["schema", "diff"])).0;
    let schema: Json = serde_json::from_str(&schema).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&value));
    for (lang, word) in [
        ("fr", "★ Vérifications retirées"),
        ("en", "★ Checks withdrawn"),
    ] {
        for format in ["text", "markdown"] {
            let told = run(&["--lang", lang, "--format", format]).0;
            assert!(told.contains(word), "{told}");
        }
    }
    assert_eq!(
        run(&["--gate", "worse"]).2,
        Some(i32::from(criterion.level != "advanced"))
    );
    // What an edition does not know of the descriptor is told, and nothing is compared.
    edit(
        &rules.join("fields/system.toml"),
        "path = \"system.name\"",
        "path = \"system.names\"",
    );
    edit(&file, "\"system.name\"", "\"system.names\"");
    let (shown, wrong, code) = run(&["--lang", "en"]);
    assert_eq!((shown.as_str(), code), ("", Some(2)), "{wrong}");
    // That comes before the lines: nothing in the descriptor is to be corrected.
    let told = wrong.find("does not know what follows");
    let line = wrong.find("garant.toml:");
    assert!(told.is_some() && line.is_some() && told < line, "{wrong}");
}
