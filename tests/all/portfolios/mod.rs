//! Many projects: found, audited, folded, written with the index last.

mod contents;
mod folder;
mod followed;
mod hostile;
mod register;
mod search;

use std::path::{Path, PathBuf};
use std::process::Output;

use garant_core::portfolio::Portfolio;
use tempfile::TempDir;

use crate::harness::garant;

const AS_OF: &str = "2026-11-23";

/// A temporary folder with projects in `in`, and a portfolio in `out`.
struct Group {
    home: TempDir,
}

impl Group {
    /// Descriptors by path.
    fn new(files: &[(&str, &str)]) -> Self {
        let group = Self {
            home: tempfile::tempdir().unwrap(),
        };
        for (path, text) in files {
            group.put(path, text);
        }
        group
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path("in").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Runs it in English, at a fixed date.
    fn run(&self, more: &[&str]) -> Output {
        let mut args = vec!["portfolio", "in", "-o", "out", "--as-of", AS_OF];
        if !more.contains(&"--lang") {
            args.extend(["--lang", "en"]);
        }
        garant(self.home.path(), &[&args[..], more].concat())
    }

    fn out(&self, name: &str) -> String {
        std::fs::read_to_string(self.path("out").join(name)).unwrap()
    }

    /// Runs it without reports, and reads what it wrote.
    fn portfolio(&self, more: &[&str]) -> Portfolio {
        let ran = self.run(&[&["--no-reports"][..], more].concat());
        assert!(self.path("out/index.html").is_file(), "{}", told(&ran));
        serde_json::from_str(&self.out("portfolio.json")).unwrap()
    }
}

fn told(ran: &Output) -> String {
    let texts = [&ran.stdout, &ran.stderr];
    texts.map(|text| String::from_utf8_lossy(text)).join("\n")
}

/// A descriptor that states little: nothing is met, much is to be established.
fn small(id: &str) -> String {
    format!("garant = 1\n[system]\nid = \"{id}\"\nname = \"System {id}\"\n")
}

/// All files below a folder, with their bytes.
fn whole(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    crate::harness::files(folder, "", &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(folder).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            (name.to_string_lossy().into_owned(), bytes)
        })
        .collect()
}
