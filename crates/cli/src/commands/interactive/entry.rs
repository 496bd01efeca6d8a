//! Entries of a list, added one after the other.

use garant_intake::Given;
use garant_rules::field::{Field, Section};

use super::ask::{Ask, Reply};
use super::file::Saved;
use super::{End, Next, Talk, pieces, say};

impl Talk<'_> {
    /// Entries of a list, as many as one wants to add.
    pub(super) fn list(&mut self, section: &Section, list: &Field) -> Next {
        let prefix = format!("{}[].", list.path);
        let mut fields: Vec<&Field> = section
            .fields
            .iter()
            .filter(|field| field.path.starts_with(&prefix))
            .collect();
        // What an entry must have comes first: it is written as soon as it has that.
        fields.sort_by_key(|field| !field.required);
        if fields.is_empty() {
            return Next::On;
        }
        loop {
            let count = self.sheet.read().entries(&list.path).len();
            let words = &self.setting.words;
            let entries = words.count("interactive.entry-count", count);
            let args = [
                ("title", list.title.get(self.setting.lang)),
                ("count", &entries),
            ];
            say(&format!("\n{}", words.fill("interactive.entries", &args)));
            let ask = Ask {
                setting: self.setting,
                field: list,
                catalog: self.catalog,
                chosen: &self.chosen,
            };
            match ask.another() {
                Reply::Given(_) => {}
                Reply::Leave => return Next::End(End::Left),
                Reply::Skip => return Next::On,
                Reply::Back => return Next::Back,
            }
            if let end @ Next::End(_) = self.entry(list, &fields, count) {
                return end;
            }
        }
    }

    /// One entry: what is given waits until the entry can be written.
    fn entry(&mut self, list: &Field, fields: &[&Field], index: usize) -> Next {
        let mut waiting: Vec<(String, Given)> = Vec::new();
        let mut at = 0;
        while let Some(field) = fields.get(at) {
            let key = field.path.split_once("[].").map_or("", |(_, key)| key);
            let path = format!("{}[{index}].{key}", list.path);
            let ask = Ask {
                setting: self.setting,
                field,
                catalog: self.catalog,
                chosen: &self.chosen,
            };
            let pieces = pieces(self.sheet.read());
            match ask.question(&pieces) {
                Reply::Skip => at += 1,
                Reply::Back => at = at.saturating_sub(1),
                Reply::Leave => {
                    self.lost(&waiting, fields, list, index);
                    return Next::End(End::Left);
                }
                Reply::Given(given) => {
                    waiting.retain(|(known, _)| *known != path);
                    waiting.push((path.clone(), given));
                    match self
                        .sheet
                        .save(self.setting, self.catalog, self.path, &waiting)
                    {
                        Saved::Written => {
                            self.saved += waiting.len();
                            waiting.clear();
                            at += 1;
                        }
                        Saved::Refused(codes)
                            if codes.iter().all(|code| {
                                *code == "missing-key" || *code == "evidence-without-place"
                            }) =>
                        {
                            say(self.setting.words.get("interactive.waits"));
                            at += 1;
                        }
                        Saved::Refused(_) => waiting.retain(|(known, _)| *known != path),
                        Saved::Failed => return Next::End(End::Failed),
                    }
                }
            }
        }
        self.lost(&waiting, fields, list, index);
        Next::On
    }

    /// Says what an entry lacks that could not be written.
    fn lost(&self, waiting: &[(String, Given)], fields: &[&Field], list: &Field, index: usize) {
        if waiting.is_empty() {
            return;
        }
        let missing = fields.iter().filter(|field| {
            let key = field.path.split_once("[].").map_or("", |(_, key)| key);
            let path = format!("{}[{index}].{key}", list.path);
            field.required && !waiting.iter().any(|(known, _)| *known == path)
        });
        let titles: Vec<&str> = missing
            .map(|field| field.title.get(self.setting.lang))
            .collect();
        say(&self
            .setting
            .words
            .fill("interactive.lost", &[("keys", &titles.join(", "))]));
    }
}
