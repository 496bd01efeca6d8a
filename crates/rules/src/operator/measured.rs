//! `measured`: a figure computed again from the cited evidence keeps a limit that the project set before. Where no evidence is cited,
//! the figure that the project declares is compared in the same way.

use crate::way::{Need, Sought, Wanted, Way};
use serde::{Deserialize, Serialize};

use super::declared::{self, Declared};
use super::limit::Limit;
use super::subject::{Names, Subject};
use super::{Operator, Speaker};
use crate::answer::{Answer, Footing};
use crate::facts::{Read, Scope};
use crate::field::Kind;
use crate::load::conditions::Asked;
use crate::truth::Truth;
use crate::value::Value;

/// `{ measured = { evidence = ".figures", figure = "gap", metric = ".metric", attribute = ".attribute", at-most = ".tolerance",
/// set-on = ".decided-on" } }`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    subject: Subject,
    limit: Limit,
    set_on: Option<String>,
    declared: Option<Declared>,
}

/// What was read besides the evidence.
struct Stated {
    names: Names,
    bounds: Vec<Read>,
    set_on: Option<Read>,
    declared: Vec<Read>,
    declared_on: Option<Read>,
}

impl Operator for Measured {
    fn evaluate(&self, scope: Scope<'_>) -> Answer {
        let evidence = scope.read(&self.subject.evidence);
        let declared = self.declared.as_ref();
        let stated = Stated {
            names: self.subject.read(scope),
            bounds: self.limit.read(scope),
            set_on: self.set_on.as_ref().map(|path| scope.read(path)),
            declared: declared.map_or_else(Vec::new, |declared| declared.read(scope)),
            declared_on: declared.and_then(|declared| declared.read_date(scope)),
        };
        if let Some(Value::Text(id)) = evidence.value() {
            let id = id.clone();
            self.recompute(scope, evidence, &id, stated)
        } else if self.declared.is_some() {
            self.compare_declared(scope, evidence, stated)
        } else {
            Answer::declared(Truth::Unknown, evidence.reason(), vec![evidence])
                .placed_by(stated.all())
        }
    }

    fn say(&self, speaker: &Speaker<'_>) -> String {
        let told = self.subject.say(speaker);
        let told = self.limit.say(self.subject.figure, &told, speaker);
        let told = match &self.set_on {
            None => told,
            Some(path) => speaker.fill(
                "operator.measured.set-before",
                &[("limit", &told), ("field", &speaker.title(path))],
            ),
        };
        match &self.declared {
            None => told,
            Some(_) => speaker.fill("operator.measured.or-declared", &[("limit", &told)]),
        }
    }

    fn can_be_false(&self) -> bool {
        true
    }

    fn ways(&self, scope: Scope<'_>, holds: bool) -> Vec<Way> {
        if !holds {
            return Vec::new();
        }
        let evidence = scope.read(&self.subject.evidence);
        let cited = match evidence.value() {
            Some(Value::Text(id)) => Some(id.clone()),
            _ => None,
        };
        if let Some(id) = &cited {
            // A piece that proves nothing is put right first.
            if scope.facts.evidence(id).problem.is_some() {
                let path = scope.path(&self.subject.evidence);
                return vec![Way::one(Need::of(&evidence, path, Wanted::Proof))];
            }
        }
        let names = self.subject.paths().into_iter().flatten();
        let unstated: Vec<Need> = names
            .chain(self.limit.paths())
            .filter_map(|path| {
                let read = scope.read(path);
                let need = Need::of(&read, scope.path(path), Wanted::Stated);
                read.value().is_none().then_some(need)
            })
            .collect();
        if !unstated.is_empty() {
            return vec![Way { needs: unstated }];
        }
        let set_on = match &self.set_on {
            None => None,
            Some(path) => {
                let read = scope.read(path);
                match read.value() {
                    Some(Value::Date(date)) => Some(*date),
                    // A limit that nobody has dated was set before figures that are still to come, or before those that are there.
                    _ => {
                        let shown = cited.as_ref().map(|id| {
                            let ask = self.subject.ask(id, &self.subject.read(scope));
                            scope.facts.figure(&ask).date
                        });
                        let shown = shown.as_ref().and_then(Read::value);
                        let last = match shown {
                            Some(Value::Date(date)) => *date,
                            _ => scope.facts.as_of(),
                        };
                        let wanted = Wanted::Days {
                            from: None,
                            until: last.yesterday().ok(),
                        };
                        let need = Need::of(&read, scope.path(path), wanted);
                        return vec![Way::one(need)];
                    }
                }
            }
        };
        let id = cited.unwrap_or_default();
        let ask = self.subject.ask(&id, &self.subject.read(scope));
        let bounds = self.limit.read(scope);
        let Some(range) = self.limit.sought(ask.figure, &bounds) else {
            return Vec::new();
        };
        let shown = scope.facts.figure(&ask);
        let more = shown
            .estimates
            .iter()
            .filter_map(|estimate| range.more(estimate))
            .max();
        let shown = shown.estimates;
        let beyond = shown
            .iter()
            .any(|own| range.holds_value(own) == Truth::False);
        let undecided = beyond && shown.iter().all(|own| range.holds(own) != Truth::False);
        let sought = Sought {
            ask,
            range,
            after: set_on,
            set_by: self
                .limit
                .paths()
                .into_iter()
                .chain(self.set_on.as_deref())
                .map(|path| scope.path(path))
                .collect(),
            more,
            beyond,
            undecided,
        };
        let path = scope.path(&self.subject.evidence);
        let wanted = Wanted::Figure(Box::new(sought));
        vec![Way::one(Need::of(&evidence, path, wanted))]
    }

    fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let inner = asked.table()?;
        inner.only(&[
            "evidence",
            "figure",
            "metric",
            "attribute",
            "group",
            "at-most",
            "at-least",
            "within",
            "set-on",
            "declared",
        ]);
        let subject = Subject::load(&inner)?;
        let limit = Limit::load(&inner, subject.figure)?;
        if limit.is_within() {
            // A value declared beside an interval declared would prove nothing but itself.
            for key in ["set-on", "declared"] {
                if inner.has(key) {
                    inner.unsuited(key, "within");
                }
            }
        } else if !inner.has("set-on") {
            inner.missing("set-on");
        }
        let declared = if inner.has("declared") {
            Some(Declared::load(&inner.inner("declared")?)?)
        } else {
            None
        };
        let set_on = inner.maybe_path("set-on", &[Kind::Date]);
        Some(Self {
            subject,
            limit,
            set_on: set_on.map(|field| field.path),
            declared,
        })
    }
}

impl Measured {
    /// With evidence, only what is computed from it counts.
    fn recompute(&self, scope: Scope<'_>, evidence: Read, id: &str, stated: Stated) -> Answer {
        let ask = self.subject.ask(id, &stated.names);
        let mut figure = scope.facts.figure(&ask);
        let context: Vec<Read> = stated
            .declared
            .into_iter()
            .chain(stated.declared_on)
            .collect();
        let on_evidence = |answer: Answer| Answer {
            footing: Footing::Measured,
            reviewed: figure.reviewed,
            ..answer
        };
        if figure.problem.is_some() {
            let reads = vec![evidence, figure.read.clone()];
            let context = context
                .into_iter()
                .chain(stated.names.into_reads())
                .chain(stated.bounds)
                .chain(stated.set_on)
                .chain([figure.date.clone()]);
            return on_evidence(Answer::declared(Truth::Unknown, figure.problem, reads))
                .placed_by(context.collect());
        }
        let unnamed = stated.names.reads().filter_map(Read::reason).min();
        let (truth, reason) = match unnamed {
            Some(reason) => (Truth::Unknown, Some(reason)),
            None => {
                let (truth, reason, told) =
                    self.limit.compare(&ask, &stated.bounds, &figure.estimates);
                figure.read.figures = told;
                (truth, reason)
            }
        };
        let reads = [evidence]
            .into_iter()
            .chain(stated.names.into_reads())
            .chain(stated.bounds)
            .chain([figure.read.clone()]);
        let kept = Answer::declared(truth, reason, reads.collect());
        let mut answers = vec![on_evidence(kept)];
        if let Some(set_on) = stated.set_on {
            answers.push(on_evidence(before(scope, set_on, figure.date.clone())));
        }
        Answer::all(answers).placed_by(context)
    }

    /// Without evidence, what the project declares of the figure is compared.
    fn compare_declared(&self, scope: Scope<'_>, evidence: Read, stated: Stated) -> Answer {
        let unstated = stated.declared.iter().filter_map(Read::reason).min();
        let estimate = declared::estimate(&stated.declared);
        let ask = self.subject.ask("", &stated.names);
        let mut reads = stated.declared;
        let (truth, reason) = match unstated {
            Some(reason) => (Truth::Unknown, Some(reason)),
            None => {
                let (truth, reason, told) = self.limit.compare(&ask, &stated.bounds, &[estimate]);
                if let Some(first) = reads.first_mut() {
                    first.figures = told;
                }
                (truth, reason)
            }
        };
        reads.extend(stated.bounds);
        let mut context = stated.names.into_reads();
        // The missing evidence decides nothing, unless nothing else does.
        if truth == Truth::Unknown {
            reads.insert(0, evidence);
        } else {
            context.insert(0, evidence);
        }
        let mut answers = vec![Answer::declared(truth, reason, reads)];
        match (stated.set_on, stated.declared_on) {
            (Some(set_on), Some(on)) => answers.push(before(scope, set_on, on)),
            (set_on, on) => context.extend(set_on.into_iter().chain(on)),
        }
        Answer::all(answers).placed_by(context)
    }
}

impl Stated {
    fn all(self) -> Vec<Read> {
        self.names
            .into_reads()
            .into_iter()
            .chain(self.bounds)
            .chain(self.set_on)
            .chain(self.declared)
            .chain(self.declared_on)
            .collect()
    }
}

/// A limit is one only if it was set before the figures: strictly, for both may bear the same day. Figures of a day to come are none,
/// or a limit set today could be made to look early.
fn before(scope: Scope<'_>, set_on: Read, figures_on: Read) -> Answer {
    let truth = match (set_on.value(), figures_on.value()) {
        (Some(Value::Date(set_on)), Some(Value::Date(on))) => {
            Truth::from(set_on < on && *on <= scope.facts.as_of())
        }
        _ => Truth::Unknown,
    };
    let reasons = [set_on.reason(), figures_on.reason()];
    let reason = reasons.into_iter().flatten().min();
    Answer::declared(truth, reason, vec![set_on, figures_on])
}
