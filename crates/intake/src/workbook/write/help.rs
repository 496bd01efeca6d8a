//! What to write into a cell: the field's help, its unit and bounds, its form, its choices.

use garant_rules::field::{Field, Kind};
use garant_source::{Text, Tree, tree};

use super::super::cell::labels;
use super::Pen;

impl Pen<'_> {
    /// The help of a field, with its choices where they are to be read and not only chosen.
    pub(super) fn help(&self, field: &Field, choices: bool) -> String {
        let lang = self.book.lang;
        let mut lines = vec![field.help.get(lang).to_owned()];
        if let Some(unit) = &field.unit {
            lines.push(self.say("unit", &[("unit", unit.get(lang))]));
        }
        if let Some(bounds) = self.bounds(field) {
            lines.push(bounds);
        }
        let form = match field.kind {
            Kind::Bool => Some("form-bool"),
            Kind::Texts => Some("form-texts"),
            Kind::Choices => Some("form-choices"),
            Kind::Duration => Some("form-duration"),
            Kind::Evidence => Some("form-evidence"),
            _ => None,
        };
        lines.extend(form.map(|key| self.word(key)));
        if choices || field.kind == Kind::Choices {
            let all = labels(&field.choices, lang);
            let words: Vec<&str> = all.iter().map(|(_, words)| words.as_str()).collect();
            if !words.is_empty() {
                lines.push(self.say("choices", &[("choices", &words.join(" ; "))]));
            }
        }
        if let Some(example) = example(field).filter(|_| choices) {
            lines.push(self.say("example", &[("example", &example)]));
        }
        lines.join("\n")
    }

    /// The bounds of a number, in words.
    pub(super) fn bounds(&self, field: &Field) -> Option<String> {
        let number = |value: f64| {
            let text = value.to_string();
            match self.book.lang {
                garant_rules::Lang::Fr => text.replace('.', ","),
                garant_rules::Lang::En => text,
            }
        };
        match (field.min.map(number), field.max.map(number)) {
            (Some(min), Some(max)) => Some(self.say("between", &[("min", &min), ("max", &max)])),
            (Some(min), None) => Some(self.say("at-least", &[("min", &min)])),
            (None, Some(max)) => Some(self.say("at-most", &[("max", &max)])),
            (None, None) => None,
        }
    }

    /// Who is expected to answer.
    pub(super) fn who(&self, field: &Field) -> String {
        let mut actors = self.book.catalog.actors.iter();
        actors.find(|actor| actor.id == field.actor).map_or_else(
            || field.actor.clone(),
            |actor| actor.title.get(self.book.lang).to_owned(),
        )
    }

    /// The question, marked where an entry cannot do without its answer.
    pub(super) fn question(&self, field: &Field) -> String {
        let title = field.title.get(self.book.lang);
        if field.required {
            self.say("required", &[("title", title)])
        } else {
            title.to_owned()
        }
    }
}

/// The example of a free text.
fn example(field: &Field) -> Option<String> {
    if field.kind != Kind::Text {
        return None;
    }
    let text = Text::new("example", format!("example = {}", field.example.as_ref()?));
    match &tree::parse(&text).0.get("example")?.value {
        Tree::Text(text) => Some(text.clone()),
        _ => None,
    }
}
