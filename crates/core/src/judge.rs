//! The one verb: catalog, descriptor, evidence and date in, audit out.

use std::collections::BTreeMap;

use garant_rules::catalog::Catalog;
use garant_rules::criterion::Criterion;
use garant_rules::facts::{Facts as _, Read, Scope};
use garant_rules::load::hex;
use garant_rules::profile::Profile;
use garant_rules::reference::Standing;
use garant_rules::{Answer, Condition, Lang, Reason, Truth, Value};
use garant_source::diagnostic::nearest;
use garant_source::{Diagnostic, Span, Text};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::audit::{
    Audit, CatalogStamp, Declaration, FORMAT, FileStamp, Notice, System, Tool, VERSION,
};
use crate::evidence::{self, Files};
use crate::finding::{Applies, CheckResult, Finding, Placement, Reference, Words};
use crate::gate::Gate;
use crate::project::Project;
use crate::score::Score;
use crate::texts;
use crate::trace::Trace;
use crate::verdict::{Disposition, NotApplicable, Verdict};
use crate::{validate, waiver};

/// What to judge, and how.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The descriptor's name, as reports print it: relative, without `..`.
    pub name: &'a str,
    /// The descriptor's text.
    pub text: &'a str,
    /// The audit's date.
    pub as_of: Date,
    /// The profile, before the descriptor's own.
    pub profile: Option<&'a str>,
    /// The gate's level, before the profile's; `never` asks for none.
    pub gate: Option<&'a str>,
    /// Judge as if there were no waivers.
    pub ignore_waivers: bool,
}

impl<'a> Request<'a> {
    /// A request with the profile's own gate.
    pub fn new(name: &'a str, text: &'a str, as_of: Date) -> Self {
        Self {
            name,
            text,
            as_of,
            profile: None,
            gate: None,
            ignore_waivers: false,
        }
    }
}

/// Judges a descriptor.
///
/// # Errors
/// All problems of the descriptor, when one of them is an error; an unknown profile.
pub fn audit(
    catalog: &Catalog,
    request: &Request<'_>,
    files: &dyn Files,
) -> Result<Audit, Vec<Diagnostic>> {
    let descriptor = validate::descriptor(catalog, request.name, request.text)?;
    let name = request
        .profile
        .or_else(|| descriptor.string("profile"))
        .unwrap_or(&catalog.default_profile);
    let Some(profile) = catalog.profile(name) else {
        let ids: Vec<&str> = catalog
            .profiles
            .iter()
            .map(|profile| profile.id.as_str())
            .collect();
        let near = nearest(name, ids.iter().copied()).unwrap_or("");
        let text = Text::new(request.name, request.text);
        let problem = Diagnostic::error("unknown-profile", &text, Span::default())
            .with("found", name)
            .with("nearest", near)
            .with("choices", ids.join(", "));
        return Err(vec![problem]);
    };
    let evidence = evidence::read_all(&descriptor, files, request.as_of);
    let project = Project {
        descriptor: &descriptor,
        evidence: &evidence,
        as_of: request.as_of,
    };
    let bench = Bench {
        catalog,
        profile,
        project: &project,
    };
    let mut findings: Vec<Finding> = catalog
        .criteria
        .iter()
        .filter(|criterion| bench.selected(criterion))
        .map(|criterion| bench.judge(criterion))
        .collect();
    let (waivers, mut warnings) = waiver::apply(
        catalog,
        &descriptor,
        &mut findings,
        request.as_of,
        request.ignore_waivers,
    );
    warnings.extend(bench.contradictions());
    warnings.extend(bench.claims_by_the_declarant());
    warnings.splice(0..0, descriptor.warnings.iter().cloned());
    let gate = Gate::new(catalog, &findings, request.gate.unwrap_or(&profile.gate));
    let scores = catalog
        .principles
        .iter()
        .map(|principle| Score::new(&principle.id, &findings))
        .filter(|score| {
            findings
                .iter()
                .any(|finding| finding.principle == score.principle)
        })
        .collect();
    let all: BTreeMap<_, _> = Lang::ALL
        .into_iter()
        .map(|lang| {
            (
                lang.code().to_owned(),
                texts::gather(catalog, profile, &findings, lang),
            )
        })
        .collect();
    let string = |path: &str| descriptor.string(path).map(str::to_owned);
    Ok(Audit {
        format: FORMAT.to_owned(),
        version: VERSION,
        tool: Tool {
            name: "garant".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        as_of: request.as_of.to_string(),
        catalog: CatalogStamp {
            version: catalog.version.clone(),
            sha256: catalog.sha256.clone(),
            criteria: catalog.criteria.len(),
        },
        profile: profile.id.clone(),
        descriptor: FileStamp {
            path: request.name.to_owned(),
            sha256: hex(&Sha256::digest(request.text.as_bytes())),
        },
        lang: string("lang"),
        declaration: Declaration {
            by: string("declaration.by"),
            role: string("declaration.role"),
            organisation: string("declaration.organisation"),
            on: descriptor
                .date("declaration.on")
                .map(|date| date.to_string()),
        },
        system: System {
            id: string("system.id"),
            name: string("system.name"),
            version: string("system.version"),
            provider: string("system.provider"),
            summary: string("system.summary"),
            acts_as: string("system.acts-as"),
            phase: string("system.phase"),
        },
        actions: actions(catalog, &findings),
        due_next: bench.due_next(&findings),
        gate,
        scores,
        findings,
        waivers,
        waivers_ignored: request.ignore_waivers,
        evidence: evidence.clone(),
        measures: Vec::new(),
        takes_up: Vec::new(),
        diagnostics: warnings
            .iter()
            .map(|warning| notice(catalog, warning))
            .collect(),
        texts: all,
    })
}

/// A diagnostic with its sentence.
pub fn notice(catalog: &Catalog, problem: &Diagnostic) -> Notice {
    let args: Vec<(&str, &str)> = problem
        .args
        .iter()
        .map(|(key, value)| (*key, value.as_str()))
        .collect();
    let key = format!("diagnostic.{}.message", problem.code);
    Notice {
        code: problem.code.to_owned(),
        severity: match problem.severity {
            garant_source::Severity::Error => "error",
            garant_source::Severity::Warning => "warning",
        }
        .to_owned(),
        args: problem
            .args
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
        line: problem.line,
        column: problem.column,
        says: Words {
            fr: catalog.words.fill(&key, Lang::Fr, &args),
            en: catalog.words.fill(&key, Lang::En, &args),
        },
    }
}

fn actions(catalog: &Catalog, findings: &[Finding]) -> Vec<String> {
    let mut open: Vec<&Finding> = findings
        .iter()
        .filter(|finding| !finding.draft && finding.disposition == Disposition::Open)
        .filter(|finding| matches!(finding.verdict, Verdict::NotMet | Verdict::Undetermined))
        .collect();
    let effort = |finding: &Finding| {
        ["hours", "days", "weeks"]
            .iter()
            .position(|known| *known == finding.effort)
    };
    open.sort_by_key(|finding| {
        (
            finding.verdict,
            catalog.level_rank(&finding.level),
            effort(finding),
            finding.code.clone(),
        )
    });
    open.into_iter()
        .map(|finding| finding.criterion.clone())
        .collect()
}

struct Bench<'a> {
    catalog: &'a Catalog,
    profile: &'a Profile,
    project: &'a Project<'a>,
}

/// What the checks of a criterion say together.
struct Judged {
    checks: Vec<CheckResult>,
    answer: Option<Answer>,
}

impl Bench<'_> {
    fn level<'c>(&'c self, criterion: &'c Criterion) -> &'c str {
        self.profile
            .level_changes
            .get(&criterion.id)
            .unwrap_or(&criterion.level)
    }

    fn selected(&self, criterion: &Criterion) -> bool {
        let level = self.level(criterion);
        self.profile.levels.iter().any(|known| known == level)
            && (self.profile.principles.is_empty()
                || self.profile.principles.contains(&criterion.principle))
    }

    fn traces(&self, reads: &[Read]) -> Vec<Trace> {
        reads
            .iter()
            .map(|read| Trace::new(&self.project.descriptor.text, read))
            .collect()
    }

    fn read(&self, path: &str) -> Read {
        Read {
            path: path.to_owned(),
            found: self.project.look_up(path),
        }
    }

    /// In the order of the design: claimed and reviewed, out of scope, other actor, what the checks decide, not yet due, undetermined.
    fn judge(&self, criterion: &Criterion) -> Finding {
        let parameters = texts::parameters(criterion, self.profile);
        let scope = Scope {
            facts: self.project,
            place: "",
            parameters: &parameters,
        };
        let applies = criterion
            .applies
            .as_ref()
            .map(|condition| condition.evaluate(scope));
        let Judged { checks, answer } = self.checks(criterion, scope);
        let truth = answer
            .as_ref()
            .map_or(Truth::Unknown, |answer| answer.truth);
        let scope_truth = applies.as_ref().map_or(Truth::True, |answer| answer.truth);
        let claim = self.claim(&criterion.id);
        let role = self.role(criterion);

        let mut because = Vec::new();
        let mut why: Vec<Reason> = Vec::new();
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
            why.push(Reason::NotTakenUp);
            (Verdict::Undetermined, None)
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
                why.push(
                    answer
                        .as_ref()
                        .and_then(|answer| answer.reason)
                        .unwrap_or(Reason::Unstated),
                );
            }
            (Verdict::Undetermined, None)
        };
        let (verdict, not_applicable) = outcome;
        let met = verdict == Verdict::Met;
        let reason = not_applicable
            .map(|reason| reason.code().to_owned())
            .or_else(|| why.into_iter().min().map(code));
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
            level: self.level(criterion).to_owned(),
            draft: criterion.draft,
            effort: criterion.effort.clone(),
            verdict,
            reason,
            disposition: Disposition::Open,
            opens_gate: false,
            footing: answer.as_ref().filter(|_| met).map(|answer| answer.footing),
            reviewed: met && answer.as_ref().is_some_and(|answer| answer.reviewed),
            actors: criterion.actors.clone(),
            applies: applies.map(|answer| Applies {
                truth: answer.truth,
                reason: answer.reason.map(code),
                read: self.traces(&answer.reads),
            }),
            because: self.traces(&because),
            checks,
            sources: self.references(criterion),
            wording_reviewed_by: criterion.reviewed_by.clone(),
        }
    }

    fn checks(&self, criterion: &Criterion, scope: Scope<'_>) -> Judged {
        let mut results = Vec::new();
        let mut answers: Vec<Answer> = Vec::new();
        for check in &criterion.checks {
            let gate = check
                .applies
                .as_ref()
                .map(|condition: &Condition| condition.evaluate(scope));
            let gate_truth = gate.as_ref().map_or(Truth::True, |answer| answer.truth);
            let mut answer = check.require.evaluate(scope);
            if gate_truth == Truth::Unknown && answer.truth != Truth::True {
                answer.truth = Truth::Unknown;
                let reasons = [answer.reason, gate.as_ref().and_then(|gate| gate.reason)];
                answer.reason = reasons.into_iter().flatten().min();
            }
            let asked = gate_truth != Truth::False;
            if let Some(gate) = gate {
                answer.reads.splice(0..0, gate.reads);
            }
            results.push(CheckResult {
                id: check.id.clone(),
                truth: answer.truth,
                reason: answer.reason.map(code),
                footing: (answer.truth == Truth::True).then_some(answer.footing),
                asked,
                read: self.traces(&answer.reads),
            });
            if asked {
                answers.push(answer);
            }
        }
        let answer = (!answers.is_empty()).then(|| Answer::all(answers));
        Judged {
            checks: results,
            answer,
        }
    }

    fn references(&self, criterion: &Criterion) -> Vec<Reference> {
        criterion
            .sources
            .iter()
            .filter_map(|citation| {
                let source = self.catalog.source(&citation.source)?;
                let Standing {
                    status, from, says, ..
                } = source.standing(citation.at.as_deref(), self.project);
                Some(Reference {
                    source: citation.source.clone(),
                    at: citation.at.clone(),
                    relation: if citation.requires {
                        "requires"
                    } else {
                        "inspired-by"
                    }
                    .to_owned(),
                    status,
                    from: from.map(|date| date.to_string()),
                    because: says.map(|says| Words {
                        fr: says.fr,
                        en: says.en,
                    }),
                })
            })
            .collect()
    }

    fn role(&self, criterion: &Criterion) -> Role {
        let deployer =
            |actor: &String| matches!(actor.as_str(), "deployer" | "professional" | "controller");
        let supplier =
            |actor: &String| matches!(actor.as_str(), "supplier" | "designer" | "controller");
        match self.project.descriptor.string("system.acts-as") {
            Some("deployer") if !criterion.actors.iter().any(deployer) => {
                if criterion.relied_on_by.iter().any(deployer) {
                    Role::Relies
                } else {
                    Role::Other
                }
            }
            Some("supplier") if !criterion.actors.iter().any(supplier) => {
                if criterion.relied_on_by.iter().any(supplier) {
                    Role::Relies
                } else {
                    Role::Other
                }
            }
            _ => Role::Owes,
        }
    }

    fn phase(&self) -> Option<usize> {
        self.catalog
            .phase_rank(self.project.descriptor.string("system.phase")?)
    }

    fn not_yet_due(&self, criterion: &Criterion) -> bool {
        match (self.phase(), self.catalog.phase_rank(&criterion.phase)) {
            (Some(now), Some(due)) => due > now,
            _ => false,
        }
    }

    fn due_next(&self, findings: &[Finding]) -> Vec<String> {
        let next = self.phase().map(|now| now + 1);
        findings
            .iter()
            .filter(|finding| finding.reason.as_deref() == Some(NotApplicable::NotYetDue.code()))
            .filter(|finding| self.catalog.phase_rank(&finding.phase) == next)
            .map(|finding| finding.criterion.clone())
            .collect()
    }

    /// The claim that a criterion does not apply, and whether a person other than the declarant has reviewed it.
    fn claim(&self, id: &str) -> Option<(Vec<Read>, bool)> {
        let descriptor = self.project.descriptor;
        let entry = descriptor
            .entries("not-applicable")
            .into_iter()
            .find(|entry| descriptor.string(&format!("{entry}.criterion")) == Some(id))?;
        let keys = [
            "reason",
            "reviewed-by.name",
            "reviewed-by.role",
            "reviewed-by.on",
        ];
        let reads: Vec<Read> = keys
            .iter()
            .map(|key| self.read(&format!("{entry}.{key}")))
            .collect();
        let other = self
            .reviewer(&entry)
            .is_some_and(|reviewer| Some(reviewer) != self.declarant());
        let complete = reads.iter().all(|read| read.value().is_some());
        let past = descriptor
            .date(&format!("{entry}.reviewed-by.on"))
            .is_some_and(|on| on <= self.project.as_of);
        Some((reads, complete && other && past))
    }

    fn reviewer(&self, entry: &str) -> Option<String> {
        self.project
            .descriptor
            .string(&format!("{entry}.reviewed-by.name"))
            .map(evidence::fold)
    }

    fn declarant(&self) -> Option<String> {
        self.project
            .descriptor
            .string("declaration.by")
            .map(evidence::fold)
    }

    fn claims_by_the_declarant(&self) -> Vec<Diagnostic> {
        let descriptor = self.project.descriptor;
        descriptor
            .entries("not-applicable")
            .iter()
            .filter(|entry| {
                self.reviewer(entry).is_some() && self.reviewer(entry) == self.declarant()
            })
            .map(|entry| {
                Diagnostic::warning(
                    "claim-reviewed-by-declarant",
                    &descriptor.text,
                    descriptor.span(entry),
                )
            })
            .collect()
    }

    /// Facts that contradict the phase declared.
    fn contradictions(&self) -> Vec<Diagnostic> {
        let Some(now) = self.phase() else {
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Owes,
    Relies,
    Other,
}

fn code(reason: Reason) -> String {
    match reason {
        Reason::EvidenceAltered => "evidence-altered",
        Reason::EvidenceUnreadable => "evidence-unreadable",
        Reason::EvidenceMissing => "evidence-missing",
        Reason::EvidenceExpired => "evidence-expired",
        Reason::InsufficientEvidence => "insufficient-evidence",
        Reason::NotTakenUp => "not-taken-up",
        Reason::ClaimNotReviewed => "claim-not-reviewed",
        Reason::Placeholder => "placeholder",
        Reason::Unstated => "unstated",
    }
    .to_owned()
}
