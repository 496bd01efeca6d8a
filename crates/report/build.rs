//! Lists the files of `reports/` with their texts, sorted, so that the binary holds them; and the sentences of its words by their keys, so
//! that no start reads TOML.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads files and speaks to cargo"
)]

#[path = "src/flatten.rs"]
mod flatten;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?)
        .join("../../reports")
        .canonicalize()?;
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    // What paper looks like is for `crates/paper`, which this package knows nothing of.
    files.retain(|(name, _)| !name.starts_with("paper/"));
    files.sort();
    let mut code = String::from("&[\n");
    let mut words = String::from("&[\n");
    for (name, path) in files {
        if let Some(lang) = name
            .strip_prefix("lang/")
            .and_then(|name| name.strip_suffix(".toml"))
        {
            // A file that is no TOML has none, which the tests of words tell.
            let mut said = flatten::sentences(&fs::read_to_string(&path)?);
            said.sort();
            writeln!(words, "    ({lang:?}, &{said:?}),")?;
        }
        writeln!(
            code,
            "    ({name:?}, include_str!({:?})),",
            path.display().to_string()
        )?;
    }
    code.push(']');
    words.push(']');
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("files.rs"), code)?;
    fs::write(out.join("words.rs"), words)?;
    Ok(())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, entry.path()));
        }
    }
    Ok(())
}
