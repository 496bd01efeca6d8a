//! Lengths of time: in the descriptor's form, or in the catalog's words for months and days.

use garant_rules::Lang;
use garant_rules::value::Duration;
use garant_rules::words::Words;

/// Reads `P12M`, or what the words of either language say of a number of months or of days.
pub(super) fn read(text: &str, words: &Words) -> Option<String> {
    if Duration::parse(text).is_some() {
        return Some(text.to_owned());
    }
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.to_lowercase();
    for lang in Lang::ALL {
        for (key, unit) in [
            ("value.months", 'M'),
            ("value.months-one", 'M'),
            ("value.days", 'D'),
            ("value.days-one", 'D'),
        ] {
            let form = words.get(key, lang).to_lowercase();
            let Some((before, after)) = form.split_once("{n}") else {
                continue;
            };
            let count = said
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after));
            let period = count.map(|count| format!("P{}{unit}", count.trim()));
            let known = period.filter(|period| Duration::parse(period).is_some());
            if known.is_some() {
                return known;
            }
        }
    }
    None
}
