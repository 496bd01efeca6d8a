//! What reading TOML costs by itself: each descriptor below a folder, parsed with the toml crate and dropped.
#![expect(
    clippy::disallowed_methods,
    reason = "a task of the project reads what it is told to"
)]

use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;

const NAME: &str = "garant.toml";

/// Parses every `garant.toml` below a folder, and tells how many were TOML and how many bytes all have.
///
/// # Errors
/// When there is no folder, or a file cannot be read.
pub fn run(args: &[String], out: &mut dyn Write) -> io::Result<bool> {
    let [folder] = args else {
        return Err(io::Error::other("floor needs DIR"));
    };
    let mut told = Told::default();
    enter(Path::new(folder), &mut told)?;
    let Told { files, read, bytes } = told;
    writeln!(out, "{files} files, {read} of them TOML, {bytes} bytes")?;
    Ok(true)
}

#[derive(Default)]
struct Told {
    files: usize,
    read: usize,
    bytes: usize,
}

fn enter(folder: &Path, told: &mut Told) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            enter(&entry.path(), told)?;
        } else if entry.file_name() == NAME {
            let text = fs::read_to_string(entry.path())?;
            told.files += 1;
            told.bytes += text.len();
            told.read += usize::from(black_box(text.parse::<toml::Table>()).is_ok());
        }
    }
    Ok(())
}
