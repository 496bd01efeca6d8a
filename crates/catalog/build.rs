//! Reads the folder `rules/` with the loader and writes it in a ready form: a broken catalog does not compile.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads files and speaks to cargo"
)]

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../rules");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    let catalog = match garant_rules::load::load(&files) {
        Ok(catalog) => catalog,
        Err(problems) => {
            let lines: Vec<String> = problems
                .iter()
                .map(|problem| format!("rules/{problem}"))
                .collect();
            return Err(format!("the catalog is broken:\n{}", lines.join("\n")).into());
        }
    };
    let out = PathBuf::from(env::var("OUT_DIR")?).join("catalog.bin");
    fs::write(out, postcard::to_allocvec(&catalog)?)?;
    Ok(())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            println!("cargo:rerun-if-changed={}", entry.path().display());
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if name.ends_with(".toml") {
            files.push((path, fs::read_to_string(entry.path())?));
        }
    }
    Ok(())
}
