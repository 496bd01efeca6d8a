//! Briefs and refusals in any order, folded into a portfolio: of each system a row stays.

use std::collections::{BTreeMap, BTreeSet};

use garant_rules::{Catalog, Lang};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::register;
use super::system::Told;
use super::{
    Counted, Deadline, Entry, FORMAT, Failing, IdleWaiver, Names, Opined, Portfolio, Principle,
    Refused, Register, Reservation, SameId, Service, Shared, Status, System, Tally, VERSION,
};
use crate::audience::Audience;
use crate::audit::{CatalogStamp, Tool};
use crate::brief::Brief;
use crate::gate;
use crate::score::Counts;
use crate::verdict::{Disposition, Verdict};

/// The layout of the profiles that are told on a single page.
const SHORT: &str = "page";

/// What holds for all systems of a portfolio.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Setting {
    /// The audits' date.
    pub as_of: Date,
    /// For whom it is.
    pub audience: Audience,
    /// Whether waivers were ignored.
    pub waivers_ignored: bool,
    /// The organisation that it presents itself for.
    pub organisation: Option<String>,
}

impl Setting {
    /// A portfolio at a date, for those who work on the projects.
    pub fn new(as_of: Date) -> Self {
        Self {
            as_of,
            audience: Audience::default(),
            waivers_ignored: false,
            organisation: None,
        }
    }

    /// The same, for other readers.
    #[must_use]
    pub fn audience(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// The same, told that waivers were ignored.
    #[must_use]
    pub fn waivers_ignored(self, waivers_ignored: bool) -> Self {
        Self {
            waivers_ignored,
            ..self
        }
    }

    /// The same, for an organisation.
    #[must_use]
    pub fn organisation(self, organisation: Option<String>) -> Self {
        Self {
            organisation,
            ..self
        }
    }
}

/// What goes in is not what comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} descriptors were found, and {told} are told")]
pub struct Miscounted {
    /// Descriptors found.
    pub found: usize,
    /// Rows and refusals.
    pub told: usize,
}

/// Folds briefs and refusals.
#[derive(Debug)]
pub struct Builder<'c> {
    catalog: &'c Catalog,
    setting: Setting,
    /// Place in the catalog and shared code, by id.
    known: FxHashMap<&'c str, (usize, Shared)>,
    /// By place in the catalog: verdicts, and whether some profile counts it as a draft.
    tallies: Vec<(Counts, usize, bool)>,
    profiles: BTreeSet<String>,
    systems: Vec<System>,
    deadlines: Vec<Deadline>,
    opinions: Vec<Opined>,
    reservations: Vec<Reservation>,
    idle: Vec<IdleWaiver>,
    refused: Vec<Refused>,
    unread: Vec<Refused>,
    unwritten: Vec<Refused>,
    ignored: usize,
}

impl<'c> Builder<'c> {
    /// An empty portfolio of a catalog.
    pub fn new(catalog: &'c Catalog, setting: Setting) -> Self {
        let criteria = catalog.criteria.iter().enumerate();
        Self {
            catalog,
            setting,
            known: criteria
                .map(|(place, criterion)| {
                    let code = Shared::from(criterion.code.as_str());
                    (criterion.id.as_str(), (place, code))
                })
                .collect(),
            tallies: vec![(Counts::default(), 0, false); catalog.criteria.len()],
            profiles: BTreeSet::new(),
            systems: Vec::new(),
            deadlines: Vec::new(),
            opinions: Vec::new(),
            reservations: Vec::new(),
            idle: Vec::new(),
            refused: Vec::new(),
            unread: Vec::new(),
            unwritten: Vec::new(),
            ignored: 0,
        }
    }

    /// Takes a brief of the descriptor at a path, where its report is, and whether it answers something beyond its identity
    /// ([`Answered`](super::Answered)), which counts only where nothing is met or not met.
    pub fn audited(
        &mut self,
        path: &str,
        report: Option<String>,
        brief: &Brief<'_>,
        answered: bool,
    ) {
        let path = Shared::from(path);
        let mut not_met = Vec::new();
        for held in &brief.verdicts {
            let Some((place, code)) = self.known.get(held.criterion) else {
                continue;
            };
            let waived = held.disposition == Disposition::Waived;
            if let Some((counts, systems, draft)) = self.tallies.get_mut(*place) {
                *systems += 1;
                *draft |= held.draft;
                match held.verdict {
                    Verdict::Met => counts.met += 1,
                    Verdict::NotMet => counts.not_met += 1,
                    Verdict::Undetermined => counts.undetermined += 1,
                    Verdict::NotApplicable => counts.not_applicable += 1,
                }
                counts.waived += usize::from(waived);
            }
            if held.verdict == Verdict::NotMet && !waived && !held.draft {
                not_met.push(Shared::clone(code));
            }
        }
        let shared = |id: &str| self.known.get(id).map(|(_, code)| Shared::clone(code));
        let named = |id: &str| shared(id).map_or_else(|| id.to_owned(), |code| code.to_string());
        let as_of = self.setting.as_of;
        let profile = self.catalog.profile(brief.profile);
        let short = profile.is_some_and(|profile| profile.layout == SHORT);
        let system = System::of(
            &path,
            report,
            brief,
            not_met,
            Told { short, answered },
            &shared,
        );
        let deadlines = Deadline::all(&path, brief, as_of, &named);
        let idle = IdleWaiver::all(&path, brief, &named);
        self.systems.push(system);
        self.deadlines.extend(deadlines);
        self.idle.extend(idle);
        self.opinions.extend(Opined::all(&path, brief));
        self.reservations.extend(Reservation::all(&path, brief));
        if !self.profiles.contains(brief.profile) {
            self.profiles.insert(brief.profile.to_owned());
        }
    }

    /// Takes a descriptor that could not be audited.
    pub fn refused(&mut self, refused: Refused) {
        self.refused.push(refused);
    }

    /// Takes a folder that could not be read.
    pub fn unread(&mut self, folder: Refused) {
        self.unread.push(folder);
    }

    /// Takes an audited system whose report could not be written.
    pub fn unwritten(&mut self, system: Refused) {
        self.unwritten.push(system);
    }

    /// Takes how many descriptors ignore files leave out.
    pub fn ignored(&mut self, count: usize) {
        self.ignored = count;
    }

    /// The portfolio of so many descriptors, with a register if there is one.
    ///
    /// # Errors
    /// When not each descriptor found was taken, once.
    pub fn finish(
        mut self,
        found: usize,
        register: Option<Vec<Entry>>,
    ) -> Result<Portfolio, Miscounted> {
        let told = self.systems.len() + self.refused.len();
        if told != found {
            return Err(Miscounted { found, told });
        }
        if let Some(entries) = &register {
            register::lend(entries, &mut self.systems);
        }
        self.systems.sort_by_cached_key(System::order);
        self.deadlines.sort_by_cached_key(Deadline::order);
        self.opinions.sort_by_cached_key(Opined::order);
        self.reservations.sort_by_cached_key(Reservation::order);
        self.idle.sort_by_cached_key(IdleWaiver::order);
        self.refused.sort();
        self.unread.sort();
        self.unwritten.sort();
        let criteria = self.criteria();
        let mut register = register.map(|entries| Register::of(&entries, &self.systems));
        let counts = self.counted(found, register.as_ref());
        // Of a system that nothing published tells of, the public learns no name.
        if let (Audience::Public, Some(register)) = (self.setting.audience, &mut register) {
            register.never_audited.clear();
        }
        let judged: BTreeSet<&str> = criteria.iter().map(|tally| &*tally.code).collect();
        let texts = Lang::ALL.into_iter().map(|lang| {
            let mut names = Names::of(self.catalog, &|code| judged.contains(code), lang);
            for (code, check) in self.named_checks() {
                names.add_check(self.catalog, code, check, lang);
            }
            (lang.code().to_owned(), names)
        });
        Ok(Portfolio {
            format: FORMAT.to_owned(),
            version: VERSION,
            tool: Tool {
                name: "garant".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            as_of: self.setting.as_of.to_string(),
            catalog: CatalogStamp {
                version: self.catalog.version.clone(),
                sha256: self.catalog.sha256.clone(),
                criteria: self.catalog.criteria.len(),
                packs: self
                    .catalog
                    .packs
                    .iter()
                    .map(|pack| pack.id.clone())
                    .collect(),
            },
            audience: self.setting.audience,
            waivers_ignored: self.setting.waivers_ignored,
            counts,
            texts: texts.collect(),
            principles: self.principles(&criteria),
            services: services(&self.systems),
            same_ids: same_ids(&self.systems),
            criteria,
            register,
            profiles: self.profiles.into_iter().collect(),
            organisation: self.setting.organisation,
            systems: self.systems,
            deadlines: self.deadlines,
            opinions: self.opinions,
            reservations: self.reservations,
            idle_waivers: self.idle,
            refused: self.refused,
            unread: self.unread,
            unwritten: self.unwritten,
        })
    }

    /// The checks that deadlines and waivers name, with the codes of their criteria.
    fn named_checks(&self) -> BTreeSet<(&str, &str)> {
        let ending = self.deadlines.iter().filter(|one| one.effect.is_some());
        let ending = ending.filter_map(|one| Some((one.id.as_str(), one.detail.as_deref()?)));
        let idle = self.idle.iter().flat_map(|one| {
            let named = one.check.iter().chain(&one.open_checks);
            named.map(|check| (one.criterion.as_str(), check.as_str()))
        });
        ending.chain(idle).collect()
    }

    fn criteria(&self) -> Vec<Tally> {
        let all = self.catalog.criteria.iter().zip(&self.tallies);
        let judged = all.filter(|(_, (_, systems, _))| *systems > 0);
        let mut tallies: Vec<Tally> = judged
            .map(|(criterion, (counts, systems, draft))| Tally {
                criterion: criterion.id.clone(),
                code: self.known.get(criterion.id.as_str()).map_or_else(
                    || criterion.code.as_str().into(),
                    |(_, code)| Shared::clone(code),
                ),
                principle: criterion.principle.clone(),
                level: criterion.level.clone(),
                draft: *draft,
                systems: *systems,
                counts: *counts,
            })
            .collect();
        tallies.sort_by_cached_key(Tally::order);
        tallies
    }

    fn principles(&self, criteria: &[Tally]) -> Vec<Principle> {
        let judged: BTreeSet<&str> = criteria
            .iter()
            .map(|tally| tally.principle.as_str())
            .collect();
        let ids = self.catalog.principles.iter().map(|term| term.id.as_str());
        ids.filter(|id| judged.contains(id))
            .map(|id| {
                let own = |wanted: &dyn Fn(Counts) -> bool| {
                    let has = |system: &&System| {
                        let mut scores = system.principles.iter();
                        scores.any(|score| score.principle == id && wanted(score.counts))
                    };
                    self.systems.iter().filter(has).count()
                };
                Principle {
                    principle: id.to_owned(),
                    failing: own(&|counts| counts.not_met > counts.waived),
                    open: own(&|counts| counts.undetermined > 0),
                    criteria: criteria
                        .iter()
                        .filter(|tally| tally.principle == id && !tally.draft && tally.open() > 0)
                        .map(|tally| Shared::clone(&tally.code))
                        .collect(),
                }
            })
            .collect()
    }

    fn counted(&self, found: usize, register: Option<&Register>) -> Counted {
        let gate = |state| {
            let own = self.systems.iter();
            own.filter(|system| system.gate.state == state).count()
        };
        let status = |status| {
            let own = self.systems.iter();
            own.filter(|system| system.status == status).count()
        };
        Counted {
            found,
            audited: self.systems.len(),
            refused: self.refused.len(),
            never_audited: register.map(|register| register.never_audited.len()),
            unread: self.unread.len(),
            ignored: self.ignored,
            unwritten: self.unwritten.len(),
            fails: gate(gate::State::Fails),
            inconclusive: gate(gate::State::Inconclusive),
            holds: gate(gate::State::Holds),
            not_asked: gate(gate::State::NotAsked),
            holds_short: {
                let own = self.systems.iter().filter(|system| system.short);
                own.filter(|system| system.gate.state == gate::State::Holds)
                    .count()
            },
            nothing_decided: status(Status::NothingDecided),
            not_started: status(Status::NotStarted),
            in_progress: status(Status::InProgress),
            complete: status(Status::Complete),
        }
    }
}

/// By service: those that state none are the last row. Paths in order.
fn services(systems: &[System]) -> Vec<Service> {
    type Own = (Vec<Shared>, BTreeMap<Shared, Vec<Shared>>);
    let mut by: BTreeMap<(bool, Option<&str>), Own> = BTreeMap::new();
    for system in systems {
        let stated = system.services.iter().map(|name| Some(name.as_str()));
        let none = system.services.is_empty().then_some(None);
        for service in stated.chain(none) {
            let (paths, failing) = by.entry((service.is_none(), service)).or_default();
            paths.push(Shared::clone(&system.path));
            for code in &system.not_met {
                let own = failing.entry(Shared::clone(code)).or_default();
                own.push(Shared::clone(&system.path));
            }
        }
    }
    by.into_iter()
        .map(|((_, service), (mut systems, failing))| {
            systems.sort();
            let mut failing: Vec<Failing> = failing
                .into_iter()
                .map(|(code, mut systems)| {
                    systems.sort();
                    Failing { code, systems }
                })
                .collect();
            failing.sort_by_key(|one| std::cmp::Reverse(one.systems.len()));
            Service {
                service: service.map(str::to_owned),
                systems,
                failing,
            }
        })
        .collect()
}

fn same_ids(systems: &[System]) -> Vec<SameId> {
    let mut by: BTreeMap<&str, Vec<Shared>> = BTreeMap::new();
    for system in systems {
        if let Some(id) = &system.id {
            by.entry(id).or_default().push(Shared::clone(&system.path));
        }
    }
    by.into_iter()
        .filter(|(_, paths)| paths.len() > 1)
        .map(|(id, mut paths)| {
            paths.sort();
            SameId {
                id: id.to_owned(),
                paths,
            }
        })
        .collect()
}
