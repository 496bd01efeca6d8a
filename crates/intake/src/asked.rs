//! What a descriptor or a workbook asks for: which fields, and for which criteria.

use std::collections::{BTreeMap, BTreeSet};

use garant_core::asked::fields_of;
use garant_rules::Catalog;
use garant_rules::field::{Field, Kind};
use garant_rules::profile::Profile;

/// What names a project and its declarant in a report, and decides first which texts reach it, whatever the profile reads.
const NAMING: [&str; 7] = [
    "declaration.by",
    "declaration.organisation",
    "system.name",
    "system.version",
    "system.acts-as",
    "system.phase",
    "qualification.medical-device",
];

/// What declares a piece of evidence, where an answer may cite one.
const EVIDENCE: [&str; 4] = [
    "evidence",
    "evidence[].id",
    "evidence[].kind",
    "evidence[].path",
];

/// From what the fields are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Pick<'a> {
    /// Whose criteria read them; without one, all fields are asked, and those of the catalog's own profile bear codes.
    pub profile: Option<&'a Profile>,
    /// Ids of criteria that are not asked of the project.
    pub aside: &'a BTreeSet<String>,
    /// Declared paths that have an answer, and stay.
    pub answered: &'a BTreeSet<String>,
    /// Whether what no criterion of the catalog reads stays too: who declares, evidence, accepted risks, suppliers' audits.
    pub unread: bool,
}

/// The fields asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    fields: BTreeSet<String>,
    codes: BTreeMap<String, Vec<String>>,
}

impl Asked {
    /// Chooses among the fields of a catalog.
    pub fn new(catalog: &Catalog, from: Pick<'_>) -> Self {
        let own = catalog.profile(&catalog.default_profile);
        let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut read = BTreeSet::new();
        for criterion in &catalog.criteria {
            let paths = fields_of(catalog, criterion);
            let profile = from.profile.or(own);
            if profile.is_some_and(|profile| profile.selects(catalog, criterion))
                && !from.aside.contains(&criterion.id)
            {
                for path in &paths {
                    let known = codes.entry(path.clone()).or_default();
                    known.push(criterion.code.clone());
                }
            }
            read.extend(paths);
        }
        let wanted: BTreeSet<&String> = codes.keys().chain(from.answered).collect();
        let cites = wanted.iter().any(|path| {
            let field = catalog.field(path);
            field.is_some_and(|field| field.kind == Kind::Evidence)
        });
        let kept = |field: &&Field| {
            let path = field.path.as_str();
            from.profile.is_none()
                || wanted.contains(&field.path)
                || holds(&wanted, path)
                || needed(&wanted, field)
                || NAMING.contains(&path)
                || (cites && EVIDENCE.contains(&path))
                || (from.unread && !read.contains(path))
        };
        let mut fields: BTreeSet<String> = catalog
            .fields()
            .filter(kept)
            .map(|field| field.path.clone())
            .collect();
        let lists = catalog.fields().filter(|field| field.kind == Kind::List);
        let lists = lists.filter(|list| holds(&fields.iter().collect(), &list.path));
        let lists: Vec<String> = lists.map(|list| list.path.clone()).collect();
        fields.extend(lists);
        Self { fields, codes }
    }

    /// Whether a declared path is asked.
    pub fn asks(&self, path: &str) -> bool {
        self.fields.contains(path)
    }

    /// The codes of the criteria that read a declared path.
    pub fn codes(&self, path: &str) -> &[String] {
        self.codes.get(path).map_or(&[], Vec::as_slice)
    }
}

/// Whether one of the paths belongs to entries of a list.
fn holds(paths: &BTreeSet<&String>, list: &str) -> bool {
    let own = format!("{list}[].");
    paths.iter().any(|path| path.starts_with(&own))
}

/// An entry cannot be read without what it must have.
fn needed(wanted: &BTreeSet<&String>, field: &Field) -> bool {
    let list = field.path.split_once("[].").map(|(list, _)| list);
    field.required
        && list.is_some_and(|list| {
            holds(wanted, list) || wanted.iter().any(|path| path.as_str() == list)
        })
}
