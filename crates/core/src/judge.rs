//! The one verb: catalog, descriptor, evidence and date in, audit out.

use std::collections::BTreeMap;

use garant_rules::Lang;
use garant_rules::catalog::Catalog;
use garant_rules::load::hex;
use garant_source::Diagnostic;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::audience::Audience;
use crate::audit::{
    Audit, CatalogStamp, Declaration, FORMAT, FileStamp, LeftOut, Notice, System, Tool, VERSION,
};
use crate::bench::Bench;
use crate::descriptor::Descriptor;
use crate::error::AuditError;
use crate::evidence::{self, Files};
use crate::finding::{Finding, Words};
use crate::gate::{Gate, NEVER};
use crate::look::{self, Look};
use crate::project::Project;
use crate::readership::Readership;
use crate::score::{Footings, Score};
use crate::texts;
use crate::value::{Facts, ValueError};
use crate::verdict::{Disposition, Verdict};
use crate::{measures, opinion, redact, scope, takeup, validate, value, waiver};

/// What to judge, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request<'a> {
    /// The descriptor's name, as reports print it: relative, without `..`.
    pub name: &'a str,
    /// The descriptor.
    pub source: Source<'a>,
    /// The audit's date: what is due, expired or in force is so on that day.
    pub as_of: Date,
    /// The id of a profile of the catalog, before the one that the descriptor names; without either, the catalog's own.
    pub profile: Option<&'a str>,
    /// The id of the level from which the gate counts, before the profile's; `never` asks for no gate.
    pub gate: Option<&'a str>,
    /// Judge as if there were no waivers.
    pub ignore_waivers: bool,
    /// Read tables with a row a case even where the descriptor does not declare them free of patients' data.
    pub rows: bool,
    /// For whom the report is: what they may not see is withheld once everything is judged, so that verdicts are the same.
    pub audience: Audience,
    /// How the report presents itself, before what the descriptor states.
    pub look: Look,
}

/// What a descriptor is given as.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Source<'a> {
    /// A TOML text, of at most [`MAX_BYTES`](crate::descriptor::MAX_BYTES) bytes: the audit tells its lines.
    Text(&'a str),
    /// The facts of a value: the audit tells no line.
    Value(Facts),
}

impl<'a> Request<'a> {
    /// A request about a TOML text.
    pub fn new(name: &'a str, text: &'a str, as_of: Date) -> Self {
        Self::of(name, Source::Text(text), as_of)
    }

    /// A request about a value that serialises: a struct, a map, a JSON value. It is read here, once; see [`Facts`] for the form that it
    /// needs.
    ///
    /// # Errors
    /// When the value cannot be a descriptor of any catalog.
    pub fn of_value<T: Serialize + ?Sized>(
        name: &'a str,
        value: &T,
        as_of: Date,
    ) -> Result<Self, ValueError> {
        Ok(Self::of(name, Source::Value(Facts::of(value)?), as_of))
    }

    /// A request with what the descriptor and its profile say of themselves: profile, gate, look.
    pub fn of(name: &'a str, source: Source<'a>, as_of: Date) -> Self {
        Self {
            name,
            source,
            as_of,
            profile: None,
            gate: None,
            ignore_waivers: false,
            rows: false,
            audience: Audience::default(),
            look: Look::default(),
        }
    }

    /// The same, by a profile of the catalog, whatever the descriptor names.
    #[must_use]
    pub fn profile(self, profile: Option<&'a str>) -> Self {
        Self { profile, ..self }
    }

    /// The same, with another gate than the profile's: a level of the catalog, or `never`.
    #[must_use]
    pub fn gate(self, gate: Option<&'a str>) -> Self {
        Self { gate, ..self }
    }

    /// The same, as if there were no waivers.
    #[must_use]
    pub fn ignore_waivers(self, ignore_waivers: bool) -> Self {
        Self {
            ignore_waivers,
            ..self
        }
    }

    /// The same, reading tables with a row a case even where the descriptor does not declare them free of patients' data.
    #[must_use]
    pub fn rows(self, rows: bool) -> Self {
        Self { rows, ..self }
    }

    /// The same, for other readers.
    #[must_use]
    pub fn audience(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// The same, presented otherwise than the descriptor states.
    #[must_use]
    pub fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// The descriptor read and checked, and the text that its digest is of.
    pub(crate) fn descriptor(&self, catalog: &Catalog) -> Result<Descriptor, AuditError> {
        match &self.source {
            Source::Text(text) => Ok(validate::descriptor(catalog, self.name, text)?),
            Source::Value(facts) => {
                let canonical = facts.write(catalog)?;
                validate::canonical(catalog, self.name, canonical).map_err(AuditError::Descriptor)
            }
        }
    }
}

/// Judges a descriptor against a catalog at a date. Reads evidence through `files` alone, no clock, no environment; the same arguments
/// give the same audit, in any thread.
///
/// # Errors
/// [`AuditError::Descriptor`] with all problems of the descriptor when one of them is an error, [`AuditError::Profile`] and
/// [`AuditError::Gate`] where the request names what the catalog has not, [`AuditError::Value`] where a value is too large. What is
/// wrong with evidence is no error: the audit tells it.
pub fn audit(
    catalog: &Catalog,
    request: &Request<'_>,
    files: &dyn Files,
) -> Result<Audit, AuditError> {
    let descriptor = request.descriptor(catalog)?;
    let name = request
        .profile
        .or_else(|| descriptor.string("profile"))
        .unwrap_or(&catalog.default_profile);
    let Some(profile) = catalog.profile(name) else {
        return Err(AuditError::Profile {
            found: name.to_owned(),
            known: catalog
                .profiles
                .iter()
                .map(|profile| profile.id.clone())
                .collect(),
        });
    };
    let levels = catalog.levels.iter().map(|level| level.id.as_str());
    if let Some(gate) = request.gate
        && !levels.clone().chain([NEVER]).any(|known| known == gate)
    {
        return Err(AuditError::Gate {
            found: gate.to_owned(),
            known: levels.chain([NEVER]).map(str::to_owned).collect(),
        });
    }
    let mut evidence = evidence::read_all(&descriptor, files, request.as_of);
    let readership = Readership::new(catalog, &descriptor);
    let (measures, unread) =
        measures::read_all(catalog, &descriptor, &mut evidence, files, request.rows);
    let project = Project {
        descriptor: &descriptor,
        evidence: &evidence,
        as_of: request.as_of,
        readership: &readership,
        measures: &measures,
    };
    let suppliers = takeup::read_all(&descriptor, files, request.as_of, profile);
    let bench = Bench {
        catalog,
        profile,
        project: &project,
        suppliers: &suppliers,
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
    let (opinions, told) = opinion::read_all(&descriptor, request.as_of);
    warnings.extend(told);
    warnings.extend(evidence::warnings(&descriptor, files, request.as_of));
    warnings.extend(unread);
    warnings.extend(bench.contradictions());
    warnings.extend(bench.weak_claims(&findings));
    warnings.extend(takeup::warnings(catalog, &descriptor, &suppliers));
    let (look, unshown) = look::read(&descriptor, files, &request.look);
    warnings.extend(unshown);
    warnings.splice(0..0, descriptor.warnings.iter().cloned());
    if let Some(value) = &descriptor.value {
        for warning in &mut warnings {
            value.unplace(warning);
        }
    }
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
    let mut all: BTreeMap<_, _> = Lang::ALL
        .into_iter()
        .map(|lang| {
            let mut texts = texts::gather(catalog, profile, &findings, lang);
            let named = measures::told_words(catalog, &measures.0, lang);
            for (key, said) in named {
                texts.words.entry(key).or_insert(said);
            }
            (lang.code().to_owned(), texts)
        })
        .collect();
    opinion::add_words(catalog, &opinions, &mut all);
    let string = |path: &str| descriptor.string(path).map(str::to_owned);
    let read = match &request.source {
        Source::Text(text) => text,
        Source::Value(_) => descriptor.text.as_str(),
    };
    let mut whole = Audit {
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
            packs: catalog.packs.iter().map(|pack| pack.id.clone()).collect(),
        },
        profile: profile.id.clone(),
        descriptor: FileStamp {
            path: request.name.to_owned(),
            sha256: hex(&Sha256::digest(read.as_bytes())),
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
            services: services(&descriptor),
        },
        footings: Footings::of(&findings),
        actions: actions(catalog, &findings),
        due_next: bench.due_next(&findings),
        left_out: profile
            .without
            .iter()
            .map(|(criterion, says)| LeftOut {
                criterion: criterion.clone(),
                code: catalog
                    .criterion(criterion)
                    .map_or_else(String::new, |criterion| criterion.code.clone()),
                says: Words::of(says),
            })
            .collect(),
        gate,
        scores,
        findings,
        waivers,
        waivers_ignored: request.ignore_waivers,
        evidence: evidence.clone(),
        opinions,
        measures: measures.0.clone(),
        audience: Audience::Internal,
        audiences: readership.told(&redact::TOLD),
        takes_up: suppliers
            .into_iter()
            .map(|supplier| supplier.told)
            .collect(),
        scope: scope::scope(catalog, &project),
        layout: profile.layout.clone(),
        look,
        diagnostics: warnings
            .iter()
            .map(|warning| notice(catalog, warning))
            .collect(),
        texts: all,
    };
    if descriptor.value.is_some() {
        value::unplace(&mut whole);
    }
    Ok(redact::withhold(whole, request.audience))
}

/// A diagnostic with its sentence in both languages, from the words of the catalog that gave it.
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
        path: problem.path.clone(),
        says: Words {
            fr: catalog.words.fill(&key, Lang::Fr, &args),
            en: catalog.words.fill(&key, Lang::En, &args),
        },
        form: Words {
            fr: catalog.words.get(&key, Lang::Fr).to_owned(),
            en: catalog.words.get(&key, Lang::En).to_owned(),
        },
    }
}

/// The services of the sites, each once, in the descriptor's order.
fn services(descriptor: &Descriptor) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for entry in descriptor.entries("deployment.sites") {
        if let Some(service) = descriptor.string(&format!("{entry}.service"))
            && !found.iter().any(|known| known == service)
        {
            found.push(service.to_owned());
        }
    }
    found
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
