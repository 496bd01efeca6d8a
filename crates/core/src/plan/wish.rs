//! One answer of a step: where it goes, what it has to be, and what the plan supposes in its place.

use garant_rules::Value;
use garant_rules::figure::FigureKind;
use garant_rules::range::Range;
use garant_rules::value::Duration;
use garant_rules::way::Wanted;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::draft::{Answer, Attached, Draft};
use super::ground::Ground;
use super::within::Within;
use super::witness;
use crate::finding::Words;
use crate::project::Project;
use garant_rules::facts::{Facts as _, Read};

/// An answer to give, or to give otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Wish {
    /// The concrete path: `evaluation.performed-on`, `deployment.sites[0].version`.
    pub path: String,
    /// The field's title.
    pub title: Words,
    /// Who knows the answer.
    pub actor: String,
    /// The body whose decision it tells: the project asks for it, and states what was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Words>,
    /// The line where it stands, or the table that should hold it; null for what is to be added, and where the facts were no text.
    pub line: Option<usize>,
    /// What is stated now; null where nothing is.
    pub stated: Json,
    /// What the project has to be able to state truthfully.
    pub wanted: Vec<Asked>,
    /// What the plan supposes in its place, so that the judge can judge: the field's example where it fits. It is not the project's answer.
    pub supposed: Json,
}

/// What an answer has to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Asked {
    /// Stated, whatever it is.
    Stated,
    /// This value.
    Equal {
        /// The value.
        value: Json,
    },
    /// Another than this value.
    Other {
        /// The value.
        value: Json,
    },
    /// One of these choices.
    OneOf {
        /// Their ids.
        values: Vec<String>,
    },
    /// None of these choices.
    NoneOf {
        /// Their ids.
        values: Vec<String>,
    },
    /// With this choice.
    With {
        /// Its id.
        value: String,
    },
    /// Without this choice.
    Without {
        /// Its id.
        value: String,
    },
    /// Not less than this.
    AtLeast {
        /// The bound.
        value: Json,
    },
    /// Not more than this.
    AtMost {
        /// The bound.
        value: Json,
    },
    /// At least so many.
    Entries {
        /// How many.
        count: usize,
    },
    /// At most so many; written even where there is none.
    FewEntries {
        /// How many.
        count: usize,
    },
    /// A day in this time, bounds included.
    Days {
        /// The first day; none where it is open.
        from: Option<String>,
        /// The last day; none where it is open.
        until: Option<String>,
    },
    /// A day that is not after another one, which nobody has stated yet.
    NotAfter {
        /// Where the other is stated.
        path: String,
        /// Its title.
        title: Words,
    },
    /// A day that is not before another one, which nobody has stated yet.
    NotBefore {
        /// Where the other is stated.
        path: String,
        /// Its title.
        title: Words,
    },
    /// A document that is there, unaltered and in date.
    Proof,
    /// A figure that keeps its limit.
    Figure {
        /// Which figure.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        figure: FigureKind,
        /// The id of the metric.
        metric: Option<String>,
        /// The id of the attribute.
        attribute: Option<String>,
        /// One group of it.
        group: Option<String>,
        /// The least value allowed.
        least: Option<f64>,
        /// The greatest value allowed.
        most: Option<f64>,
        /// The day that the figures have to be later than.
        after: Option<String>,
        /// About how many more cases would decide, where there are too few.
        more: Option<u64>,
        /// Whether what was found lies beyond the limit while its interval reaches back across it: nothing is decided.
        #[serde(default)]
        undecided: bool,
    },
}

impl Asked {
    fn of(wanted: &Wanted) -> Option<Self> {
        Some(match wanted {
            Wanted::Stated => Self::Stated,
            Wanted::Equal(value) => Self::Equal { value: json(value) },
            Wanted::Other(value) => Self::Other { value: json(value) },
            Wanted::OneOf(ids) => Self::OneOf {
                values: ids.clone(),
            },
            Wanted::NoneOf(ids) => Self::NoneOf {
                values: ids.clone(),
            },
            Wanted::With(id) => Self::With { value: id.clone() },
            Wanted::Without(id) => Self::Without { value: id.clone() },
            Wanted::AtLeast(value) => Self::AtLeast { value: json(value) },
            Wanted::AtMost(value) => Self::AtMost { value: json(value) },
            Wanted::Entries(count) => Self::Entries { count: *count },
            Wanted::FewEntries(count) => Self::FewEntries { count: *count },
            Wanted::Proof => Self::Proof,
            Wanted::Figure(sought) => Self::Figure {
                figure: sought.ask.figure,
                metric: sought.ask.metric.clone(),
                attribute: sought.ask.attribute.clone(),
                group: sought.ask.group.clone(),
                least: sought.range.least,
                most: sought.range.most,
                after: sought.after.map(|day| day.to_string()),
                more: sought.more,
                undecided: sought.undecided,
            },
            // Days are told together, entries are steps.
            Wanted::Days { .. } | Wanted::Entry => return None,
        })
    }
}

impl Wish {
    pub(super) fn of_answer(
        ground: &Ground<'_, '_>,
        project: &Project<'_>,
        draft: &Draft,
        answer: &Answer,
        within: Within,
    ) -> Self {
        let read = answer.wanted.iter();
        let read: Vec<Wanted> = read
            .filter(|wanted| !answer.settled.contains(wanted))
            .filter(|wanted| match wanted {
                Wanted::Days { from, until } => {
                    let mut bounds = [from, until].into_iter().flatten();
                    !bounds.any(|day| within.supposed.contains(day))
                }
                _ => true,
            })
            .cloned()
            .collect();
        let mut wanted: Vec<Asked> = read.iter().filter_map(Asked::of).collect();
        let since = draft.since(ground, &answer.path);
        let (from, until) = witness::days(&read, since);
        // What is still to be done is written, and judged, on the day that it is done.
        let until = until.filter(|day| since.is_none() || *day != ground.as_of());
        let from = from.max(within.from);
        let until = [until, within.until].into_iter().flatten().min();
        // What is supposed was judged: a bound that it does not keep is none.
        let day = match answer.value {
            Value::Date(day) => Some(day),
            _ => None,
        };
        let from = from.filter(|from| day.is_none_or(|day| *from <= day));
        let until = until.filter(|until| day.is_none_or(|day| day <= *until));
        if from.is_some() || until.is_some() {
            let text = |day: Option<Date>| day.map(|day| day.to_string());
            wanted.push(Asked::Days {
                from: text(from),
                until: text(until),
            });
        }
        wanted.extend(within.others);
        // Whatever is wanted has to be stated.
        if wanted.len() > 1 {
            wanted.retain(|asked| *asked != Asked::Stated);
        }
        if wanted.is_empty() {
            wanted.push(Asked::Stated);
        }
        Self::new(ground, project, &answer.path, wanted, json(&answer.value))
    }

    pub(super) fn of_piece(
        ground: &Ground<'_, '_>,
        project: &Project<'_>,
        piece: &Attached,
    ) -> Self {
        let sought = piece.sought.iter();
        let stated = |path: &String| ground.stated(path).is_some();
        let mut wanted: Vec<Asked> = sought
            .filter_map(|sought| {
                let mut sought = sought.clone();
                // What the plan supposes of a limit is not the project's.
                if !sought.set_by.iter().all(stated) {
                    sought.range = Range::default();
                    sought.after = None;
                    sought.more = None;
                }
                Asked::of(&Wanted::Figure(Box::new(sought)))
            })
            .collect();
        if wanted.is_empty() {
            wanted.push(Asked::Proof);
        }
        Self::new(
            ground,
            project,
            &piece.at,
            wanted,
            Json::from(piece.id.as_str()),
        )
    }

    /// A piece that the descriptor cites already.
    pub(super) fn of_cited(ground: &Ground<'_, '_>, project: &Project<'_>, at: &str) -> Self {
        let stated = ground.stated(at).map_or(Json::Null, json);
        Self::new(ground, project, at, vec![Asked::Proof], stated)
    }

    fn new(
        ground: &Ground<'_, '_>,
        project: &Project<'_>,
        path: &str,
        wanted: Vec<Asked>,
        supposed: Json,
    ) -> Self {
        let field = ground.field(path);
        let read = Read::new(path, project.look_up(path));
        let trace = project.told(&read);
        let value = ground.case.descriptor.value.is_some();
        Self {
            path: path.to_owned(),
            title: field
                .map(|field| Words::of(&field.title))
                .unwrap_or_default(),
            actor: field.map_or_else(String::new, |field| field.actor.clone()),
            decided_by: field
                .and_then(|field| field.decided_by.as_ref())
                .map(Words::of),
            line: trace.line.filter(|_| !value),
            stated: trace.value,
            wanted,
            supposed,
        }
    }
}

/// A value as the descriptor would write it.
pub(super) fn json(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::from(*value),
        Value::Integer(value) => Json::from(*value),
        Value::Number(value) => Json::from(*value),
        Value::Text(text) | Value::Choice(text) => Json::from(text.as_str()),
        Value::Choices(texts) | Value::Texts(texts, _) => Json::from(texts.clone()),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Duration(duration) => Json::from(Duration::to_string(duration)),
        Value::List(_) => Json::Array(Vec::new()),
    }
}
