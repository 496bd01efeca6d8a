//! A criterion to fill in, with its fixtures: what a person who writes a pack starts from. The texts are in `reports/pack/`.

use garant_rules::words::fill;

use crate::assets::Assets;

/// A file: its path below the pack's folder, and its text.
pub type File = (String, String);

/// Whether a word can be an id: lower-case letters, digits and single hyphens, beginning with a letter.
pub fn is_id(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(plain)
        && !word.contains("--")
        && !word.ends_with('-')
        && word.len() <= 100
}

/// The id of the pack in a folder: the one that its `pack.toml` states, else the folder's name.
pub fn pack_of(folder: &str, files: &[File]) -> String {
    let stated = files
        .iter()
        .find(|(path, _)| path == "pack.toml")
        .and_then(|(_, text)| text.parse::<toml::Table>().ok())
        .and_then(|table| Some(table.get("id")?.as_str()?.to_owned()));
    stated.unwrap_or_else(|| {
        let plain = folder.trim_end_matches(['/', '\\']);
        plain
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or(plain)
            .to_ascii_lowercase()
    })
}

/// What begins the codes of a pack: its first letters, in capitals.
pub fn prefix(pack: &str) -> String {
    let letters = pack.chars().filter(char::is_ascii_lowercase);
    letters.take(4).collect::<String>().to_ascii_uppercase()
}

/// The number of a criterion's code, where it begins so.
pub fn number(criterion: &str, head: &str) -> Option<u32> {
    let table = criterion.parse::<toml::Table>().ok()?;
    let code = table.get("code")?.as_str()?;
    code.strip_prefix(head)?.parse().ok()
}

/// The `pack.toml` of a new pack.
pub fn pack(assets: &Assets, id: &str) -> File {
    let text = fill(assets.get("pack/pack.toml"), &[("id", id)]);
    ("pack.toml".to_owned(), text)
}

/// A new criterion in `criteria/`, and its fixtures in `fixtures/`.
pub fn criterion(assets: &Assets, id: &str, code: &str, principle: &str) -> Vec<File> {
    let text = fill(
        assets.get("pack/criterion.toml"),
        &[("id", id), ("code", code), ("principle", principle)],
    );
    let mut files = vec![(format!("criteria/{id}.toml"), text)];
    for verdict in ["met", "not-met", "undetermined", "not-applicable"] {
        let text = assets.get(&format!("pack/fixtures/{verdict}.toml"));
        files.push((format!("fixtures/{id}/{verdict}.toml"), text.to_owned()));
    }
    files
}
