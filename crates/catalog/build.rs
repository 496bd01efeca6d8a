//! Reads the folder `rules/` with the loader and writes it in a ready form: a broken catalog does not compile.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a build script reads files and speaks to cargo and to whoever builds"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use garant_rules::load::{load, words_of};
use garant_rules::{Lang, lent};

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../rules");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, "", &mut files)?;
    let catalog = match load(&files) {
        Ok(catalog) => catalog,
        Err(problems) => {
            let words = words_of(&files);
            let lines: Vec<String> = problems
                .iter()
                .map(|problem| format!("rules/{}", words.told(problem, Lang::En)))
                .collect();
            eprintln!("the catalog is broken ({}):", lines.len());
            eprintln!("{}", lines.join("\n"));
            return Ok(ExitCode::FAILURE);
        }
    };
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (ready, sentences) = lent::apart(|| postcard::to_allocvec(&catalog));
    fs::write(out.join("catalog.bin"), ready?)?;
    fs::write(out.join("sentences.txt"), sentences)?;
    Ok(ExitCode::SUCCESS)
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
