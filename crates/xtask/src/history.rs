//! The editions of the catalog in the history of a checkout: the last one of each number, read from git's objects.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use garant_rules::Catalog;
use garant_rules::load::{self, File};

/// What begins an edition.
const HEAD: &str = "rules/catalog.toml";

/// The editions before today's.
#[derive(Debug)]
pub enum History {
    /// There is no git, no repository, or not the whole history.
    Absent,
    /// The oldest first.
    Editions(Vec<Edition>),
}

/// The last state of an edition.
#[derive(Debug)]
pub struct Edition {
    /// The number that it bears.
    pub version: String,
    /// The id of the commit.
    pub commit: String,
    /// The edition; nothing where this program cannot read it.
    pub catalog: Option<Catalog>,
}

/// The editions of a checkout's history, but for the one that `today` bears the number of.
///
/// # Errors
/// When git stops in the middle.
pub fn history(root: &Path, today: &str) -> io::Result<History> {
    let shallow = told(root, &["rev-parse", "--is-shallow-repository"]);
    let log = told(root, &["log", "--format=%H %P", "--", HEAD]);
    let (Some(shallow), Some(log)) = (shallow, log) else {
        return Ok(History::Absent);
    };
    if shallow.trim() != "false" || log.trim().is_empty() {
        return Ok(History::Absent);
    }
    let mut found: Vec<Edition> = Vec::new();
    for line in log.lines() {
        let mut ids = line.split(' ');
        let (Some(_), Some(before)) = (ids.next(), ids.next()) else {
            continue;
        };
        let Some(version) = version(root, before) else {
            continue;
        };
        // The newest commit comes first: what stood before it is the last state of the edition before.
        if version != today && found.iter().all(|known| known.version != version) {
            let catalog = load::load(&files(root, before)?).ok();
            found.push(Edition {
                version,
                commit: before.to_owned(),
                catalog,
            });
        }
    }
    found.reverse();
    Ok(History::Editions(found))
}

/// The number of the edition that a commit holds.
fn version(root: &Path, commit: &str) -> Option<String> {
    let text = told(root, &["show", &format!("{commit}:{HEAD}")])?;
    let table: toml::Table = text.parse().ok()?;
    table.get("version")?.as_str().map(str::to_owned)
}

/// The files of the catalog that a commit holds.
fn files(root: &Path, commit: &str) -> io::Result<Vec<File>> {
    let listed = told(
        root,
        &["ls-tree", "-r", "--name-only", "-z", commit, "rules/"],
    );
    let listed = listed.unwrap_or_default();
    let mut git = git(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut asks = git.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let answers = git.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let mut answers = BufReader::new(answers);
    let mut found = Vec::new();
    for path in listed.split('\0').filter(|path| path.ends_with(".toml")) {
        writeln!(asks, "{commit}:{path}")?;
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next();
        let size = size.and_then(|size| size.parse().ok());
        let size: u64 = size.ok_or(io::ErrorKind::NotFound)?;
        let mut text = String::new();
        (&mut answers).take(size).read_to_string(&mut text)?;
        answers.read_line(&mut String::new())?;
        found.push((path.trim_start_matches("rules/").to_owned(), text));
    }
    drop(asks);
    git.wait()?;
    Ok(found)
}

fn told(root: &Path, args: &[&str]) -> Option<String> {
    let output = git(root).args(args).output().ok()?;
    let told = output.status.success().then_some(output.stdout)?;
    String::from_utf8(told).ok()
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.args([
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
    ])
    .args(["-c", "protocol.allow=never"])
    .env("GIT_NO_LAZY_FETCH", "1")
    .env("GIT_OPTIONAL_LOCKS", "0")
    .stdin(Stdio::null())
    .stderr(Stdio::null())
    .current_dir(root);
    git
}
