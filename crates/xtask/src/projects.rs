//! Many descriptors to audit at once: variants of the examples, each with another name and with answers left out, and four that cannot
//! be audited.
#![expect(
    clippy::disallowed_methods,
    reason = "a task of the project writes where it is told to"
)]

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use garant_rules::Catalog;

use crate::checkout::Checkout;
use crate::random::Random;

/// Folders of services, in turn.
const SERVICES: [&str; 12] = [
    "emergency",
    "maternity",
    "imaging",
    "cardiology",
    "intensive-care",
    "pharmacy",
    "pathology",
    "child-psychiatry",
    "geriatrics",
    "ophthalmology",
    "laboratory",
    "theatre",
];

/// Lists whose entries are whole or not at all.
const KEPT: [&str; 5] = [
    "declaration",
    "evidence",
    "waivers",
    "takes-up",
    "not-applicable",
];

/// How many files of a variant's evidence are there; the others are missing.
const FILES: usize = 3;

/// An example to vary.
struct Example {
    folder: String,
    text: String,
}

/// Writes so many descriptors below a folder that is not there yet, or is empty.
///
/// # Errors
/// When the arguments are wrong, the folder holds something, or a file cannot be written.
pub fn run(checkout: &Checkout, args: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let [folder, count] = args else {
        return Err(io::Error::other("projects needs DIR and COUNT"));
    };
    let count: usize = count.parse().map_err(io::Error::other)?;
    let root = Path::new(folder);
    if root.is_dir() && fs::read_dir(root)?.next().is_some() {
        return Err(io::Error::other(format!("{folder} is not empty")));
    }
    let examples = examples(checkout)?;
    let mut random = Random::new(9);
    for number in 0..count {
        let service = SERVICES.get(number % SERVICES.len()).unwrap_or(&"service");
        let example = examples
            .get(number % examples.len())
            .ok_or_else(|| io::Error::other("there is no example"))?;
        let place = root.join(service).join(format!("{number:05}"));
        // From complete to half empty.
        let share = random.below(50);
        let text = varied(&checkout.catalog, &example.text, number, share, &mut random);
        fs::create_dir_all(&place)?;
        fs::write(place.join("garant.toml"), &text)?;
        pieces(checkout, example, &place)?;
    }
    odd(&root.join("odd"))?;
    writeln!(out, "{count} descriptors and 4 that cannot be audited")?;
    Ok(true)
}

fn examples(checkout: &Checkout) -> io::Result<Vec<Example>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(checkout.root.join("examples"))? {
        let folder = entry?.file_name().to_string_lossy().into_owned();
        if let Ok(text) = checkout.text(&format!("examples/{folder}/garant.toml")) {
            found.push(Example { folder, text });
        }
    }
    found.sort_by(|a, b| a.folder.cmp(&b.folder));
    Ok(found)
}

/// The text with another id and name, and a share of its short answers left out, in percent.
fn varied(catalog: &Catalog, text: &str, number: usize, share: u64, random: &mut Random) -> String {
    let mut section = String::new();
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        if let Some(header) = header(line) {
            header.clone_into(&mut section);
        }
        let path = key(line).map(|key| match section.as_str() {
            "" => key.to_owned(),
            section => format!("{section}.{key}"),
        });
        match path.as_deref() {
            Some("system.id") => out.push_str(&format!("id = \"system-{number:05}\"")),
            Some("system.name") => out.push_str(&format!("name = \"System {number:05}\"")),
            Some(path) if may_go(catalog, path) && random.below(100) < share => continue,
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// The declared path of a header: `[[data.datasets]]` gives `data.datasets[]`.
fn header(line: &str) -> Option<String> {
    if let Some(rest) = line.strip_prefix("[[") {
        return Some(format!("{}[]", rest.split_once("]]")?.0));
    }
    Some(line.strip_prefix('[')?.split_once(']')?.0.to_owned())
}

/// The key of an answer that is whole on its line.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    toml::from_str::<toml::Table>(line).ok()?;
    Some(key.trim())
}

fn may_go(catalog: &Catalog, path: &str) -> bool {
    let section = path.split(['.', '[']).next().unwrap_or_default();
    let field = catalog.field(path);
    path.contains('.')
        && !KEPT.contains(&section)
        && field.is_some_and(|field| !field.required && !field.unique)
}

/// Copies the first files of an example's evidence.
fn pieces(checkout: &Checkout, example: &Example, place: &Path) -> io::Result<()> {
    let own = checkout.root.join("examples").join(&example.folder);
    let paths = example
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("path = \"")?.split_once('"'))
        .map(|(path, _)| path)
        .filter(|path| own.join(path).is_file());
    for path in paths.take(FILES) {
        let to = place.join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(own.join(path), to)?;
    }
    Ok(())
}

/// A broken, an empty, an enormous and a hostile descriptor.
fn odd(root: &Path) -> io::Result<()> {
    let enormous = format!("garant = 1\n# {}\n", "x".repeat(3 * 1024 * 1024));
    let hostile = format!(
        "garant = 1\n[system]\nname = \"<script>alert(1)</script>\"\nid = \"=cmd()\"\n\"\\u202e\" = {}{}\n",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    for (name, text) in [
        ("broken", "garant = 1\n[system\nname = \"Mark\n"),
        ("empty", ""),
        ("enormous", &enormous),
        ("hostile", &hostile),
    ] {
        let place = root.join(name);
        fs::create_dir_all(&place)?;
        fs::write(place.join("garant.toml"), text)?;
    }
    Ok(())
}
