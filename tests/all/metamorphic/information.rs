//! An answer where there was none: what was decided stays so, but where the order of judging says otherwise.
//!
//! Conditions are judged in three values, so that what is known of them stays known (DESIGN, judging). A verdict follows from more than
//! conditions: what else may turn it is listed here, with the reason.

use std::collections::BTreeSet;

use garant_core::Request;
use garant_core::brief::Held;
use garant_core::verdict::Verdict;
use garant_rules::catalog::declared;
use garant_rules::field::Kind;
use toml::{Table, Value};

use super::{Dice, Example, answer, answers, examples, is_stated, places, put, take, today};
use crate::harness::{catalog, judge};

/// A verdict that an answer may turn into another one.
struct Turn {
    /// Declared paths, one of which is answered; any where none is named.
    told: &'static [&'static str],
    /// The reason or verdict before; any where none is named.
    was: &'static [&'static str],
    /// The reason or verdict after; any where none is named.
    is: &'static [&'static str],
    because: &'static str,
}

const BY_DESIGN: [Turn; 4] = [
    Turn {
        told: &[],
        was: &["not-yet-due"],
        is: &["met", "not-met"],
        because: "what the checks decide comes before the phase: a duty met or failed early is told so",
    },
    Turn {
        told: &["system.acts-as"],
        was: &[],
        is: &[],
        because: "without a role every duty is the project's own; with one, another actor's duty is set aside or taken from its audit",
    },
    Turn {
        told: &["not-applicable", "declaration.by"],
        was: &[],
        is: &["claimed"],
        because: "a claim that another person than a known declarant reviewed comes before the checks",
    },
    Turn {
        told: &[
            "evidence[].sha256",
            "evidence[].expires",
            "evidence[].columns",
        ],
        was: &["met", "not-met"],
        is: &[
            "evidence-altered",
            "evidence-expired",
            "evidence-unreadable",
            "not-yet-due",
        ],
        because: "what is told of a piece can show that it proves nothing; what stood on it is open again, or not yet due",
    },
];

impl Turn {
    fn explains(&self, told: &[(String, Value)], was: &Told, is: &Told) -> bool {
        let within = |path: &str, own: &str| {
            let rest = path.strip_prefix(own);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let mut paths = told.iter().map(|(path, _)| declared(path));
        let is_told = paths.any(|path| self.told.iter().any(|own| within(&path, own)));
        let holds = |codes: &[&str], own: &Told| codes.is_empty() || codes.contains(&own.code());
        (self.told.is_empty() || is_told) && holds(self.was, was) && holds(self.is, is)
    }
}

/// A verdict and its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told(Verdict, Option<String>);

impl Told {
    fn code(&self) -> &str {
        self.1.as_deref().unwrap_or(self.0.code())
    }
}

/// The verdicts of a descriptor by the codes of criteria, or nothing where it is none.
fn verdicts(example: &Example, table: &Table) -> Option<Vec<(String, Told)>> {
    let text = toml::to_string(table).unwrap();
    let request = Request::new("garant.toml", &text, today());
    let brief = judge().brief(&request, example).ok()?;
    let told = |held: &Held<'_>| {
        let reason = held.reason.map(str::to_owned);
        (held.code.to_owned(), Told(held.verdict, reason))
    };
    Some(brief.verdicts.iter().map(told).collect())
}

/// One for each example.
const SEEDS: std::ops::Range<u64> = 0..8;
/// How many answers are told between two judgements: few enough that what they turned is not turned back unseen.
const TOLD_AT_ONCE: usize = 24;

/// A descriptor that says less than an example, and something else here and there; and what it may be told, one answer after another.
fn thinned(example: &Example, dice: &mut Dice) -> (Table, Vec<(String, Value)>) {
    let mut table = example.table.clone();
    let mut said = Vec::new();
    answers("", &table, &mut said);
    let less = 2 + dice.roll(4);
    let mut more: Vec<(String, Value)> = Vec::new();
    for (path, value) in said {
        let Some(field) = catalog().field(&declared(&path)) else {
            continue;
        };
        // Each piece has a path or an address, and what cites it needs it.
        let required = field.required
            || ["profile", "evidence", "evidence[].path", "evidence[].url"]
                .contains(&field.path.as_str());
        let gone = more
            .iter()
            .any(|(known, _)| path.starts_with(&format!("{known}[")));
        if required || gone {
            continue;
        }
        let odds = if field.kind == Kind::List { 12 } else { less };
        if dice.one_in(odds) {
            take(&mut table, &path);
            more.push((path, value));
        } else if dice.one_in(10)
            && field.kind != Kind::List
            && let Some(other) = answer(field, dice)
        {
            put(&mut table, &path, other);
        }
    }
    for field in catalog().fields() {
        if field.kind == Kind::List || field.path == "profile" {
            continue;
        }
        for path in places(field, &table) {
            let stated = is_stated(&table, &path);
            let told = more.iter().any(|(known, _)| *known == path);
            if !stated && !told && dice.one_in(6) {
                more.extend(answer(field, dice).map(|value| (path, value)));
            }
        }
    }
    dice.shuffle(&mut more);
    (table, more)
}

/// What judging a descriptor that is told more and more has shown.
#[derive(Default)]
struct Shown {
    judged: usize,
    decided: usize,
    used: BTreeSet<&'static str>,
}

impl Shown {
    /// Tells a descriptor more, and finds a reason for each decided verdict that turns.
    fn follow(&mut self, example: &Example, mut table: Table, more: &[(String, Value)]) {
        let mut before = verdicts(example, &table).unwrap();
        for told in more.chunks(TOLD_AT_ONCE) {
            for (path, value) in told {
                put(&mut table, path, value.clone());
            }
            let after = verdicts(example, &table)
                .unwrap_or_else(|| panic!("{}: no descriptor with {told:?}", example.name));
            assert_eq!(before.len(), after.len());
            self.judged += 1;
            for ((code, was), (_, is)) in before.iter().zip(&after) {
                if was.0 == Verdict::Undetermined {
                    continue;
                }
                self.decided += 1;
                if was.0 != is.0 {
                    let mut turns = BY_DESIGN.iter();
                    let own = turns.find(|turn| turn.explains(told, was, is));
                    let own = own.unwrap_or_else(|| {
                        panic!("{} {code}: {was:?}, then {is:?} by {told:?}", example.name)
                    });
                    self.used.insert(own.because);
                }
            }
            before = after;
        }
    }
}

/// A duty that fails, and a claim, reviewed by another person, that it does not apply; then who declares.
const CLAIMED: &str = "garant = 1\n[explicability]\nuncertainty-shown = \"none\"\n[[not-applicable]]\ncriterion = \"EXP-09\"\n\
    reason = \"aucune valeur n’est montrée\"\nreviewed-by = { name = \"B. Roy\", role = \"juriste\", on = 2026-10-01 }\n";

#[test]
fn what_was_decided_stays_so_when_more_is_told_but_for_the_order_of_judging() {
    let mut shown = Shown::default();
    for (example, seed) in examples().iter().zip(SEEDS) {
        let (table, more) = thinned(example, &mut Dice(seed));
        shown.follow(example, table, &more);
    }
    let by = ("declaration.by".to_owned(), Value::from("A. Martin"));
    shown.follow(&examples()[0], toml::from_str(CLAIMED).unwrap(), &[by]);
    let Shown {
        judged,
        decided,
        used,
    } = shown;
    assert!(judged > 100 && decided > 5000, "{judged} {decided}");
    let stale = BY_DESIGN.iter().filter(|turn| !used.contains(turn.because));
    assert_eq!(stale.map(|turn| turn.because).collect::<Vec<_>>(), [""; 0]);
}
