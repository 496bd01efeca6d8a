//! A project of a few answers, and a catalog of a few fields that conditions are read against.

use std::cell::RefCell;
use std::collections::BTreeMap;

use garant_rules::facts::{Exhibit, Facts, Found, Parameters, Read, Scope};
use garant_rules::figure::{Ask, Estimate, Figure};
use garant_rules::load::load;
use garant_rules::operator::Speaker;
use garant_rules::way::{Wanted, Way};
use garant_rules::{Answer, Catalog, Condition, Lang, Reason, Truth, Value};
use jiff::civil::Date;

/// The audit's date.
pub(crate) const TODAY: Date = Date::constant(2026, 11, 23);

/// A day of 2026.
pub(crate) fn day(month: i8, day: i8) -> Date {
    Date::constant(2026, month, day)
}

/// A project: what stands at each path, and what its evidence is worth.
#[derive(Default)]
pub(crate) struct Project {
    answers: BTreeMap<String, Found>,
    problem: Option<Reason>,
    reviewed: bool,
    estimates: Vec<Estimate>,
    figures_on: Option<Date>,
    quiet: bool,
    kept: RefCell<Vec<String>>,
    /// The figures that were asked for.
    pub(crate) asked: RefCell<Vec<Ask>>,
}

impl Project {
    /// With an answer.
    pub(crate) fn with(mut self, path: &str, value: impl Into<Given>) -> Self {
        let found = Found::Value(value.into().0, None);
        self.answers.insert(path.to_owned(), found);
        self
    }

    /// With something written that says nothing: a placeholder, or an empty list.
    pub(crate) fn empty(mut self, path: &str, placeholder: bool) -> Self {
        let span = None;
        let found = Found::Empty { placeholder, span };
        self.answers.insert(path.to_owned(), found);
        self
    }

    /// With evidence that proves nothing, for a reason.
    pub(crate) fn flawed(mut self, problem: Reason) -> Self {
        self.problem = Some(problem);
        self
    }

    /// With evidence that another person reviewed.
    pub(crate) fn reviewed(mut self) -> Self {
        self.reviewed = true;
        self
    }

    /// With evidence of a day that holds figures.
    pub(crate) fn showing(mut self, on: Date, estimates: &[Estimate]) -> Self {
        self.figures_on = Some(on);
        self.estimates = estimates.to_vec();
        self
    }

    /// Whose answers keep no reads.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// What was kept of named conditions.
    pub(crate) fn kept(&self) -> Vec<String> {
        self.kept.borrow().clone()
    }

    /// Judges a condition of the catalog below.
    pub(crate) fn judge(&self, condition: &Condition) -> Answer {
        let answer = condition.evaluate(self.scope("", &Parameters::new()));
        if !self.quiet {
            self.is_the_same_unread(condition, &answer);
        }
        answer
    }

    /// Where nobody asks what was read, the same is found sooner.
    fn is_the_same_unread(&self, condition: &Condition, answer: &Answer) {
        let quiet = Self {
            answers: self.answers.clone(),
            estimates: self.estimates.clone(),
            quiet: true,
            kept: RefCell::default(),
            asked: RefCell::default(),
            ..*self
        };
        let bare = condition.evaluate(quiet.scope("", &Parameters::new()));
        let told = |own: &Answer| (own.truth, own.reason, own.footing, own.reviewed);
        assert_eq!(told(&bare), told(answer), "{condition:?}");
        assert!(bare.reads.is_empty(), "{condition:?}");
    }

    /// The scope of an entry.
    pub(crate) fn scope<'a>(&'a self, place: &'a str, parameters: &'a Parameters) -> Scope<'a> {
        Scope {
            facts: self,
            place,
            parameters,
        }
    }

    /// What is known of a condition that is written so.
    pub(crate) fn truth(&self, written: &str) -> Truth {
        self.judge(&condition(written)).truth
    }

    /// What would decide a condition that is written so: the paths and what each has to be.
    pub(crate) fn ways(&self, written: &str, holds: bool) -> Vec<Vec<(String, Wanted)>> {
        let parameters = Parameters::new();
        plain(&condition(written).ways(self.scope("", &parameters), holds))
    }
}

/// Ways without their weights.
pub(crate) fn plain(ways: &[Way]) -> Vec<Vec<(String, Wanted)>> {
    let plain = |way: &Way| {
        let needs = way.needs.iter();
        let needs = needs.map(|need| (need.path.clone(), need.wanted.clone()));
        needs.collect()
    };
    ways.iter().map(plain).collect()
}

/// One way of one need.
pub(crate) fn one(path: &str, wanted: Wanted) -> Vec<Vec<(String, Wanted)>> {
    vec![vec![(path.to_owned(), wanted)]]
}

impl Facts for Project {
    fn as_of(&self) -> Date {
        TODAY
    }

    fn look_up(&self, path: &str) -> Found {
        let found = self.answers.get(path).cloned();
        found.unwrap_or(Found::Missing(None))
    }

    fn evidence(&self, id: &str) -> Exhibit {
        Exhibit {
            problem: self.problem,
            reviewed: self.reviewed,
            read: Read::new(format!("evidence {id}"), Found::Missing(None)),
        }
    }

    fn figure(&self, ask: &Ask) -> Figure {
        self.asked.borrow_mut().push(ask.clone());
        let on = self.figures_on.map_or(Found::Missing(None), |on| {
            Found::Value(Value::Date(on), None)
        });
        let exhibit = self.evidence(&ask.evidence);
        Figure {
            estimates: self.estimates.clone(),
            problem: self.problem,
            reviewed: self.reviewed,
            read: exhibit.read,
            date: Read::new("date of evidence", on),
        }
    }

    fn recall(&self, definition: &str) -> Option<Answer> {
        let known = self.kept.borrow().iter().any(|kept| kept == definition);
        // Another answer than a condition of these tests gives, so that a recalled one is told from a judged one.
        known.then(|| Answer::declared(Truth::Unknown, Some(Reason::NotTakenUp), Vec::new()))
    }

    fn keep(&self, definition: &str, _: &Answer) {
        self.kept.borrow_mut().push(definition.to_owned());
    }

    fn keeps_reads(&self) -> bool {
        !self.quiet
    }
}

/// A value that is given to a project.
pub(crate) struct Given(Value);

impl From<Value> for Given {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl From<bool> for Given {
    fn from(value: bool) -> Self {
        Self(Value::Bool(value))
    }
}

impl From<i32> for Given {
    fn from(value: i32) -> Self {
        Self(Value::Integer(value.into()))
    }
}

impl From<f64> for Given {
    fn from(value: f64) -> Self {
        Self(Value::Number(value))
    }
}

impl From<&str> for Given {
    fn from(value: &str) -> Self {
        Self(Value::Text(value.to_owned()))
    }
}

impl From<Date> for Given {
    fn from(value: Date) -> Self {
        Self(Value::Date(value))
    }
}

/// A choice.
pub(crate) fn choice(id: &str) -> Value {
    Value::Choice(id.to_owned())
}

/// Several choices.
pub(crate) fn choices(ids: &[&str]) -> Value {
    Value::Choices(ids.iter().map(|id| (*id).to_owned()).collect())
}

/// A length of time.
pub(crate) fn length(text: &str) -> Value {
    Value::Duration(garant_rules::value::Duration::parse(text).unwrap())
}

/// The fields: a path, a type and a title each.
const FIELDS: &[(&str, &str, &str)] = &[
    ("p.flag", "bool", "Flag"),
    ("p.kind", "choice", "Kind"),
    ("p.attribute", "choice", "Attribute"),
    ("p.kinds", "choices", "Kinds"),
    ("p.share", "number", "Share"),
    ("p.bound", "number", "Bound"),
    ("p.whole", "integer", "Whole"),
    ("p.name", "text", "Name"),
    ("p.said", "text", "Said"),
    ("p.texts", "texts", "Texts"),
    ("p.first", "date", "First"),
    ("p.then", "date", "Then"),
    ("p.age", "duration", "Age"),
    ("p.rhythm", "duration", "Rhythm"),
    ("p.proof", "evidence", "Proof"),
    ("p.low", "number", "Low"),
    ("p.high", "number", "High"),
    ("p.list", "list", "List"),
    ("p.list[].flag", "bool", "Own flag"),
    ("p.list[].kind", "choice", "Own kind"),
];

const HEAD: &str = include_str!("catalog.toml");
const WORDS: &str = include_str!("words.toml");
const CRITERION: &str = include_str!("criterion.toml");
const SOURCES: &str = include_str!("sources.toml");
const DEFINITIONS: &str = include_str!("definitions.toml");
const PROFILE: &str = include_str!("profile.toml");

/// The catalog whose one check requires what is written, or the codes of its problems.
pub(crate) fn catalog(written: &str) -> Result<Catalog, Vec<&'static str>> {
    let said = |key: &str, text: &str| format!("{key}.fr = \"{text} F\"\n{key}.en = \"{text}\"\n");
    let both = |text: &str| said("title", text) + &said("help", text);
    let mut fields = format!("[section]\nid = \"p\"\n{}", both("Project"));
    for (path, kind, title) in FIELDS {
        let entry = format!("path = \"{path}\"\ntype = \"{kind}\"\n{}", both(title));
        fields += &format!("\n[[field]]\n{entry}actor = \"maker\"\naudience = \"public\"\n");
        if kind.starts_with("choice") {
            let known = ["a", "b", "c"].map(|id| {
                let name = id.to_uppercase();
                format!("{{ id = \"{id}\", fr = \"{name} F\", en = \"{name}\" }}")
            });
            fields += &format!("choices = [{}]\n", known.join(", "));
        }
    }
    let pack = format!(
        "id = \"own\"\n{}",
        said("title", "Own") + &said("says", "Own")
    );
    let files = [
        ("catalog.toml", HEAD.to_owned()),
        ("words.toml", WORDS.to_owned()),
        ("sources.toml", SOURCES.to_owned()),
        ("definitions.toml", DEFINITIONS.to_owned()),
        ("fields/p.toml", fields),
        ("profiles/base.toml", PROFILE.to_owned()),
        ("own/pack.toml", pack),
        ("own/one.toml", CRITERION.replace("REQUIRE", written)),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text));
    load(&files).map_err(|problems| problems.iter().map(|problem| problem.code).collect())
}

/// The condition that is written so.
pub(crate) fn condition(written: &str) -> Condition {
    let catalog = catalog(written).unwrap_or_else(|codes| panic!("{written}: {codes:?}"));
    let criterion = catalog.criteria.first().unwrap();
    criterion.checks.first().unwrap().require.clone()
}

/// What a condition that is written so says in a language.
pub(crate) fn say(written: &str, lang: Lang) -> String {
    let catalog = catalog(written).unwrap_or_else(|codes| panic!("{written}: {codes:?}"));
    let criterion = catalog.criteria.first().unwrap();
    let parameters = criterion.parameters.iter();
    let parameters = parameters.map(|(name, own)| (name.clone(), own.value.clone()));
    let speaker = Speaker {
        words: &catalog.words,
        index: &garant_rules::Index::of(&catalog),
        lang,
        parameters: &parameters.collect(),
        list: "",
    };
    criterion.checks.first().unwrap().require.say(&speaker)
}
