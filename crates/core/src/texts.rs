//! Every word of the catalog that a report of one audit needs, in one language.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use garant_rules::catalog::{Catalog, Term, declared};
use garant_rules::criterion::Criterion;
use garant_rules::facts::Parameters;
use garant_rules::operator::Speaker;
use garant_rules::profile::Profile;
use garant_rules::reference::Source;
use garant_rules::{Condition, Index, Lang};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// Words by id.
type ByName = BTreeMap<String, String>;

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Texts {
    /// The catalog's name.
    pub catalog: String,
    /// The profile's name.
    pub profile: String,
    /// Names of principles.
    pub principles: ByName,
    /// What principles stand for.
    pub principle_says: ByName,
    /// Names of the principles of the official axis.
    pub cens: ByName,
    /// Names of phases, with their order in the key `order`.
    pub phases: ByName,
    /// Phases in chronological order.
    pub phase_order: Vec<String>,
    /// Names of actors.
    pub actors: ByName,
    /// Names of levels.
    pub levels: ByName,
    /// Criteria.
    pub criteria: BTreeMap<String, Arc<CriterionTexts>>,
    /// Cited texts.
    pub sources: BTreeMap<String, Arc<SourceTexts>>,
    /// Titles of the fields read, by declared path.
    pub fields: ByName,
    /// Words of statuses, reasons and kinds, by dotted key.
    pub words: ByName,
}

/// The words of a criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CriterionTexts {
    /// What holds when it is met.
    pub title: String,
    /// What is asked.
    pub asks: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// What a committee may ask the declarant while it is open; left out where nobody wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// When it applies, in words; null where it always does.
    pub applies: Option<String>,
    /// Checks by id.
    pub checks: BTreeMap<String, CheckTexts>,
    /// What its parameters are.
    pub parameters: Vec<String>,
}

/// The words of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CheckTexts {
    /// The statement.
    pub says: String,
    /// How it is decided, said by the operators.
    pub how: String,
}

/// The words of a cited text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SourceTexts {
    /// As cited in a line.
    pub short: String,
    /// In full.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its kind.
    pub force: String,
    /// How far it was read.
    pub verification: String,
    /// Where it is.
    pub url: Option<String>,
    /// Limits of what was read.
    pub note: Option<String>,
    /// What its places ask, in our words.
    pub at: ByName,
    /// How far places were read, where it differs.
    pub at_verification: ByName,
}

/// The parameters of a criterion: its own values, but for those that the profile sets.
pub fn parameters(criterion: &Criterion, profile: &Profile) -> Parameters {
    let set = profile.parameters.get(&criterion.id);
    criterion
        .parameters
        .iter()
        .map(|(name, parameter)| {
            let value = set
                .and_then(|set| set.get(name))
                .unwrap_or(&parameter.value);
            (name.clone(), value.clone())
        })
        .collect()
}

/// What the words of audits by one profile share, in one language: said once, for many projects.
#[derive(Debug)]
pub(crate) struct Lexicon {
    names: Texts,
    criteria: BTreeMap<String, Arc<CriterionTexts>>,
    sources: BTreeMap<String, Arc<SourceTexts>>,
    lang: Lang,
}

impl Lexicon {
    /// Says what audits by a profile may need.
    pub(crate) fn of(catalog: &Catalog, index: &Index<'_>, profile: &Profile, lang: Lang) -> Self {
        let selected = catalog
            .criteria
            .iter()
            .filter(|criterion| profile.selects(catalog, criterion));
        let criterion = |criterion: &Criterion| {
            let texts = texts_of(catalog, index, profile, criterion, lang);
            (criterion.id.clone(), Arc::new(texts))
        };
        let source = |source: &Source| (source.id.clone(), Arc::new(source_texts(source, lang)));
        Self {
            names: names(catalog, profile, lang),
            criteria: selected.map(criterion).collect(),
            sources: catalog.sources.iter().map(source).collect(),
            lang,
        }
    }

    /// All words of the catalog that a report of these findings needs.
    pub(crate) fn gather(
        &self,
        index: &Index<'_>,
        findings: &[Finding],
        read: &BTreeSet<Cow<'_, str>>,
    ) -> Texts {
        let lang = self.lang;
        let mut texts = self.names.clone();
        for finding in findings {
            if let Some(own) = self.criteria.get(&finding.criterion) {
                texts
                    .criteria
                    .insert(finding.criterion.clone(), Arc::clone(own));
            }
            for reference in &finding.sources {
                if let Some(own) = self.sources.get(&reference.source)
                    && !texts.sources.contains_key(&reference.source)
                {
                    texts
                        .sources
                        .insert(reference.source.clone(), Arc::clone(own));
                }
            }
            choices(index, finding, lang, &mut texts.words);
        }
        for path in read {
            if let Some(field) = index.field(path) {
                let title = field.title.get(lang).to_owned();
                texts.fields.insert(path.to_string(), title);
            }
        }
        texts
    }
}

/// The declared paths of the fields that findings tell of.
pub(crate) fn fields_of(findings: &[Finding]) -> BTreeSet<Cow<'_, str>> {
    let mut paths: FxHashSet<&str> = FxHashSet::default();
    for finding in findings {
        let sources = finding.sources.iter();
        paths.extend(sources.flat_map(|own| &own.depends_on).map(String::as_str));
        let applies = finding.applies.iter().flat_map(|applies| &applies.read);
        let checks = finding.checks.iter().flat_map(|check| &check.read);
        let all = checks.chain(applies).chain(&finding.because);
        paths.extend(all.map(|read| read.path.as_str()));
    }
    paths.into_iter().map(declared).collect()
}

/// The names that every report of a profile needs.
fn names(catalog: &Catalog, profile: &Profile, lang: Lang) -> Texts {
    let names = |terms: &[Term]| -> ByName {
        terms
            .iter()
            .map(|term| (term.id.clone(), term.title.get(lang).to_owned()))
            .collect()
    };
    Texts {
        catalog: catalog.title.get(lang).to_owned(),
        profile: profile.title.get(lang).to_owned(),
        principles: names(&catalog.principles),
        principle_says: catalog
            .principles
            .iter()
            .map(|term| (term.id.clone(), term.says.get(lang).to_owned()))
            .collect(),
        cens: names(&catalog.cens),
        phases: names(&catalog.phases),
        phase_order: catalog
            .phases
            .iter()
            .map(|phase| phase.id.clone())
            .collect(),
        actors: names(&catalog.actors),
        levels: names(&catalog.levels),
        words: catalog
            .words
            .said
            .iter()
            .filter(|(key, _)| !key.starts_with("operator.") && !key.starts_with("diagnostic."))
            .map(|(key, said)| (key.clone(), said.get(lang).to_owned()))
            .collect(),
        ..Texts::default()
    }
}

/// The words of the choices that name a figure: its metric and its attribute, as the same check reads them.
fn choices(index: &Index<'_>, finding: &Finding, lang: Lang, words: &mut ByName) {
    for check in &finding.checks {
        let figures = check.read.iter().flat_map(|read| &read.figures);
        let ids: Vec<&String> = figures
            .flat_map(|figure| [&figure.metric, &figure.attribute])
            .flatten()
            .collect();
        for read in check.read.iter().filter(|_| !ids.is_empty()) {
            let field = index.field(&declared(&read.path));
            for choice in field.iter().flat_map(|field| &field.choices) {
                if ids.contains(&&choice.id) && read.value.as_str() == Some(&choice.id) {
                    let said = choice.title.get(lang).to_owned();
                    words.insert(format!("choice.{}", choice.id), said);
                }
            }
        }
    }
}

/// The words of a criterion in a profile.
pub fn criterion_texts(
    catalog: &Catalog,
    profile: &Profile,
    criterion: &Criterion,
    lang: Lang,
) -> CriterionTexts {
    texts_of(catalog, &Index::of(catalog), profile, criterion, lang)
}

fn texts_of(
    catalog: &Catalog,
    index: &Index<'_>,
    profile: &Profile,
    criterion: &Criterion,
    lang: Lang,
) -> CriterionTexts {
    let parameters = parameters(criterion, profile);
    let speaker = Speaker {
        words: &catalog.words,
        index,
        lang,
        parameters: &parameters,
        list: "",
    };
    let say = |condition: &Condition| condition.say(&speaker);
    CriterionTexts {
        title: criterion.title.get(lang).to_owned(),
        asks: criterion.asks.get(lang).to_owned(),
        why: criterion.why.get(lang).to_owned(),
        remedy: criterion.remedy.get(lang).to_owned(),
        question: criterion
            .question
            .as_ref()
            .map(|question| question.get(lang).to_owned()),
        applies: criterion.applies.as_ref().map(say),
        checks: criterion
            .checks
            .iter()
            .map(|check| {
                let mut how = say(&check.require);
                if let Some(applies) = &check.applies {
                    how = speaker.fill(
                        "operator.if",
                        &[("condition", &say(applies)), ("then", &how)],
                    );
                }
                (
                    check.id.clone(),
                    CheckTexts {
                        says: check.says.get(lang).to_owned(),
                        how,
                    },
                )
            })
            .collect(),
        parameters: criterion
            .parameters
            .iter()
            .map(|(name, parameter)| {
                let value = parameters
                    .get(name)
                    .map(|value| speaker.value("", value))
                    .unwrap_or_default();
                let says = parameter.says.get(lang).trim_end_matches('.');
                speaker.fill("operator.parameter", &[("says", says), ("value", &value)])
            })
            .collect(),
    }
}

fn source_texts(source: &Source, lang: Lang) -> SourceTexts {
    SourceTexts {
        short: source.short.get(lang).to_owned(),
        title: source.title.get(lang).to_owned(),
        publisher: source.publisher.get(lang).to_owned(),
        force: source.force.code().to_owned(),
        verification: source.verification.clone(),
        url: source.url.clone(),
        note: source.note.as_ref().map(|note| note.get(lang).to_owned()),
        at: source
            .locators
            .iter()
            .map(|place| (place.at.clone(), place.says.get(lang).to_owned()))
            .collect(),
        at_verification: source
            .locators
            .iter()
            .filter_map(|place| Some((place.at.clone(), place.verification.clone()?)))
            .collect(),
    }
}
