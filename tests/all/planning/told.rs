//! A plan as the program tells it: formats, languages, ends.

use std::path::Path;

use garant_core::Lang;
use garant_core::plan::Plan;
use garant_report::plan::{Format, render};
use garant_report::{Assets, Separator};

use super::{TODAY, known, of_text};
use crate::harness::{EXAMPLES, catalog, garant, judge, root};

pub(super) fn rendered(plan: &Plan, format: Format, lang: Lang) -> String {
    let assets = Assets::default();
    render(plan, catalog(), format, Separator::Comma, lang, &assets).unwrap()
}

fn example(name: &str) -> std::path::PathBuf {
    root().join("examples").join(name)
}

#[test]
fn every_step_stands_in_every_format_and_both_languages() {
    for name in EXAMPLES {
        let plan = known(name, None);
        for lang in Lang::ALL {
            for (_, format) in Format::ALL {
                let told = rendered(&plan, format, lang);
                assert_eq!(told, rendered(&plan, format, lang));
                let placeholder = told.contains("plan.") && format != Format::Json;
                assert!(!placeholder, "{name} {format:?}");
                for step in &plan.steps {
                    for serves in &step.serves {
                        assert!(
                            told.contains(&serves.code),
                            "{name} {format:?} {}",
                            serves.code
                        );
                    }
                }
            }
            let rows = rendered(&plan, Format::Csv, lang);
            assert_eq!(rows.matches("\r\n").count(), plan.steps.len() + 1, "{name}");
        }
        let json = rendered(&plan, Format::Json, Lang::Fr);
        let again: Plan = serde_json::from_str(&json).unwrap();
        assert_eq!(again, plan, "{name}");
    }
}

#[test]
fn the_json_follows_its_schema() {
    let schema = garant_core::audit_schema::<Plan>();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for name in EXAMPLES {
        let plan = known(name, None);
        let json = serde_json::to_value(&plan).unwrap();
        let wrong: Vec<String> = validator
            .iter_errors(&json)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_way_is_short_to_read_and_says_that_it_invites_nobody_to_write_what_is_not_so() {
    let folder = example("imagerie");
    let out = garant(&folder, &["plan", "--as-of", TODAY, "--lang", "fr"]);
    assert_eq!(out.status.code(), Some(1));
    insta::assert_snapshot!("imagerie", String::from_utf8(out.stdout).unwrap());
    let out = garant(
        &folder,
        &["plan", "--as-of", TODAY, "--lang", "en", "--format", "md"],
    );
    insta::assert_snapshot!("imagerie_md_en", String::from_utf8(out.stdout).unwrap());
}

#[test]
fn the_plan_that_the_readme_shows_is_the_one_that_is_told() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, block) = readme.split_once("```text\n$ garant plan ").unwrap();
    let (command, shown) = block.split_once('\n').unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let args: Vec<&str> = std::iter::once("plan").chain(command.split(' ')).collect();
    let told = String::from_utf8(garant(&root(), &args).stdout).unwrap();
    for line in shown.lines().filter(|line| *line != "...") {
        assert!(told.lines().any(|own| own == line), "{line}");
    }
}

#[test]
fn the_end_says_whether_something_is_left() {
    let ends = |folder: &Path, args: &[&str]| garant(folder, args).status.code();
    let folder = example("triage");
    let own = ["plan", "--as-of", TODAY];
    assert_eq!(ends(&folder, &own), Some(1));
    assert_eq!(ends(&folder, &["plan", "absent.toml"]), Some(2));
    assert_eq!(ends(&folder, &["plan", "--gate", "never"]), Some(2));
    assert_eq!(ends(&folder, &["plan", "-o", "plan.pdf"]), Some(2));
    // A whole project, whose gate holds.
    let mut bases = Vec::new();
    crate::harness::files(&root().join("tests/bases"), ".toml", &mut bases);
    let judge = judge();
    let held = bases
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok());
    let held = held.filter(|text| {
        let request = garant_core::Request::new("garant.toml", text, super::today());
        let brief = judge.brief(&request, &garant_core::fixture::Shelf);
        brief.is_ok_and(|brief| brief.gate.state == garant_core::gate::State::Holds)
    });
    let held: Vec<String> = held.collect();
    assert!(!held.is_empty());
    for text in held {
        let plan = of_text(&text);
        assert!(plan.is_done());
        let told = rendered(&plan, Format::Text, Lang::En);
        assert!(told.contains("Nothing is left to do."), "{told}");
    }
}

#[test]
fn files_are_written_by_their_endings_and_the_descriptor_stays() {
    let folder = tempfile::tempdir().unwrap();
    let text = "garant = 1\n[system]\nname = \"=1+1\"\nphase = \"framing\"\nacts-as = \"supplier\"\n[intended-use]\ncare-problem-basis = \"experience\"\n";
    let at = folder.path().join("garant.toml");
    std::fs::write(&at, text).unwrap();
    let args = [
        "plan", "--as-of", TODAY, "-o", "p.md", "-o", "p.csv", "-o", "p.json", "-o", "p.txt",
    ];
    let out = garant(folder.path(), &args);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(out.stdout, b"");
    assert_eq!(std::fs::read_to_string(&at).unwrap(), text);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let plan: Plan = serde_json::from_str(&read("p.json")).unwrap();
    assert!(plan.steps.len() > 10);
    assert!(read("p.md").starts_with("# Plan"));
    assert!(read("p.csv").starts_with("\u{feff}number,kind,"));
    assert!(!read("p.txt").contains('\u{1b}'));
}

#[test]
fn no_cell_of_a_plan_runs_and_no_text_leaves_its_place() {
    let hostile = "=cmd|'/c calc'!A1\u{1b}[31m";
    let text = format!(
        "garant = 1\n[system]\nname = {0}\nphase = \"framing\"\nacts-as = \"supplier\"\n[[governance.opinions]]\nby-committee = true\nstanding = \"current\"\nstage = \"framing\"\noutcome = \"favourable-with-reservations\"\nbody = {0}\n",
        toml::Value::String(hostile.to_owned())
    );
    let plan = of_text(&text);
    for lang in Lang::ALL {
        for format in [Format::Text, Format::Markdown, Format::Csv] {
            let told = rendered(&plan, format, lang);
            assert!(!told.contains('\u{1b}'), "{format:?}");
        }
        let rows = rendered(&plan, Format::Csv, lang);
        let mut cells = rows.lines().flat_map(|line| line.split(','));
        assert!(!cells.any(|cell| cell.trim_matches('"').starts_with(['=', '+', '@'])));
    }
}

fn whole(name: &str, lang: &str) -> String {
    let out = garant(&example(name), &["plan", "--as-of", TODAY, "--lang", lang]);
    String::from_utf8(out.stdout).unwrap()
}

/// The blocks of steps that a terminal shows.
fn blocks(told: &str) -> impl Iterator<Item = &str> {
    told.split("\n\n").filter(|block| {
        block
            .trim_start()
            .starts_with(|first: char| first.is_ascii_digit())
    })
}

#[test]
fn a_fact_is_asked_as_it_is_and_an_act_or_a_day_is_never_an_invitation() {
    for name in EXAMPLES {
        let plan = known(name, Some("expected"));
        let told = rendered(&plan, Format::Text, Lang::En);
        let shown: Vec<&str> = blocks(&told).collect();
        assert_eq!(shown.len(), plan.steps.len(), "{name}");
        for (block, step) in shown.iter().zip(&plan.steps) {
            let truth = "the true answer, whatever it is";
            assert_eq!(block.contains(truth), step.fact, "{name}\n{block}");
            let only = "write that: the criterion may then remain not met.";
            let certain = step.kind == garant_core::plan::Kind::Answer
                && ["to be able to state", "a day until"]
                    .iter()
                    .any(|said| block.contains(said));
            let before = block.contains("To be written only if it is so.");
            assert!(
                !certain || before || block.contains(only),
                "{name}\n{block}"
            );
        }
    }
}

#[test]
fn a_site_is_not_asked_for_the_value_that_another_tool_has() {
    let told = whole("hopital", "fr");
    let block = blocks(&told).find(|block| block.contains("deployment.sites[2].threshold"));
    let block = block.unwrap();
    assert!(block.contains("s’il y a lieu ici"), "{block}");
    assert!(!block.contains("0,42"), "{block}");
}

#[test]
fn a_figure_beyond_its_limit_asks_for_a_correction_and_not_for_more_cases_alone() {
    let told = whole("echographie", "fr");
    let block = blocks(&told).find(|block| block.contains("equity.commitments[0].figures"));
    let block = block.unwrap();
    assert!(block.contains("tolérance inchangée"), "{block}");
    assert!(block.contains("Remède du critère EQU-15"), "{block}");
    assert!(block.contains("– au moins quelques"), "{block}");
    assert!(!block.contains("Refaire"), "{block}");
}

#[test]
fn what_a_phase_sets_aside_is_not_yet_due() {
    let told = whole("sante-mentale", "fr");
    assert!(
        told.contains("DAT-12 À établir → Pas encore attendu"),
        "{told}"
    );
    assert!(!told.contains("→ Sans objet (reste"), "{told}");
}

#[test]
fn what_a_body_decides_is_asked_of_it() {
    let mut asked = 0;
    for name in EXAMPLES {
        let plan = known(name, Some("expected"));
        let told = rendered(&plan, Format::Text, Lang::Fr);
        for (block, step) in blocks(&told).zip(&plan.steps) {
            let decided = |wish: &&garant_core::plan::Wish| wish.decided_by.is_some();
            for wish in step.answers.iter().filter(decided) {
                assert!(block.contains("Demander, puis écrire"), "{name}\n{block}");
                let of_opinion = wish.path.contains("opinions");
                let said = ["N’écrire que ce qui est décidé", "son avis lui appartient"];
                let said = said[usize::from(of_opinion)];
                assert!(block.contains(said), "{name}\n{block}");
                assert!(block.contains("auprès de"), "{name}\n{block}");
                asked += 1;
            }
        }
    }
    assert!(asked > 0);
}

#[test]
fn an_opinion_that_was_given_stays_and_another_is_written_beside_it() {
    let told = whole("triage", "fr");
    let block = blocks(&told).find(|block| block.contains("governance.opinions[3]"));
    let block = block.unwrap();
    assert!(block.contains("une entrée de plus"), "{block}");
    assert!(block.contains("Où : governance.opinions[3]\n"), "{block}");
    assert!(
        block.contains("(governance.opinions[2].standing)"),
        "{block}"
    );
}

#[test]
fn beyond_what_one_plan_may_tell_the_list_to_complete_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let entries: String = (0..300)
        .map(|at| format!("[[data.processings]]\npurpose = \"finalité {at}\"\n"))
        .collect();
    let text = format!(
        "garant = 1\n[system]\nname = \"X\"\nphase = \"monitoring\"\nacts-as = \"both\"\n[data]\npersonal = true\n{entries}"
    );
    std::fs::write(folder.path().join("garant.toml"), &text).unwrap();
    let out = garant(folder.path(), &["plan", "--as-of", TODAY, "-o", "plan.md"]);
    assert_eq!(out.status.code(), Some(2));
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(told.contains("data.processings"), "{told}");
    assert!(told.contains("2000"), "{told}");
    assert!(!folder.path().join("plan.md").exists());
}

#[test]
fn values_of_a_fact_that_leave_the_same_verdict_are_told_apart() {
    let told = whole("sante-mentale", "fr");
    let block = blocks(&told).find(|block| block.contains("qualification.solely-automated"));
    let block = block.unwrap();
    let follows: Vec<&str> = block
        .lines()
        .filter_map(|line| line.split_once("HUM-10 s’applique"))
        .map(|(_, said)| said)
        .collect();
    let [first, second] = follows.as_slice() else {
        panic!("{block}")
    };
    assert_ne!(first, second, "{block}");
}

#[test]
fn a_figure_whose_interval_reaches_across_its_limit_is_not_called_beyond_it_for_certain() {
    let mut seen = 0;
    for name in EXAMPLES {
        let plan = known(name, Some("expected"));
        let told = rendered(&plan, Format::Text, Lang::En);
        for (block, step) in blocks(&told).zip(&plan.steps) {
            let figures = step.answers.iter().flat_map(|wish| &wish.wanted);
            let open: Vec<bool> = figures
                .filter_map(|own| match own {
                    garant_core::plan::Asked::Figure { undecided, .. } => Some(*undecided),
                    _ => None,
                })
                .collect();
            if step.kind == garant_core::plan::Kind::Correct {
                let says = block.contains("does not allow to decide");
                assert_eq!(says, open.contains(&true), "{name}\n{block}");
                seen += usize::from(says);
            }
        }
    }
    assert!(seen > 0);
}
