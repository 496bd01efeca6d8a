//! Which figure of which evidence a condition compares: fields of the descriptor that name them.

use serde::{Deserialize, Serialize};

use super::Speaker;
use crate::facts::{Read, Scope};
use crate::field::Kind;
use crate::figure::{Ask, FigureKind};
use crate::load::conditions::Asked;
use crate::value::Value;

/// A figure, by path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    pub(super) evidence: String,
    pub(super) figure: FigureKind,
    metric: Option<String>,
    attribute: Option<String>,
    group: Option<String>,
}

/// The reads of the metric, of the attribute and of the group, where a condition has them.
#[derive(Debug)]
pub(super) struct Names([Option<Read>; 3]);

impl Subject {
    /// Reads what names the figure, the evidence aside.
    pub(super) fn read(&self, scope: Scope<'_>) -> Names {
        Names(self.paths().map(|path| Some(scope.read(path?))))
    }

    /// What is asked of the evidence with an id.
    pub(super) fn ask(&self, evidence: &str, names: &Names) -> Ask {
        let [metric, attribute, group] =
            names
                .0
                .each_ref()
                .map(|read| match read.as_ref().and_then(Read::value) {
                    Some(Value::Choice(id) | Value::Text(id)) => Some(id.clone()),
                    _ => None,
                });
        Ask {
            evidence: evidence.to_owned(),
            figure: self.figure,
            metric,
            attribute,
            group,
        }
    }

    pub(super) fn paths(&self) -> [Option<&str>; 3] {
        [&self.metric, &self.attribute, &self.group].map(Option::as_deref)
    }

    pub(super) fn say(&self, speaker: &Speaker<'_>) -> String {
        let code = self.figure.code();
        let key = match self.group {
            Some(_) => format!("operator.measured.{code}-of-group"),
            None => format!("operator.measured.{code}"),
        };
        let [metric, attribute, group] = self
            .paths()
            .map(|path| path.map_or_else(String::new, |path| speaker.title(path)));
        let args = [
            ("metric", metric.as_str()),
            ("attribute", &attribute),
            ("group", &group),
        ];
        speaker.fill(&key, &args)
    }

    pub(super) fn load(asked: &Asked<'_, '_>) -> Option<Self> {
        let figure = asked.figure("figure")?;
        let (gap, result) = (figure == FigureKind::Gap, figure == FigureKind::Result);
        let (attribute, group) = (asked.has("attribute"), asked.has("group"));
        if (gap || result) && !asked.has("metric") {
            asked.missing("metric");
        }
        if (gap || result && group) && !attribute {
            asked.missing("attribute");
        }
        if group && !result {
            asked.unsuited("group", figure.code());
        } else if result && attribute && !group {
            asked.missing("group");
        }
        let path = |key, kinds| asked.maybe_path(key, kinds).map(|field| field.path);
        Some(Self {
            evidence: asked.path("evidence", &[Kind::Evidence])?.path,
            figure,
            metric: path("metric", &[Kind::Choice]),
            attribute: path("attribute", &[Kind::Choice]),
            group: path("group", &[Kind::Text]),
        })
    }
}

impl Names {
    pub(super) fn reads(&self) -> impl Iterator<Item = &Read> {
        self.0.iter().flatten()
    }

    pub(super) fn into_reads(self) -> Vec<Read> {
        self.0.into_iter().flatten().collect()
    }
}
