//! Variations of a fixture: the same descriptor with one answer changed, at the values where a condition may turn.

use garant_core::carried::CARRIED;
use garant_core::fixture::{AS_OF, MARK};
use garant_rules::Catalog;
use garant_rules::value::Duration;
use jiff::ToSpan as _;

/// A descriptor's text, and what was changed in it, in words of a file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// What was changed.
    pub label: String,
    /// The text.
    pub text: String,
}

/// All variations of a text: each line changed or taken out, each entry of a list written twice with one line changed.
pub fn variations(catalog: &Catalog, text: &str) -> Vec<Variation> {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if is_carried(line) {
                return line.to_owned();
            }
            line.rsplit_once(MARK)
                .map_or(line, |(before, _)| before.trim_end())
                .to_owned()
        })
        .collect();
    let mut found = Vec::new();
    for index in 0..lines.len() {
        vary(catalog, &lines, index, "", &mut found);
    }
    found.extend(emptied(&lines));
    for (start, end) in entries(&lines) {
        let mut doubled = lines.clone();
        let block: Vec<&String> = lines
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .filter(|line| !is_carried(line))
            .collect();
        let apart = block.last().is_some_and(|line| !line.is_empty());
        let copy: Vec<String> = apart
            .then(String::new)
            .into_iter()
            .chain(block.into_iter().map(|line| another(line)))
            .collect();
        let length = copy.len();
        doubled.splice(end..end, copy);
        found.push(Variation {
            label: "second-entry".to_owned(),
            text: whole(&doubled),
        });
        for index in end..end + length {
            vary(catalog, &doubled, index, "second-", &mut found);
        }
    }
    found
}

/// Each list written empty instead of its entries.
fn emptied(lines: &[String]) -> Vec<Variation> {
    let blocks = entries(lines);
    let mut lists: Vec<&str> = blocks
        .iter()
        .filter_map(|(start, _)| lines.get(*start)?.strip_prefix("[[")?.strip_suffix("]]"))
        .collect();
    lists.dedup();
    let empty = |list: &str| {
        let head = format!("[[{list}]]");
        let (section, name) = list.rsplit_once('.')?;
        let mut kept: Vec<String> = lines
            .iter()
            .enumerate()
            .filter(|(index, line)| {
                is_carried(line)
                    || !blocks.iter().any(|(start, end)| {
                        lines.get(*start) == Some(&head) && (*start..*end).contains(index)
                    })
            })
            .map(|(_, line)| line.clone())
            .collect();
        let own = format!("[{section}]");
        match kept.iter().position(|line| *line == own) {
            Some(place) => kept.insert(place + 1, format!("{name} = []")),
            None => kept.insert(1, format!("{list} = []")),
        }
        Some(Variation {
            label: format!("{name}-empty"),
            text: whole(&kept),
        })
    };
    lists.into_iter().filter_map(empty).collect()
}

fn vary(
    catalog: &Catalog,
    lines: &[String],
    index: usize,
    prefix: &str,
    found: &mut Vec<Variation>,
) {
    let line = lines.get(index).filter(|line| !is_carried(line));
    let Some((key, value)) = line.and_then(|line| line.split_once(" = ")) else {
        return;
    };
    let name = key.trim().rsplit('.').next().unwrap_or(key).to_owned();
    let mut add = |label: String, line: Option<String>| {
        let mut changed = lines.to_vec();
        changed.splice(index..=index, line);
        found.push(Variation {
            label: format!("{prefix}{label}"),
            text: whole(&changed),
        });
    };
    if name == "garant" || name == "id" {
        return;
    }
    for (label, value) in others(catalog, &name, value.trim()) {
        add(label, Some(format!("{key} = {value}")));
    }
    add(format!("no-{name}"), None);
}

/// Other values of a key, with what they are.
fn others(catalog: &Catalog, name: &str, value: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Some(inside) = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let items: Vec<&str> = inside
            .split("\", ")
            .map(|item| item.trim_matches('"'))
            .collect();
        for (index, item) in items.iter().enumerate() {
            let rest: Vec<String> = items
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, item)| format!("\"{item}\""))
                .collect();
            if !rest.is_empty() {
                found.push((
                    format!("{name}-without-{}", slug(item)),
                    format!("[{}]", rest.join(", ")),
                ));
            }
            found.push((
                format!("{name}-{}-alone", slug(item)),
                format!("[\"{item}\"]"),
            ));
        }
        found.push((format!("{name}-empty"), "[]".to_owned()));
        for choice in choices(catalog, name) {
            found.push((format!("{name}-{choice}-alone"), format!("[\"{choice}\"]")));
        }
    } else if value == "true" || value == "false" {
        let other = if value == "true" { "false" } else { "true" };
        found.push((format!("{name}-{other}"), other.to_owned()));
    } else if let Ok(date) = value.parse::<jiff::civil::Date>() {
        let mut days = vec![("future".to_owned(), AS_OF.saturating_add(20.days()))];
        for months in [1, 3, 6, 12, 13, 18, 24, 36, 48, 60] {
            let day = AS_OF
                .saturating_sub(months.months())
                .saturating_sub(3.days());
            days.push((format!("{months}-months-old"), day));
        }
        days.push(("a-year-later".to_owned(), date.saturating_add(1.year())));
        days.push(("a-year-earlier".to_owned(), date.saturating_sub(1.year())));
        found.extend(
            days.into_iter()
                .map(|(label, day)| (format!("{name}-{label}"), day.to_string())),
        );
    } else if let Ok(number) = value.parse::<i64>() {
        for other in [number - 1, number + 1, 0, 4, 9, 19, 29, 49, 99] {
            found.push((format!("{name}-{other}"), other.to_string()));
        }
    } else if let Ok(number) = value.parse::<f64>() {
        for factor in [0.0, 0.5, 0.95, 1.05, 1.5] {
            let other = (number * factor * 10_000.0).round() / 10_000.0;
            found.push((
                format!("{name}-{}", slug(&other.to_string())),
                format!("{other:?}"),
            ));
        }
    } else if let Some(text) = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        if Duration::parse(text).is_some() {
            for other in [
                "P1M", "P3M", "P6M", "P7M", "P12M", "P13M", "P24M", "P25M", "P37M",
            ] {
                found.push((
                    format!("{name}-{}", other.to_lowercase()),
                    format!("\"{other}\""),
                ));
            }
        } else if name == "path" {
            found.push(("file-absent".to_owned(), "\"absent.md\"".to_owned()));
        } else {
            for choice in choices(catalog, name) {
                found.push((format!("{name}-{choice}"), format!("\"{choice}\"")));
            }
            found.push((format!("{name}-says-nothing"), "\"tbd\"".to_owned()));
            found.push((format!("{name}-other"), "\"something else\"".to_owned()));
        }
    }
    found
}

fn choices<'a>(catalog: &'a Catalog, name: &str) -> impl Iterator<Item = &'a str> {
    let ending = format!(".{name}");
    catalog
        .fields()
        .filter(move |field| field.path.ends_with(&ending))
        .flat_map(|field| field.choices.iter().map(|choice| choice.id.as_str()))
}

/// Whether a line belongs to a file that the fixture carries: no variation touches it.
fn is_carried(line: &str) -> bool {
    line.starts_with(CARRIED)
}

/// Where each entry of a list begins and ends.
fn entries(lines: &[String]) -> Vec<(usize, usize)> {
    let heads: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.starts_with('['))
        .map(|(index, _)| index)
        .collect();
    heads
        .iter()
        .enumerate()
        .filter(|(_, head)| {
            lines
                .get(**head)
                .is_some_and(|line| line.starts_with("[[") && line != "[[evidence]]")
        })
        .map(|(place, head)| (*head, heads.get(place + 1).copied().unwrap_or(lines.len())))
        .collect()
}

/// A line of a second entry: its id is another one.
fn another(line: &str) -> String {
    match line.strip_prefix("id = \"") {
        Some(rest) => format!("id = \"b-{rest}"),
        None => line.to_owned(),
    }
}

fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.is_ascii() && !word.is_empty())
        .take(4)
        .map(str::to_owned)
        .collect();
    words.join("-")
}

fn whole(lines: &[String]) -> String {
    let mut text = lines.join("\n");
    text.push('\n');
    text
}
