//! Fixtures: a short descriptor for one criterion, the verdict in its name, and `#~ VERDICT` on the lines that decide.
//!
//! Opens no file: a fixture is a name and a text; every file that it cites is there, but those whose path begins with `absent`. It
//! may carry the contents of files: see [`crate::carried`].

use std::io::Cursor;

use garant_rules::catalog::Catalog;
use garant_rules::criterion::Criterion;
use garant_rules::profile::Profile;
use garant_source::Diagnostic;
use jiff::civil::Date;

use crate::bench::Bench;
use crate::carried::{CARRIED, Carried};
use crate::descriptor::Descriptor;
use crate::evidence::{self, Evidence, Files, Handle, Refusal};
use crate::finding::Finding;
use crate::measures::{self, Measures};
use crate::project::{Memory, Project};
use crate::readership::Readership;
use crate::validate;
use crate::verdict::Verdict;

/// The date at which fixtures are judged.
pub const AS_OF: Date = Date::constant(2026, 11, 23);

/// What begins the mark of a line.
pub const MARK: &str = "#~";

/// A descriptor for one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    /// The criterion, `PACK/ID`.
    pub criterion: String,
    /// The file's stem: the verdict, and after `--` the case.
    pub name: String,
    /// The descriptor's text.
    pub text: String,
}

/// What is wrong with a fixture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The text is no descriptor.
    #[error("no valid descriptor: {}", join(.0))]
    Invalid(Vec<Diagnostic>),
    /// The catalog has no such profile.
    #[error("no such profile: {0}")]
    NoProfile(String),
    /// The catalog or the profile has no such criterion.
    #[error("no such criterion")]
    NoCriterion,
    /// The verdict is not the one of the name.
    #[error("gives {verdict} ({}): {checks}", reason.as_deref().unwrap_or("no reason"))]
    Verdict {
        /// The verdict given.
        verdict: &'static str,
        /// Why it is undetermined or not applicable.
        reason: Option<String>,
        /// The truth of each check.
        checks: String,
    },
    /// No line has a mark.
    #[error("no line is marked")]
    Unmarked,
    /// Lines with a mark did not decide.
    #[error("lines {strays:?} are marked, lines {decided:?} decided")]
    Strays {
        /// The lines that should have no mark.
        strays: Vec<usize>,
        /// The lines that decided.
        decided: Vec<usize>,
    },
}

impl Fixture {
    /// The verdict of the name.
    pub fn verdict(&self) -> &str {
        self.name.split("--").next().unwrap_or_default()
    }

    /// The lines marked with the verdict of the name, one-based.
    pub fn marked(&self) -> Vec<usize> {
        let mark = format!("{MARK} {}", self.verdict());
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(&mark) && !line.starts_with(CARRIED))
            .map(|(index, _)| index + 1)
            .collect()
    }

    /// Reads the descriptor once, for judging it many times.
    ///
    /// # Errors
    /// When the text is no descriptor, or names an unknown profile.
    pub fn read<'a>(&'a self, catalog: &'a Catalog, as_of: Date) -> Result<Reading<'a>, Fault> {
        let descriptor =
            validate::descriptor(catalog, "garant.toml", &self.text).map_err(Fault::Invalid)?;
        let name = match descriptor.string("profile") {
            Some(name) => name,
            None => self.home(catalog),
        };
        let profile = catalog
            .profile(name)
            .ok_or_else(|| Fault::NoProfile(name.to_owned()))?;
        let carried = Carried::of(&self.text);
        let mut evidence = evidence::read_all(&descriptor, &carried, as_of);
        let (measures, _) =
            measures::read_all(catalog, &descriptor, &mut evidence, &carried, false);
        Ok(Reading {
            fixture: self,
            marked: self.marked(),
            catalog,
            profile,
            descriptor,
            evidence,
            measures,
            as_of,
        })
    }

    /// What is wrong with it; nothing if it holds.
    pub fn fault(&self, catalog: &Catalog, as_of: Date) -> Option<Fault> {
        let judged = self
            .read(catalog, as_of)
            .and_then(|reading| Ok(reading.fault(self.own(catalog)?)));
        judged.unwrap_or_else(Some)
    }

    /// The verdict given, and the lines that decided it, sorted.
    ///
    /// # Errors
    /// When the text is no descriptor, or the criterion is not judged.
    pub fn deciding_lines(
        &self,
        catalog: &Catalog,
        as_of: Date,
    ) -> Result<(&'static str, Vec<usize>), Fault> {
        let finding = self.finding(catalog, as_of)?;
        Ok((finding.verdict.code(), finding.deciding_lines()))
    }

    /// What is found of the criterion, in the profile that the text names, else in the first that judges it.
    ///
    /// # Errors
    /// When the text is no descriptor, or the criterion is not judged.
    pub fn finding(&self, catalog: &Catalog, as_of: Date) -> Result<Finding, Fault> {
        self.read(catalog, as_of)?.finding(self.own(catalog)?)
    }

    /// The default profile, or the first one that judges the criterion where that one does not.
    fn home<'c>(&self, catalog: &'c Catalog) -> &'c str {
        let judges = |profile: &&Profile| {
            self.own(catalog)
                .is_ok_and(|own| profile.selects(catalog, own))
        };
        let default = catalog.profile(&catalog.default_profile).filter(judges);
        default
            .or_else(|| catalog.profiles.iter().find(judges))
            .map_or(&catalog.default_profile, |profile| &profile.id)
    }

    fn own<'c>(&self, catalog: &'c Catalog) -> Result<&'c Criterion, Fault> {
        let mut criteria = catalog.criteria.iter();
        criteria
            .find(|criterion| criterion.id == self.criterion)
            .ok_or(Fault::NoCriterion)
    }
}

/// A fixture whose descriptor is read: judges any form of its criterion.
#[derive(Debug)]
pub struct Reading<'a> {
    fixture: &'a Fixture,
    marked: Vec<usize>,
    catalog: &'a Catalog,
    profile: &'a Profile,
    descriptor: Descriptor,
    evidence: Vec<Evidence>,
    measures: Measures,
    as_of: Date,
}

impl Reading<'_> {
    /// What is wrong with the fixture under a form of its criterion, which need not be the catalog's.
    pub fn fault(&self, criterion: &Criterion) -> Option<Fault> {
        let finding = match self.finding(criterion) {
            Ok(finding) => finding,
            Err(fault) => return Some(fault),
        };
        if finding.verdict.code() != self.fixture.verdict() {
            return Some(Fault::Verdict {
                verdict: finding.verdict.code(),
                checks: checks(&finding),
                reason: finding.reason,
            });
        }
        if self.marked.is_empty() {
            return Some(Fault::Unmarked);
        }
        let decided = finding.deciding_lines();
        let strays: Vec<usize> = self
            .marked
            .iter()
            .filter(|line| !decided.contains(line))
            .copied()
            .collect();
        (!strays.is_empty()).then_some(Fault::Strays { strays, decided })
    }

    fn finding(&self, criterion: &Criterion) -> Result<Finding, Fault> {
        let readership = Readership::new(self.catalog, &self.descriptor);
        let project = Project {
            descriptor: &self.descriptor,
            evidence: &self.evidence,
            as_of: self.as_of,
            readership: &readership,
            measures: &self.measures,
            told: true,
            memory: Memory::default(),
        };
        let bench = Bench::new(self.catalog, self.profile, &project, &[]);
        if bench.selected(criterion) {
            Ok(bench.judge(criterion))
        } else {
            Err(Fault::NoCriterion)
        }
    }
}

/// The verdicts that a criterion can reach: each needs a fixture.
pub fn reachable(criterion: &Criterion) -> Vec<Verdict> {
    let fails = criterion
        .checks
        .iter()
        .any(|check| check.require.can_be_false());
    let mut verdicts = vec![Verdict::Met];
    verdicts.extend(fails.then_some(Verdict::NotMet));
    verdicts.extend([Verdict::Undetermined, Verdict::NotApplicable]);
    verdicts
}

/// The verdicts that a criterion can reach and that no fixture of it shows under the verdict's own name: the plain case, which its
/// page shows. Other cases have a name after `--`.
pub fn missing(criterion: &Criterion, fixtures: &[Fixture]) -> Vec<Verdict> {
    let shown = |verdict: &Verdict| {
        fixtures
            .iter()
            .any(|fixture| fixture.criterion == criterion.id && fixture.name == verdict.code())
    };
    reachable(criterion)
        .into_iter()
        .filter(|verdict| !shown(verdict))
        .collect()
}

/// Every file is there, but those whose path begins with `absent`.
#[derive(Clone, Copy, Debug)]
pub struct Shelf;

impl Files for Shelf {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        if path.starts_with("absent") {
            return Err(Refusal::Missing);
        }
        Ok(Box::new(Cursor::new(path.as_bytes().to_vec())))
    }
}

fn checks(finding: &Finding) -> String {
    let checks = finding.checks.iter().map(|check| {
        let reason = check.reason.as_deref().unwrap_or("no reason");
        format!("{} {} ({reason})", check.id, check.truth.code())
    });
    checks.collect::<Vec<_>>().join("; ")
}

fn join(problems: &[Diagnostic]) -> String {
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    problems.join("; ")
}
