//! A cause in a sentence.

use garant_core::change::{Cause, DiffTexts, Given, Reading, Stated};
use garant_core::verdict::Verdict;
use garant_rules::figure::FigureKind;
use serde_json::Value;

use crate::lang::Words;

/// A text of an answer is cut after so many characters: the line tells the rest.
const CUT: usize = 60;

/// Says causes in one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker<'a> {
    pub(super) texts: &'a DiffTexts,
    pub(super) words: &'a Words,
}

impl Speaker<'_> {
    /// A word of the catalog; its key where nobody wrote one.
    pub(super) fn word(&self, key: &str) -> String {
        let said = self.texts.words.get(key);
        said.map_or_else(|| key.to_owned(), Clone::clone)
    }

    /// A word of a state, or what stands for nothing.
    pub(super) fn state<T: serde::Serialize>(&self, room: &str, state: Option<T>) -> String {
        let code = state.and_then(|state| serde_json::to_value(state).ok());
        match code.as_ref().and_then(Value::as_str) {
            Some(code) => self.word(&format!("{room}.{code}")),
            None => self.words.get("diff.absent").to_owned(),
        }
    }

    fn verdict(&self, verdict: Option<Verdict>) -> Option<String> {
        verdict.map(|verdict| self.word(&format!("verdict.{}", verdict.code())))
    }

    /// A cause in a sentence, without its line.
    pub(super) fn cause(&self, cause: &Cause) -> String {
        let say = |key: &str, args: &[(&str, &str)]| self.words.fill(key, args);
        match cause {
            Cause::Answer {
                change,
                path,
                field,
                before,
                after,
            } => self.answer(*change, path, field, before, after),
            Cause::Evidence {
                id,
                before,
                after,
                why,
                ..
            } => {
                if before == after && why.is_none() {
                    return say("diff.cause.replaced", &[("id", id)]);
                }
                let (from, to) = (
                    self.state("evidence", *before),
                    self.state("evidence", *after),
                );
                let told = say(
                    "diff.cause.evidence",
                    &[("id", id), ("before", &from), ("after", &to)],
                );
                let why = why.as_ref().map(|why| format!("evidence.why.{why}"));
                match why.and_then(|key| self.texts.words.get(&key)) {
                    Some(why) => say("diff.cause.because", &[("what", &told), ("why", why)]),
                    None => told,
                }
            }
            Cause::Figure {
                figure,
                metric,
                attribute,
                name,
                before,
                after,
                ..
            } => say(
                "diff.cause.figure",
                &[
                    (
                        "what",
                        &self.figure(*figure, metric.as_deref(), attribute.as_deref(), name),
                    ),
                    ("before", &self.reading(before.as_ref())),
                    ("after", &self.reading(after.as_ref())),
                ],
            ),
            Cause::Waiver {
                check,
                site,
                reach_before,
                before,
                after,
                ends,
                ..
            } => {
                let (check, site) = (check.as_deref(), site.as_deref());
                let reach = match reach_before {
                    Some(was) => self.reach_from(was, check, site),
                    None => self.reach(check, site),
                };
                let (from, to) = (self.state("waiver", *before), self.state("waiver", *after));
                let turn = say("diff.turn", &[("before", &from), ("after", &to)]);
                let args = [
                    ("reach", reach.as_str()),
                    ("turn", if before == after { &to } else { &turn }),
                    ("ends", &self.words.date(ends)),
                ];
                say("diff.cause.waiver", &args)
            }
            Cause::TakeUp {
                path,
                before,
                after,
                verdict_before,
                verdict_after,
                ..
            } => {
                let own = |state, verdict| {
                    self.verdict(verdict)
                        .unwrap_or_else(|| self.state("takes-up", state))
                };
                let (from, to) = (own(*before, *verdict_before), own(*after, *verdict_after));
                let args = [("path", path.as_str()), ("before", &from), ("after", &to)];
                say("diff.cause.take-up", &args)
            }
            Cause::Date {
                before,
                after,
                path,
                field,
                ..
            } => {
                let (from, to) = (self.words.date(before), self.words.date(after));
                let told = say("diff.cause.date", &[("before", &from), ("after", &to)]);
                let Some((path, field)) = path.as_ref().zip(field.as_ref()) else {
                    return told;
                };
                let title = self.texts.fields.get(field).map_or(field, |title| title);
                let args = [("what", told.as_str()), ("title", title), ("path", path)];
                say("diff.cause.dated", &args)
            }
            Cause::Catalog {
                before,
                after,
                because,
            } => {
                let what = if before == after {
                    say("diff.cause.catalog-same", &[("version", after)])
                } else {
                    say(
                        "diff.cause.catalog",
                        &[("before", before), ("after", after)],
                    )
                };
                let lang = self.words.lang;
                let why: Vec<String> = because
                    .iter()
                    .map(|own| match lang {
                        garant_rules::Lang::Fr => &own.says.fr,
                        garant_rules::Lang::En => &own.says.en,
                    })
                    .map(|said| say("diff.cause.starred", &[("says", said)]))
                    .collect();
                if why.is_empty() {
                    what
                } else {
                    let why = why.join(self.words.get("separator"));
                    say("diff.cause.because", &[("what", &what), ("why", &why)])
                }
            }
            Cause::Profile { before, after } => {
                let (from, to) = (self.profile(before), self.profile(after));
                say("diff.cause.profile", &[("before", from), ("after", to)])
            }
            Cause::Unexplained { differs, withheld } => {
                let named = differs.iter();
                let named: Vec<&str> = named
                    .map(|own| match own.code() {
                        "descriptor" => "diff.differs.descriptor",
                        "files" => "diff.differs.files",
                        "date" => "diff.differs.date",
                        "catalog" => "diff.differs.catalog",
                        "profile" => "diff.differs.profile",
                        "waivers" => "diff.differs.waivers",
                        _ => "diff.differs.tool",
                    })
                    .map(|key| self.words.get(key))
                    .collect();
                let mut told = if named.is_empty() {
                    self.words.get("diff.cause.unexplained-alone").to_owned()
                } else {
                    say("diff.cause.unexplained", &[("differs", &named.join(", "))])
                };
                if *withheld {
                    told.push_str(self.words.get("diff.cause.withheld"));
                }
                told
            }
            _ => cause.code().to_owned(),
        }
    }

    pub(super) fn profile<'b>(&'b self, id: &'b str) -> &'b str {
        self.texts.profiles.get(id).map_or(id, String::as_str)
    }

    fn answer(
        &self,
        change: Given,
        path: &str,
        field: &str,
        before: &Stated,
        after: &Stated,
    ) -> String {
        let whole = before.found == "entry" || after.found == "entry";
        let key = match (change, whole) {
            (Given::Appeared, true) => "diff.cause.entry-appeared",
            (_, true) => "diff.cause.entry-withdrawn",
            (Given::Appeared, _) => "diff.cause.appeared",
            (Given::Changed, _) => "diff.cause.changed",
            (Given::Withdrawn, _) => "diff.cause.withdrawn",
        };
        let title = self.texts.fields.get(field).map_or(field, String::as_str);
        let (from, to) = (self.stated(field, before), self.stated(field, after));
        let args = [
            ("title", title),
            ("path", path),
            ("before", &from),
            ("after", &to),
        ];
        self.words.fill(key, &args)
    }

    /// What stands at a path, as the descriptor has it.
    fn stated(&self, field: &str, stated: &Stated) -> String {
        match stated.found.as_str() {
            "value" => self.value(field, &stated.value),
            "empty" => self.words.get("diff.empty").to_owned(),
            "withheld" => self.words.get("diff.withheld").to_owned(),
            _ => self.words.get("diff.absent").to_owned(),
        }
    }

    fn value(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Bool(true) => self.word("value.yes"),
            Value::Bool(false) => self.word("value.no"),
            Value::Number(number) => number
                .as_f64()
                .map_or_else(|| number.to_string(), |number| self.words.bound(number)),
            Value::String(text) => {
                let choices = self.texts.choices.get(field);
                if let Some(title) = choices.and_then(|choices| choices.get(text)) {
                    return self.words.fill("diff.quoted", &[("text", &cut(title))]);
                }
                let date = self.words.date(text);
                if date == *text {
                    self.words.fill("diff.quoted", &[("text", &cut(text))])
                } else {
                    date
                }
            }
            Value::Array(values) => {
                let all: Vec<String> = values.iter().map(|own| self.value(field, own)).collect();
                cut(&all.join(", "))
            }
            Value::Null | Value::Object(_) => self.words.get("diff.absent").to_owned(),
        }
    }

    fn figure(
        &self,
        figure: FigureKind,
        metric: Option<&str>,
        attribute: Option<&str>,
        name: &str,
    ) -> String {
        let choice = |id: &str| {
            let key = format!("choice.{id}");
            self.texts.words.get(&key).cloned().unwrap_or(id.to_owned())
        };
        let metric = metric.map(choice).unwrap_or_default();
        let key = format!("measure.compared.{}", figure.code());
        let mut what = self.words.fill(&key, &[("metric", &metric)]);
        if let Some(attribute) = attribute {
            let args = [("what", what.as_str()), ("attribute", &choice(attribute))];
            what = self.words.fill("measure.compared.by", &args);
        }
        if !name.is_empty() {
            let args = [("what", what.as_str()), ("name", name)];
            what = self.words.fill("measure.compared.of", &args);
        }
        what
    }

    fn reading(&self, reading: Option<&Reading>) -> String {
        let Some(reading) = reading else {
            return self.words.get("diff.absent").to_owned();
        };
        let number = |value: f64| self.words.number(value, 3);
        match (reading.value, reading.low, reading.high) {
            (Some(value), Some(low), Some(high)) => self.words.fill(
                "measure.compared.value",
                &[
                    ("value", &number(value)),
                    ("low", &number(low)),
                    ("high", &number(high)),
                ],
            ),
            (Some(value), _, _) => {
                let args = [("value", number(value))];
                let args = args.each_ref().map(|(key, value)| (*key, value.as_str()));
                self.words.fill("measure.compared.bare", &args)
            }
            (None, _, _) => self.words.get("measure.compared.masked").to_owned(),
        }
    }
}

pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(CUT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
