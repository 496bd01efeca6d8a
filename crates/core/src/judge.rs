//! The one verb: catalog, descriptor, evidence and date in, audit out; and a brief of it, for many projects.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use garant_rules::catalog::Catalog;
use garant_rules::load::hex;
use garant_rules::profile::Profile;
use garant_rules::{Index, Lang};
use sha2::{Digest as _, Sha256};

use crate::audience::Audience;
use crate::audit::{
    Audit, CatalogStamp, Declaration, FORMAT, FileStamp, LeftOut, System, Tool, VERSION, notice,
};
use crate::brief::{Brief, Held};
use crate::case::Case;
use crate::descriptor::Descriptor;
use crate::error::AuditError;
use crate::evidence::{self, Files};
use crate::finding::{Finding, Words};
use crate::gate::{Gate, NEVER};
use crate::look;
use crate::readership::Readership;
use crate::request::{Request, Source};
use crate::score::{Footings, Score};
use crate::selection::Selection;
use crate::texts::{self, Lexicon};
use crate::verdict::{Disposition, Verdict};
use crate::{measures, opinion, redact, scope, takeup, value, waiver};

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
    Judge::new(catalog).audit(request, files)
}

/// A catalog made ready to judge many projects, in any number of threads.
#[derive(Debug)]
pub struct Judge<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) index: Index<'c>,
    /// By profile and language, each said at its first use.
    lexicons: Mutex<BTreeMap<(&'c str, &'static str), Arc<Lexicon>>>,
    /// By profile, each found at its first use.
    selections: Mutex<BTreeMap<&'c str, Arc<Selection<'c>>>>,
}

impl<'c> Judge<'c> {
    /// Makes a catalog ready.
    pub fn new(catalog: &'c Catalog) -> Self {
        Self {
            catalog,
            index: Index::of(catalog),
            lexicons: Mutex::default(),
            selections: Mutex::default(),
        }
    }

    fn selection(&self, profile: &'c Profile) -> Arc<Selection<'c>> {
        let mut selections = self
            .selections
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let own = selections
            .entry(&profile.id)
            .or_insert_with(|| Arc::new(Selection::of(self.catalog, profile)));
        Arc::clone(own)
    }

    fn lexicon(&self, profile: &'c Profile, lang: Lang) -> Arc<Lexicon> {
        let mut lexicons = self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        let own = lexicons
            .entry((&profile.id, lang.code()))
            .or_insert_with(|| Arc::new(Lexicon::of(self.catalog, &self.index, profile, lang)));
        Arc::clone(own)
    }

    /// Reads a descriptor and what it cites.
    pub(crate) fn open(
        &self,
        request: &Request<'_>,
        files: &dyn Files,
    ) -> Result<Case<'c>, AuditError> {
        let catalog = self.catalog;
        let descriptor = request.descriptor(catalog, &self.index)?;
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
        let wanted = request.gate.unwrap_or(&profile.gate);
        let mut known = levels.clone().chain([NEVER, profile.gate.as_str()]);
        let Some(gate) = known.find(|known| *known == wanted) else {
            return Err(AuditError::Gate {
                found: wanted.to_owned(),
                known: levels.chain([NEVER]).map(str::to_owned).collect(),
            });
        };
        let mut evidence = evidence::read_all(&descriptor, files, request.as_of);
        let (measures, unread) =
            measures::read_all(catalog, &descriptor, &mut evidence, files, request.rows);
        let suppliers = takeup::read_all(&descriptor, files, request.as_of, profile);
        Ok(Case {
            descriptor,
            profile,
            selection: self.selection(profile),
            gate,
            evidence,
            measures,
            suppliers,
            unread,
        })
    }

    /// The same as [`Brief::of`] the audit, in a fraction of its time: no trace and no word is gathered.
    ///
    /// # Errors
    /// Those of [`audit`].
    pub fn brief(&self, request: &Request<'_>, files: &dyn Files) -> Result<Brief<'c>, AuditError> {
        let catalog = self.catalog;
        if request.audience != Audience::Internal {
            return Ok(Brief::lasting(catalog, &self.audit(request, files)?));
        }
        let case = self.open(request, files)?;
        let descriptor = &case.descriptor;
        let sheet = case.sheet(catalog, request);
        let (held, waivers) = sheet.held(&sheet.rulings());
        Ok(Brief {
            descriptor: stamp(request, descriptor),
            profile: &case.profile.id,
            declaration: declaration(descriptor),
            system: system(descriptor),
            gate: Gate::weigh(catalog, &held, case.gate),
            scores: scores(catalog, &held),
            verdicts: held,
            waivers: placeless(descriptor, waivers, |waiver| &mut waiver.line),
            opinions: placeless(
                descriptor,
                opinion::read_all(descriptor, request.as_of).0,
                |opinion| &mut opinion.line,
            ),
            evidence: placeless(descriptor, case.evidence, |piece| &mut piece.line),
        })
    }

    /// Judges a descriptor, as [`audit`] does.
    ///
    /// # Errors
    /// Those of [`audit`].
    pub fn audit(&self, request: &Request<'_>, files: &dyn Files) -> Result<Audit, AuditError> {
        let catalog = self.catalog;
        let case = self.open(request, files)?;
        let descriptor = &case.descriptor;
        let readership = Readership::new(catalog, descriptor);
        let sheet = case.sheet(catalog, request);
        let project = sheet.project(&readership, true);
        let bench = sheet.bench(&project);
        let selected = case.selection.iter();
        let mut findings: Vec<Finding> = selected.map(|own| bench.judge(own.criterion)).collect();
        let (waivers, mut warnings) = waiver::apply(
            catalog,
            descriptor,
            &mut findings,
            request.as_of,
            request.ignore_waivers,
        );
        let (opinions, told) = opinion::read_all(descriptor, request.as_of);
        warnings.extend(told);
        warnings.extend(evidence::warnings(descriptor, files, request.as_of));
        warnings.extend(case.unread.iter().cloned());
        warnings.extend(bench.contradictions());
        warnings.extend(bench.weak_claims(&findings));
        warnings.extend(takeup::warnings(catalog, descriptor, &case.suppliers));
        let (look, unshown) = look::read(descriptor, files, &request.look);
        warnings.extend(unshown);
        warnings.splice(0..0, descriptor.warnings.iter().cloned());
        if let Some(value) = &descriptor.value {
            for warning in &mut warnings {
                value.unplace(warning);
            }
        }
        let held: Vec<Held<'_>> = findings.iter().map(Held::of).collect();
        let gate = Gate::weigh(catalog, &held, case.gate);
        let scores = scores(catalog, &held);
        let read = texts::fields_of(&findings);
        let langs = Lang::ALL.into_iter();
        let langs = langs.filter(|lang| request.only.is_none_or(|only| only == *lang));
        let mut all: BTreeMap<_, _> = langs
            .map(|lang| {
                let lexicon = self.lexicon(case.profile, lang);
                let mut texts = lexicon.gather(&self.index, &findings, &read);
                let named = measures::told_words(catalog, &case.measures.0, lang);
                for (key, said) in named {
                    texts.words.entry(key).or_insert(said);
                }
                (lang.code().to_owned(), texts)
            })
            .collect();
        opinion::add_words(catalog, &opinions, &mut all);
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
            profile: case.profile.id.clone(),
            descriptor: stamp(request, descriptor),
            lang: descriptor.string("lang").map(str::to_owned),
            declaration: declaration(descriptor),
            system: system(descriptor),
            footings: Footings::of(&findings),
            actions: actions(catalog, &findings),
            due_next: bench.due_next(&findings),
            left_out: case
                .profile
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
            evidence: case.evidence.clone(),
            opinions,
            measures: case.measures.0.clone(),
            audience: Audience::Internal,
            audiences: readership.told(&redact::TOLD),
            takes_up: case
                .suppliers
                .iter()
                .map(|supplier| supplier.told.clone())
                .collect(),
            scope: scope::scope(catalog, &project),
            layout: case.profile.layout.clone(),
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
}

pub(crate) fn stamp(request: &Request<'_>, descriptor: &Descriptor) -> FileStamp {
    let read = match &request.source {
        Source::Text(text) => text,
        Source::Value(_) => descriptor.text.as_str(),
    };
    FileStamp {
        path: request.name.to_owned(),
        sha256: hex(&Sha256::digest(read.as_bytes())),
    }
}

fn declaration(descriptor: &Descriptor) -> Declaration {
    let string = |path: &str| descriptor.string(path).map(str::to_owned);
    Declaration {
        by: string("declaration.by"),
        role: string("declaration.role"),
        organisation: string("declaration.organisation"),
        on: descriptor
            .date("declaration.on")
            .map(|date| date.to_string()),
    }
}

pub(crate) fn system(descriptor: &Descriptor) -> System {
    let string = |path: &str| descriptor.string(path).map(str::to_owned);
    System {
        id: string("system.id"),
        name: string("system.name"),
        version: string("system.version"),
        provider: string("system.provider"),
        summary: string("system.summary"),
        acts_as: string("system.acts-as"),
        phase: string("system.phase"),
        services: services(descriptor),
    }
}

/// The scores of the principles that findings have, in the catalog's order.
fn scores(catalog: &Catalog, held: &[Held<'_>]) -> Vec<Score> {
    let principles = catalog.principles.iter();
    principles
        .filter(|principle| held.iter().any(|held| held.principle == principle.id))
        .map(|principle| Score::weigh(&principle.id, held))
        .collect()
}

/// Entries without their lines, where the facts were no text.
fn placeless<T>(
    descriptor: &Descriptor,
    mut entries: Vec<T>,
    line: fn(&mut T) -> &mut Option<usize>,
) -> Vec<T> {
    if descriptor.value.is_some() {
        for entry in &mut entries {
            *line(entry) = None;
        }
    }
    entries
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
