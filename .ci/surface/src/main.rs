//! `garant-surface [--check]`: the public items of the crates that others embed, a line an item, in `docs/reference/surface`.
//!
//! The items come from rustdoc's JSON, whose form is that of one compiler. Where the compiler here writes another form, nothing is
//! checked, and that is said; `GARANT_SURFACE=required` makes it a failure.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use public_api::Builder;
use serde::Deserialize;

/// What an embedder names, and what its signatures name.
const PACKAGES: [&str; 5] = [
    "garant-catalog",
    "garant-core",
    "garant-report",
    "garant-rules",
    "garant-source",
];

const FOLDER: &str = "docs/reference/surface";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let check = std::env::args().nth(1).as_deref() == Some("--check");
    match run(check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("surface: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(check: bool) -> Result<bool, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let mut same = true;
    for package in PACKAGES {
        let json = rustdoc(&root, package)?;
        let found = format(&json)?;
        if found != rustdoc_types::FORMAT_VERSION {
            return Ok(unchecked(found));
        }
        let path = root.join(FOLDER).join(format!("{package}.txt"));
        let now = surface(&json)?;
        if !check {
            std::fs::create_dir_all(root.join(FOLDER))?;
            std::fs::write(&path, now)?;
            continue;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let kept = kept.replace("\r\n", "\n");
        for (sign, from, to) in [("-", &kept, &now), ("+", &now, &kept)] {
            for line in from
                .lines()
                .filter(|line| !to.lines().any(|known| known == *line))
            {
                println!("{package}: {sign} {line}");
                same = false;
            }
        }
    }
    if !same {
        println!(
            "the public surface changed: if that is meant, run `cargo xtask surface`, and tell it in CHANGELOG.md"
        );
    }
    Ok(same)
}

/// Says that nothing is checked, and why; whether that may be.
fn unchecked(found: u32) -> bool {
    let known = rustdoc_types::FORMAT_VERSION;
    eprintln!(
        "THE PUBLIC SURFACE WAS NOT CHECKED: this rustdoc writes JSON of format {found}, and .ci/surface reads format {known} (Rust 1.95)"
    );
    std::env::var("GARANT_SURFACE").as_deref() != Ok("required")
}

/// Writes the JSON of a package and tells where it is.
fn rustdoc(root: &Path, package: &str) -> Result<PathBuf, Failure> {
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => root.join("target"),
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "rustdoc",
            "--quiet",
            "--locked",
            "--lib",
            "--package",
            package,
        ])
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", &target)
        // The JSON of rustdoc is not stable; nothing of the build is touched by it.
        .env("RUSTC_BOOTSTRAP", "1")
        .status()?;
    if status.success() {
        Ok(target
            .join("doc")
            .join(format!("{}.json", package.replace('-', "_"))))
    } else {
        Err(format!("rustdoc fails on {package}").into())
    }
}

/// The form of the JSON, read before all else.
fn format(json: &Path) -> Result<u32, Failure> {
    #[derive(Deserialize)]
    struct Head {
        format_version: u32,
    }
    let head: Head = serde_json::from_slice(&std::fs::read(json)?)?;
    Ok(head.format_version)
}

fn surface(json: &Path) -> Result<String, Failure> {
    let api = Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()?;
    let lines = api.items().map(|item| format!("{item}\n"));
    Ok(lines.collect())
}
