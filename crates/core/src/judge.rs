//! The one verb: catalog, descriptor, evidence and date in, audit out.

use std::collections::BTreeMap;

use garant_rules::Lang;
use garant_rules::catalog::Catalog;
use garant_rules::load::hex;
use garant_source::diagnostic::nearest;
use garant_source::{Diagnostic, Span, Text};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::audience::Audience;
use crate::audit::{
    Audit, CatalogStamp, Declaration, FORMAT, FileStamp, LeftOut, Notice, System, Tool, VERSION,
};
use crate::bench::Bench;
use crate::evidence::{self, Files};
use crate::finding::{Finding, Words};
use crate::gate::Gate;
use crate::look::{self, Look};
use crate::project::Project;
use crate::readership::Readership;
use crate::score::{Footings, Score};
use crate::texts;
use crate::verdict::{Disposition, Verdict};
use crate::{measures, redact, scope, takeup, validate, waiver};

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
    /// Read tables with a row a case even where the descriptor does not declare them free of patients' data.
    pub rows: bool,
    /// For whom the report is: what others may not see is withheld once everything is judged.
    pub audience: Audience,
    /// How the report presents itself, before what the descriptor states.
    pub look: Look,
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
            rows: false,
            audience: Audience::default(),
            look: Look::default(),
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
    warnings.extend(evidence::warnings(&descriptor, files, request.as_of));
    warnings.extend(unread);
    warnings.extend(bench.contradictions());
    warnings.extend(bench.weak_claims(&findings));
    warnings.extend(takeup::warnings(catalog, &descriptor, &suppliers));
    let (look, unshown) = look::read(&descriptor, files, &request.look);
    warnings.extend(unshown);
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
            let mut texts = texts::gather(catalog, profile, &findings, lang);
            let named = measures::told_words(catalog, &measures.0, lang);
            for (key, said) in named {
                texts.words.entry(key).or_insert(said);
            }
            (lang.code().to_owned(), texts)
        })
        .collect();
    let string = |path: &str| descriptor.string(path).map(str::to_owned);
    let whole = Audit {
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
    Ok(redact::withhold(whole, request.audience))
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
        form: Words {
            fr: catalog.words.get(&key, Lang::Fr).to_owned(),
            en: catalog.words.get(&key, Lang::En).to_owned(),
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
