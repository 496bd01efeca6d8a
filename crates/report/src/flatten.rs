//! The sentences of a file of words, by dotted key. Read when the program is built, for the built-in ones, and when it runs, for a user's.

/// The sentences in the order of the file's keys; none where it is no TOML.
pub(crate) fn sentences(text: &str) -> Vec<(String, String)> {
    let mut said = Vec::new();
    if let Ok(table) = text.parse::<toml::Table>() {
        flatten("", &toml::Value::Table(table), &mut said);
    }
    said
}

fn flatten(key: &str, value: &toml::Value, out: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => {
            for (name, value) in table {
                let key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
                flatten(&key, value, out);
            }
        }
        toml::Value::String(text) => out.push((key.to_owned(), text.clone())),
        _ => {}
    }
}
