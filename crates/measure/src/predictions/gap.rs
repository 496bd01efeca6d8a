//! Differences and ratios of groups against a reference group.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ranks::Auroc;
use super::rates::{METRICS, Worse};
use super::tally::{By, StratumCounts, Tally};
use crate::interval::{Figure, Proportion, holm};
use crate::problem::Problem;

/// A group against the reference group of its attribute. The difference is the group's figure minus the reference's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Gap {
    /// The figure compared: a rate, or `auroc`.
    pub metric: String,
    /// The attribute, or the crossed attributes joined by ` x `.
    pub attribute: String,
    /// The group, or the crossed groups joined by ` x `; null is *not recorded*.
    pub group: Option<String>,
    /// The reference group.
    pub reference: String,
    /// The group's stratum.
    pub by: By,
    /// Group − reference, with Newcombe's interval (`DeLong`'s for `auroc`).
    pub difference: Figure,
    /// Group / reference, with Katz's interval; null for `auroc`.
    pub ratio: Figure,
    /// Two-sided p-value of no difference, where a correction was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// The same, corrected for all comparisons of the report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_corrected: Option<f64>,
    /// Whether it is left out to protect a small group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// The group that a figure serves worst, among those recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Worst {
    /// The figure.
    pub metric: String,
    /// The attribute, or the crossed attributes joined by ` x `.
    pub attribute: String,
    /// The group.
    pub group: String,
    /// Its figure.
    #[serde(flatten)]
    pub figure: Figure,
}

/// The strata of one attribute or crossing.
pub(super) struct Family<'a> {
    pub(super) name: String,
    pub(super) members: Vec<Member<'a>>,
}

pub(super) struct Member<'a> {
    pub(super) index: usize,
    pub(super) stratum: &'a StratumCounts,
    /// None when a value is not recorded.
    pub(super) group: Option<String>,
    /// As `group`, with the values that are not recorded said so.
    pub(super) label: Option<String>,
}

/// What joins crossed attributes and groups.
pub const CROSS: &str = " x ";
/// A value that is not recorded, in the name of a crossed group.
pub const NOT_RECORDED: &str = "(not recorded)";

pub(super) fn families(tally: &Tally) -> Vec<Family<'_>> {
    let single = tally.attributes.iter().map(|name| vec![name.clone()]);
    let all = single.chain(tally.crossings.iter().cloned());
    all.map(|names| Family {
        name: names.join(CROSS),
        members: tally
            .strata
            .iter()
            .enumerate()
            .filter(|(_, stratum)| {
                stratum.by.len() == names.len()
                    && names.iter().all(|name| stratum.by.contains_key(name))
            })
            .map(|(index, stratum)| {
                let values = names
                    .iter()
                    .map(|name| stratum.by.get(name).cloned().flatten());
                let values: Vec<Option<String>> = values.collect();
                let known: Option<Vec<String>> = values.iter().cloned().collect();
                let none = values.iter().all(Option::is_none);
                let said = values
                    .iter()
                    .map(|it| it.as_deref().unwrap_or(NOT_RECORDED));
                Member {
                    index,
                    stratum,
                    group: known.map(|known| known.join(CROSS)),
                    label: (!none).then(|| said.collect::<Vec<_>>().join(CROSS)),
                }
            })
            .collect(),
    })
    .collect()
}

impl Family<'_> {
    /// The reference: the group named, else the largest recorded one, ties by name.
    fn reference(&self, named: Option<&String>) -> Result<Option<&Member<'_>>, Problem> {
        let known = || self.members.iter().filter(|member| member.group.is_some());
        if let Some(named) = named {
            let found = known().find(|member| member.group.as_ref() == Some(named));
            return match found {
                Some(member) => Ok(Some(member)),
                None => Err(Problem::new("unknown-reference")
                    .with("attribute", &self.name)
                    .with("group", named)),
            };
        }
        // Members are in the order of their names, so that the first of the largest is kept.
        let largest = known().map(|member| member.stratum.counts.n()).max();
        Ok(known().find(|member| Some(member.stratum.counts.n()) == largest))
    }
}

/// All gaps, and the groups that are served worst.
///
/// # Errors
/// `unknown-reference`.
pub(super) fn gaps(
    tally: &Tally,
    auroc: &[Option<Auroc>],
    references: &BTreeMap<String, String>,
    correct: bool,
) -> Result<(Vec<Gap>, Vec<Worst>), Problem> {
    let families = families(tally);
    for attribute in references.keys() {
        if !families.iter().any(|family| family.name == *attribute) {
            return Err(Problem::new("unknown-reference")
                .with("attribute", attribute)
                .with("group", ""));
        }
    }
    let mut gaps = Vec::new();
    let mut worst = Vec::new();
    for family in &families {
        let Some(reference) = family.reference(references.get(&family.name))? else {
            continue;
        };
        let name = reference.group.clone().unwrap_or_default();
        for metric in METRICS {
            let theirs = metric.proportion(&reference.stratum.counts);
            for member in &family.members {
                if member.index == reference.index {
                    continue;
                }
                let own = metric.proportion(&member.stratum.counts);
                gaps.push(Gap {
                    difference: both(own, theirs, Proportion::minus),
                    ratio: both(own, theirs, Proportion::over),
                    p: match (correct, own, theirs) {
                        (true, Some(own), Some(theirs)) => own.p_value(theirs),
                        _ => None,
                    },
                    ..gap(metric.name, family, member, &name)
                });
            }
            let served = family.members.iter().filter_map(|member| {
                let value = metric.proportion(&member.stratum.counts)?;
                Some((
                    member.group.clone()?,
                    Figure::new(value.value, value.wilson()),
                ))
            });
            worst.extend(
                metric
                    .worse
                    .and_then(|end| pick(metric.name, family, end, served)),
            );
        }
        let at = |member: &Member<'_>| auroc.get(member.index).copied().flatten();
        if auroc.is_empty() {
            continue;
        }
        for member in &family.members {
            if member.index == reference.index {
                continue;
            }
            let pair = at(member).zip(at(reference));
            let (difference, p) =
                pair.map_or_else(Default::default, |(own, theirs)| own.minus(theirs));
            gaps.push(Gap {
                difference,
                p: p.filter(|_| correct),
                ..gap("auroc", family, member, &name)
            });
        }
        let served = family
            .members
            .iter()
            .filter_map(|member| Some((member.group.clone()?, at(member)?.figure())));
        worst.extend(pick("auroc", family, Worse::Low, served));
    }
    if correct {
        let known: Vec<f64> = gaps.iter().filter_map(|gap| gap.p).collect();
        let mut corrected = holm(&known).into_iter();
        for gap in gaps.iter_mut().filter(|gap| gap.p.is_some()) {
            gap.p_corrected = corrected.next();
        }
    }
    Ok((gaps, worst))
}

fn gap(metric: &str, family: &Family<'_>, member: &Member<'_>, reference: &str) -> Gap {
    Gap {
        metric: metric.to_owned(),
        attribute: family.name.clone(),
        group: member.label.clone(),
        reference: reference.to_owned(),
        by: member.stratum.by.clone(),
        difference: Figure::default(),
        ratio: Figure::default(),
        p: None,
        p_corrected: None,
        masked: false,
    }
}

fn both(
    own: Option<Proportion>,
    theirs: Option<Proportion>,
    compare: fn(Proportion, Proportion) -> Figure,
) -> Figure {
    own.zip(theirs)
        .map_or_else(Figure::default, |(own, theirs)| compare(own, theirs))
}

fn pick(
    metric: &str,
    family: &Family<'_>,
    end: Worse,
    served: impl Iterator<Item = (String, Figure)>,
) -> Option<Worst> {
    let rank = |figure: &Figure| {
        let value = figure.value.unwrap_or(f64::NAN);
        match end {
            Worse::Low => value,
            Worse::High => -value,
        }
    };
    let (group, figure) = served.min_by(|(_, a), (_, b)| rank(a).total_cmp(&rank(b)))?;
    Some(Worst {
        metric: metric.to_owned(),
        attribute: family.name.clone(),
        group,
        figure,
    })
}
