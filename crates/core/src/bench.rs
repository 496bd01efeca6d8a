//! One criterion after another on one project: the order in which verdicts are reached.

use std::collections::BTreeMap;

use garant_rules::catalog::Catalog;
use garant_rules::criterion::{Check, Criterion};
use garant_rules::facts::{Facts as _, Parameters, Read, Scope};
use garant_rules::figure::Compared;
use garant_rules::profile::Profile;
use garant_rules::{Answer, Condition, Footing, Reason, Truth, Value};
use garant_source::{Diagnostic, Span};
use rustc_hash::FxHashMap;

use crate::finding::{Applies, CheckResult, Finding, Placement, Reference};
use crate::project::Project;
use crate::standing;
use crate::takeup::{self, Supplier, Taken};
use crate::texts;
use crate::trace::{Comparison, Trace};
use crate::verdict::{Disposition, NotApplicable, Verdict};

pub(crate) struct Bench<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) profile: &'a Profile,
    pub(crate) project: &'a Project<'a>,
    pub(crate) suppliers: &'a [Supplier],
    /// The actors that the declared role answers for; none where no role is declared.
    answered: Option<Vec<&'a str>>,
    /// The place of the declared phase in time.
    phase: Option<usize>,
}

/// What is found of a criterion, with everything that was read.
pub(crate) struct Ruling {
    pub(crate) verdict: Verdict,
    /// The code of why it is undetermined or not applicable.
    pub(crate) reason: Option<&'static str>,
    pub(crate) footing: Option<Footing>,
    pub(crate) reviewed: bool,
    pub(crate) applies: Option<Answer>,
    because: Vec<Read>,
    pub(crate) checks: Vec<Checked>,
    taken: Vec<Taken>,
}

/// What a check says, and whether it is asked of this project.
pub(crate) struct Checked {
    pub(crate) answer: Answer,
    /// Whether nothing says that it is not asked.
    pub(crate) asked: bool,
}

/// What tells reads apart: the path, and where it was read.
type Place<'r> = (&'r str, Option<Span>);

impl<'a> Bench<'a> {
    pub(crate) fn new(
        catalog: &'a Catalog,
        profile: &'a Profile,
        project: &'a Project<'a>,
        suppliers: &'a [Supplier],
    ) -> Self {
        let string = |path: &str| project.descriptor.string(path);
        let answered = string("system.acts-as").map(|role| catalog.answered_by(role).collect());
        Self {
            catalog,
            profile,
            project,
            suppliers,
            answered,
            phase: string("system.phase").and_then(|phase| catalog.phase_rank(phase)),
        }
    }

    pub(crate) fn selected(&self, criterion: &Criterion) -> bool {
        self.profile.selects(self.catalog, criterion)
    }

    /// Reads as an audit tells them; one that several branches share is told once, as decisive if it is in one of them.
    fn traces(&self, reads: &[Read]) -> Vec<Trace> {
        let mut shared: FxHashMap<Place<'_>, (bool, Vec<Compared>)> = FxHashMap::default();
        for read in reads {
            let (decided, figures) = shared.entry((&read.path, read.span())).or_default();
            *decided |= read.decided;
            for figure in &read.figures {
                if !figures.contains(figure) {
                    figures.push(figure.clone());
                }
            }
        }
        reads
            .iter()
            .filter_map(|read| {
                let (decided, figures) = shared.remove(&(read.path.as_str(), read.span()))?;
                Some(Trace {
                    decided,
                    figures: figures.iter().map(Comparison::from).collect(),
                    ..self.project.told(read)
                })
            })
            .collect()
    }

    pub(crate) fn read(&self, path: &str) -> Read {
        Read::new(path, self.project.look_up(path))
    }

    /// In the order of the design: claimed and reviewed, out of scope, other actor, what the checks decide, not yet due, undetermined.
    pub(crate) fn rule(&self, criterion: &Criterion, parameters: &Parameters) -> Ruling {
        let scope = Scope {
            facts: self.project,
            place: "",
            parameters,
        };
        let applies = criterion
            .applies
            .as_ref()
            .map(|condition| condition.evaluate(scope));
        let scope_truth = applies.as_ref().map_or(Truth::True, |answer| answer.truth);
        let role = self.role(criterion);
        // Where no check decides and nobody reads what they read, they need not be asked.
        let asked = scope_truth != Truth::False && role == Role::Owes;
        let checks: Vec<Checked> = if asked || self.project.told {
            criterion
                .checks
                .iter()
                .map(|check| checked(check, scope))
                .collect()
        } else {
            Vec::new()
        };
        let together = Together::of(&checks);
        let truth = together.truth;
        let claim = self.claim(&criterion.id);

        let mut because = Vec::new();
        let mut why: Vec<Reason> = Vec::new();
        let mut taken = None;
        let outcome = if let Some((reads, true)) = &claim {
            because.extend(reads.iter().cloned());
            (Verdict::NotApplicable, Some(NotApplicable::Claimed))
        } else if scope_truth == Truth::False {
            (Verdict::NotApplicable, Some(NotApplicable::OutOfScope))
        } else if role == Role::Other {
            because.push(self.read("system.acts-as"));
            (Verdict::NotApplicable, Some(NotApplicable::OtherActor))
        } else if role == Role::Relies {
            because.push(self.read("system.acts-as"));
            let outcome = takeup::outcome(self.suppliers, &criterion.id, scope_truth);
            because.extend(outcome.paths.iter().map(|path| self.read(path)));
            why.extend(outcome.reason);
            let told = (outcome.verdict, outcome.not_applicable);
            taken = Some(outcome);
            told
        } else if scope_truth == Truth::True && truth != Truth::Unknown {
            (
                if truth == Truth::True {
                    Verdict::Met
                } else {
                    Verdict::NotMet
                },
                None,
            )
        } else if scope_truth == Truth::True && self.not_yet_due(criterion) {
            because.push(self.read("system.phase"));
            (Verdict::NotApplicable, Some(NotApplicable::NotYetDue))
        } else {
            if let Some((reads, _)) = &claim {
                because.extend(reads.iter().cloned());
                why.push(Reason::ClaimNotReviewed);
            }
            if scope_truth == Truth::Unknown {
                why.extend(applies.as_ref().and_then(|answer| answer.reason));
            } else {
                why.push(together.reason.unwrap_or(Reason::Unstated));
            }
            (Verdict::Undetermined, None)
        };
        let (verdict, not_applicable) = outcome;
        let met = verdict == Verdict::Met;
        let (footing, reviewed) = match &taken {
            Some(outcome) => (outcome.footing, outcome.reviewed),
            None => (together.footing.filter(|_| met), together.reviewed),
        };
        Ruling {
            verdict,
            reason: not_applicable
                .map(NotApplicable::code)
                .or_else(|| why.into_iter().min().map(Reason::code)),
            footing,
            reviewed: met && reviewed,
            applies,
            because,
            checks,
            taken: taken.map(|outcome| outcome.taken).unwrap_or_default(),
        }
    }

    /// A ruling as an audit tells it.
    pub(crate) fn judge(&self, criterion: &Criterion) -> Finding {
        let ruling = self.rule(criterion, &texts::parameters(criterion, self.profile));
        Finding {
            criterion: criterion.id.clone(),
            code: criterion.code.clone(),
            principle: criterion.principle.clone(),
            cens: criterion
                .cens
                .iter()
                .map(|place| Placement {
                    principle: place.principle.clone(),
                    placement: place.placement.clone(),
                })
                .collect(),
            phase: criterion.phase.clone(),
            level: self.profile.level(criterion).to_owned(),
            draft: criterion.draft,
            effort: criterion.effort.clone(),
            verdict: ruling.verdict,
            reason: ruling.reason.map(str::to_owned),
            disposition: Disposition::Open,
            opens_gate: false,
            footing: ruling.footing,
            reviewed: ruling.reviewed,
            actors: criterion.actors.clone(),
            applies: ruling.applies.map(|answer| Applies {
                truth: answer.truth,
                reason: answer.reason.map(code),
                read: self.traces(&answer.reads),
            }),
            because: self.traces(&ruling.because),
            checks: criterion
                .checks
                .iter()
                .zip(&ruling.checks)
                .map(|(check, Checked { answer, asked })| CheckResult {
                    id: check.id.clone(),
                    truth: answer.truth,
                    reason: answer.reason.map(code),
                    footing: (answer.truth == Truth::True).then_some(answer.footing),
                    reviewed: answer.truth == Truth::True && answer.reviewed,
                    asked: *asked,
                    read: self.traces(&answer.reads),
                    fails_in: fails_in(answer),
                    open_in: open_in(answer),
                })
                .collect(),
            taken: ruling.taken,
            sources: self.references(criterion),
            wording_reviewed_by: criterion.reviewed_by.clone(),
        }
    }

    fn references(&self, criterion: &Criterion) -> Vec<Reference> {
        criterion
            .sources
            .iter()
            .filter_map(|citation| {
                let source = self.catalog.source(&citation.source)?;
                let at = citation.at.as_deref();
                let memory = &self.project.memory;
                let place =
                    memory.place(&source.id, at, || standing::place(source, at, self.project));
                Some(Reference {
                    source: place.source,
                    at: place.at,
                    relation: citation.relation().to_owned(),
                    status: place.status,
                    from: place.from,
                    because: place.because,
                    depends_on: place.depends_on,
                })
            })
            .collect()
    }

    /// Whether the duty is a supplier's, on whom this actor relies.
    pub(crate) fn relies(&self, criterion: &Criterion) -> bool {
        self.role(criterion) == Role::Relies
    }

    fn role(&self, criterion: &Criterion) -> Role {
        let Some(answered) = &self.answered else {
            return Role::Owes;
        };
        let one_of = |actors: &[String]| actors.iter().any(|own| answered.contains(&own.as_str()));
        if one_of(&criterion.actors) {
            Role::Owes
        } else if one_of(&criterion.relied_on_by) {
            Role::Relies
        } else {
            Role::Other
        }
    }

    /// Whether its phase is still to come.
    pub(crate) fn not_yet_due(&self, criterion: &Criterion) -> bool {
        match (self.phase, self.catalog.phase_rank(&criterion.phase)) {
            (Some(now), Some(due)) => due > now,
            _ => false,
        }
    }

    pub(crate) fn due_next(&self, findings: &[Finding]) -> Vec<String> {
        let next = self.phase.map(|now| now + 1);
        findings
            .iter()
            .filter(|finding| finding.reason.as_deref() == Some(NotApplicable::NotYetDue.code()))
            .filter(|finding| self.catalog.phase_rank(&finding.phase) == next)
            .map(|finding| finding.criterion.clone())
            .collect()
    }

    /// Facts that contradict the phase declared.
    pub(crate) fn contradictions(&self) -> Vec<Diagnostic> {
        let Some(now) = self.phase else {
            return Vec::new();
        };
        let parameters = BTreeMap::<String, Value>::new();
        let scope = Scope {
            facts: self.project,
            place: "",
            parameters: &parameters,
        };
        let descriptor = self.project.descriptor;
        self.catalog
            .phase_checks
            .iter()
            .filter(|check| {
                self.catalog
                    .phase_rank(&check.phase)
                    .is_some_and(|rank| rank > now)
            })
            .filter(|check| check.when.evaluate(scope).truth == Truth::True)
            .map(|check| {
                Diagnostic::warning(
                    "phase-contradicted",
                    &descriptor.text,
                    descriptor.span("system.phase"),
                )
                .with(
                    "phase",
                    self.catalog
                        .phases
                        .get(now)
                        .map_or("", |phase| phase.id.as_str()),
                )
                .with("other", &check.phase)
            })
            .collect()
    }
}

/// What the checks that are asked say together, without what they read.
struct Together {
    truth: Truth,
    reason: Option<Reason>,
    footing: Option<Footing>,
    reviewed: bool,
}

impl Together {
    fn of(checks: &[Checked]) -> Self {
        let asked = checks.iter().filter(|check| check.asked);
        let bare: Vec<Answer> = asked
            .map(|Checked { answer, .. }| Answer {
                reads: Vec::new(),
                ..*answer
            })
            .collect();
        if bare.is_empty() {
            return Self {
                truth: Truth::Unknown,
                reason: None,
                footing: None,
                reviewed: false,
            };
        }
        let Answer {
            truth,
            reason,
            footing,
            reviewed,
            ..
        } = Answer::all(bare);
        Self {
            truth,
            reason,
            footing: Some(footing),
            reviewed,
        }
    }
}

fn checked(check: &Check, scope: Scope<'_>) -> Checked {
    let gate = check
        .applies
        .as_ref()
        .map(|condition: &Condition| condition.evaluate(scope));
    let gate_truth = gate.as_ref().map_or(Truth::True, |answer| answer.truth);
    let mut answer = check.require.evaluate(scope);
    if let Some(gate) = gate {
        answer = if gate_truth == Truth::Unknown && answer.truth != Truth::True {
            Answer::declared(
                Truth::Unknown,
                [answer.reason, gate.reason].into_iter().flatten().min(),
                gate.reads.into_iter().chain(answer.reads).collect(),
            )
        } else {
            answer.placed_by(gate.reads)
        };
    }
    Checked {
        answer,
        asked: gate_truth != Truth::False,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Owes,
    Relies,
    Other,
}

/// The entries that an answer is false for; none where it is false outside of entries too.
fn fails_in(answer: &Answer) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    let decided = answer.reads.iter().filter(|read| read.decided);
    for read in decided.filter(|_| answer.truth == Truth::False) {
        match &read.within {
            Some(place) if places.contains(place) => {}
            Some(place) => places.push(place.clone()),
            None => return Vec::new(),
        }
    }
    places
}

/// The entries that remain to be established beside those that an answer is false for.
fn open_in(answer: &Answer) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    let fails = fails_in(answer);
    let open = answer.reads.iter().filter(|read| !read.decided);
    for place in open
        .filter(|_| answer.truth == Truth::False)
        .filter_map(|read| read.within.as_ref())
    {
        if !fails.contains(place) && !places.contains(place) {
            places.push(place.clone());
        }
    }
    places
}

fn code(reason: Reason) -> String {
    reason.code().to_owned()
}
