//! The whole of what may be asked, in one value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::criterion::Criterion;
use crate::crosswalk::Crosswalk;
use crate::field::{Field, Section};
use crate::lang::Said;
use crate::operator::Condition;
use crate::profile::Profile;
use crate::reference::Source;
use crate::regime::Regime;
use crate::words::Words;

/// A named thing of a closed list: a principle, a phase, an actor, a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Kebab-case.
    pub id: String,
    /// Three letters, for principles.
    pub code: String,
    /// Whether it is one of the key ones.
    pub key: bool,
    /// For actors: the roles of a descriptor that owe what this actor owes.
    pub acts_as: Vec<String>,
    /// Its name.
    pub title: Said,
    /// What it stands for.
    pub says: Said,
}

/// A fact that shows that a project has reached a phase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhaseCheck {
    /// The phase reached at least.
    pub phase: String,
    /// The fact.
    pub when: Condition,
    /// In words.
    pub says: Said,
}

/// A set of criteria that were written together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Kebab-case.
    pub id: String,
    /// Whether its criteria are judged only by profiles that name it.
    pub on_request: bool,
    /// Its name.
    pub title: Said,
    /// Who wrote it, from what.
    pub says: Said,
}

/// A catalog, read and checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// Semantic version: major when a verdict may change.
    pub version: String,
    /// Its name.
    pub title: Said,
    /// SHA-256 of its files, names included, in sorted order.
    pub sha256: String,
    /// The SHA-256 of the catalog that a user's pack was added to.
    pub base: Option<String>,
    /// The profile taken when none is named.
    pub default_profile: String,
    /// Garant's grouping.
    pub principles: Vec<Term>,
    /// The official axis.
    pub cens: Vec<Term>,
    /// In chronological order.
    pub phases: Vec<Term>,
    /// Duty holders.
    pub actors: Vec<Term>,
    /// Strongest first.
    pub levels: Vec<Term>,
    /// Facts that contradict a phase.
    pub phase_checks: Vec<PhaseCheck>,
    /// Packs.
    pub packs: Vec<Pack>,
    /// Named conditions, with their words.
    pub definitions: BTreeMap<String, (Said, Condition)>,
    /// Cited texts.
    pub sources: Vec<Source>,
    /// The descriptor's sections and fields.
    pub sections: Vec<Section>,
    /// Criteria, by principle then code.
    pub criteria: Vec<Criterion>,
    /// Profiles.
    pub profiles: Vec<Profile>,
    /// Groups of duties that texts bring together, in the order shown.
    pub regimes: Vec<Regime>,
    /// Other frameworks, and what of them criteria ask.
    pub crosswalks: Vec<Crosswalk>,
    /// Withdrawn ids, with the successor's if there is one.
    pub tombstones: Vec<(String, String)>,
    /// Words.
    pub words: Words,
}

impl Catalog {
    /// All fields in the order shown.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field of a declared path (`data.datasets[].name`).
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.fields().find(|field| field.path == path)
    }

    /// The criterion of an id (`PACK/ID` or `ID`) or a code.
    pub fn criterion(&self, name: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| {
            criterion.id == name
                || criterion.code.eq_ignore_ascii_case(name)
                || criterion
                    .id
                    .split_once('/')
                    .is_some_and(|(_, id)| id == name)
        })
    }

    /// The source of an id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The pack of a criterion's id (`PACK/ID`).
    pub fn pack_of(&self, criterion: &str) -> Option<&Pack> {
        let (pack, _) = criterion.split_once('/')?;
        self.packs.iter().find(|known| known.id == pack)
    }

    /// The crosswalk of an id.
    pub fn crosswalk(&self, id: &str) -> Option<&Crosswalk> {
        self.crosswalks.iter().find(|known| known.id == id)
    }

    /// The profile of an id.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }

    /// The place of a phase in time.
    pub fn phase_rank(&self, id: &str) -> Option<usize> {
        self.phases.iter().position(|phase| phase.id == id)
    }

    /// The actors that a descriptor in a role answers for.
    pub fn answered_by<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a str> {
        let actors = self.actors.iter();
        let own = actors.filter(move |actor| actor.acts_as.iter().any(|known| known == role));
        own.map(|actor| actor.id.as_str())
    }

    /// Whether a descriptor in a role answers for one of the actors.
    pub fn answers_for(&self, role: &str, actors: &[String]) -> bool {
        self.answered_by(role)
            .any(|own| actors.iter().any(|actor| actor == own))
    }

    /// The rank of a level, strongest 0.
    pub fn level_rank(&self, id: &str) -> usize {
        self.levels
            .iter()
            .position(|level| level.id == id)
            .unwrap_or(self.levels.len())
    }
}

/// The declared path of a concrete one: `data.datasets[0].name` gives `data.datasets[].name`.
pub fn declared(path: &str) -> Cow<'_, str> {
    let Some((before, mut rest)) = path.split_once('[') else {
        return Cow::Borrowed(path);
    };
    let mut out = String::with_capacity(path.len());
    out.push_str(before);
    out.push('[');
    while let Some((_, after)) = rest.split_once(']') {
        out.push(']');
        let Some((between, inside)) = after.split_once('[') else {
            out.push_str(after);
            break;
        };
        out.push_str(between);
        out.push('[');
        rest = inside;
    }
    Cow::Owned(out)
}

/// A declared path with the numbers of a concrete one, in their order: `data.sets[].id` like `data.datasets[0].name` gives
/// `data.sets[0].id`. Where numbers are wanting, brackets stay empty.
pub fn concrete(declared: &str, like: &str) -> String {
    let mut numbers = like
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once(']'));
    let mut out = String::with_capacity(declared.len() + 2);
    for (at, part) in declared.split("[]").enumerate() {
        if at > 0 {
            let number = numbers.next().map_or("", |(number, _)| number);
            out.push('[');
            out.push_str(number);
            out.push(']');
        }
        out.push_str(part);
    }
    out
}
