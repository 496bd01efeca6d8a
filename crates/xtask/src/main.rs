//! Tasks of the project: `cargo xtask COMMAND [--root DIR] [--check] [ID…]`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use xtask::checkout::Checkout;
use xtask::{
    catalog_changes, check, floor, mark, mutate_catalog, new_criterion, pages, projects, propose,
    tables,
};

const USAGE: &str = "\
cargo xtask COMMAND [--root DIR] [--check] [ID…]

  new-criterion   write a criterion to fill in with its fixtures: ID and PRINCIPLE
  check           load the catalog, run the fixtures, tell the verdicts without a fixture
  mark            write the marks of fixtures that give the verdict of their name; list new fixtures
  mutate-catalog  tell the changes of criteria and definitions that no fixture notices
  propose         write fixtures that tell the mutants that survive; read them before you keep them
  pages           write the pages of the criteria
  catalog-changes write the changelog of the catalog from the editions in the history; --check tells whether it is current
  tables          write the synthetic tables of the examples
  projects        write many descriptors to audit at once: DIR and COUNT
  dist            write what a package ships beside the program, manual pages and completions: DIR, else target/dist
  floor           parse the descriptors below DIR with the toml crate, and nothing else
  surface         write the public items of the crates that others embed; --check tells what changed
  ci              run the gate

An ID is a criterion's id or code. The DIR of --root is another checkout.
";

struct Asked {
    command: String,
    root: PathBuf,
    check: bool,
    ids: Vec<String>,
}

fn main() -> ExitCode {
    match run(&mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            // Nothing is left to do where even this cannot be told.
            let _ = writeln!(io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the task found nothing wrong.
fn run(out: &mut dyn Write) -> io::Result<bool> {
    let Some(asked) = asked(std::env::args().skip(1)) else {
        write!(out, "{USAGE}")?;
        return Ok(false);
    };
    match asked.command.as_str() {
        "check" => check::run(&Checkout::open(&asked.root)?, &asked.ids, out),
        "mark" => mark::run(&Checkout::open(&asked.root)?, &asked.ids, out),
        "mutate-catalog" => mutate_catalog::run(&Checkout::open(&asked.root)?, &asked.ids, out),
        "propose" => propose::run(&Checkout::open(&asked.root)?, &asked.ids, out),
        "pages" => pages::run(&Checkout::open(&asked.root)?, out),
        "catalog-changes" => catalog_changes::run(&Checkout::open(&asked.root)?, asked.check, out),
        "tables" => tables::run(&Checkout::open(&asked.root)?, out),
        "projects" => projects::run(&Checkout::open(&asked.root)?, &asked.ids, out),
        "dist" => {
            // A package of its own: it links the whole program.
            let mut tool = Command::new("cargo");
            tool.args(["run", "--quiet", "--locked", "-p", "garant-dist", "--"]);
            tool.args(asked.ids.first());
            Ok(tool.current_dir(&asked.root).status()?.success())
        }
        "floor" => floor::run(&asked.ids, out),
        "new-criterion" => new_criterion::run(&Checkout::open(&asked.root)?, &asked.ids, out),
        "surface" => {
            // A package of its own: it is tied to one compiler.
            let mut tool = Command::new("cargo");
            tool.args(["run", "--quiet", "--locked", "--manifest-path"]);
            tool.args([".ci/surface/Cargo.toml", "--"]);
            tool.args(asked.check.then_some("--check"));
            Ok(tool.current_dir(&asked.root).status()?.success())
        }
        "ci" => {
            let mut gate = Command::new("bash");
            gate.arg(".ci/run").current_dir(&asked.root);
            Ok(gate.status()?.success())
        }
        _ => {
            write!(out, "{USAGE}")?;
            Ok(false)
        }
    }
}

fn asked(mut args: impl Iterator<Item = String>) -> Option<Asked> {
    let mut root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut words = Vec::new();
    let mut check = false;
    while let Some(arg) = args.next() {
        if arg == "--root" {
            root = PathBuf::from(args.next()?);
        } else if let Some(folder) = arg.strip_prefix("--root=") {
            root = PathBuf::from(folder);
        } else if arg == "--check" {
            check = true;
        } else if arg.starts_with('-') {
            return None;
        } else {
            words.push(arg);
        }
    }
    let mut words = words.into_iter();
    Some(Asked {
        command: words.next()?,
        root,
        check,
        ids: words.collect(),
    })
}
