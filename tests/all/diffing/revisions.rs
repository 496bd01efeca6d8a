//! Revisions of a repository: what is read of them, and what is not.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{garant, root};

/// Runs git in a folder as somebody, with nothing of this machine's own settings.
pub(super) fn git(folder: &Path, args: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", "2026-11-01T00:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-11-01T00:00:00Z")
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{args:?} {}",
        String::from_utf8_lossy(&done.stderr)
    );
}

pub(super) fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "x"]);
}

pub(super) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A repository with a project that cites one piece of evidence.
pub(super) fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q"]);
    write(folder.path(), "p/garant.toml", super::CITED);
    write(folder.path(), "p/notice.md", "texte");
    commit(folder.path());
    folder
}

pub(super) fn diff(folder: &Path, args: &[&str]) -> Output {
    let mut all = vec!["diff", "--lang", "en", "--as-of", "2026-11-23"];
    all.extend(args);
    garant(folder, &all)
}

pub(super) fn out(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.replace('\u{a0}', " ")
}

pub(super) fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn between_two_commits_of_an_example_the_line_that_changed_the_verdict_is_named() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q"]);
    copy(
        &root().join("examples/triage"),
        &folder.path().join("triage"),
    );
    commit(folder.path());
    let path = folder.path().join("triage/garant.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let line = text
        .lines()
        .position(|line| line == "patients.informed = true")
        .unwrap()
        + 1;
    std::fs::write(
        &path,
        text.replace("patients.informed = true", "patients.informed = false"),
    )
    .unwrap();
    commit(folder.path());
    for (old, new) in [
        ("HEAD~1:triage/garant.toml", "HEAD:triage"),
        ("HEAD~1:./triage/garant.toml", "triage/garant.toml"),
        ("main~1:triage", "triage"),
    ] {
        let run = diff(
            folder.path(),
            &[old, new, "--format", "markdown", "--gate", "worse"],
        );
        assert_eq!(run.status.code(), Some(1), "{}", err(&run));
        let told = out(&run);
        let row = told
            .lines()
            .find(|line| line.starts_with("| **TRA-01**"))
            .unwrap();
        assert!(row.contains("Met → Not met"), "{row}");
        assert!(row.ends_with(&format!("yes → no, line {line} |")), "{row}");
        assert!(told.contains("1 verdict got worse"), "{told}");
    }
    let text = out(&diff(folder.path(), &["HEAD~1:triage", "HEAD:triage"]));
    assert!(
        text.contains(&format!("--> HEAD:triage/garant.toml:{line}:")),
        "{text}"
    );
    assert!(text.contains("patients.informed = false"), "{text}");
    // From within the folder, paths begin there.
    let inside = folder.path().join("triage");
    let run = diff(
        &inside,
        &["HEAD~1:garant.toml", "HEAD:../triage/garant.toml"],
    );
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(out(&run).contains("TRA-01"));
}

#[test]
fn evidence_of_a_revision_is_read_from_it_whatever_the_work_tree_holds() {
    let folder = repository();
    for change in ["autre texte", ""] {
        let notice = folder.path().join("p/notice.md");
        if change.is_empty() {
            std::fs::remove_file(&notice).unwrap();
        } else {
            std::fs::write(&notice, change).unwrap();
        }
        let run = diff(
            folder.path(),
            &["HEAD:p", "HEAD:p/garant.toml", "--format", "json"],
        );
        let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(told["evidence"].as_array().unwrap().len(), 0, "{change}");
        let run = diff(folder.path(), &["HEAD:p", "p", "--format", "json"]);
        let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let wanted = if change.is_empty() {
            "changed"
        } else {
            "replaced"
        };
        assert_eq!(told["evidence"][0]["turn"], wanted);
        assert_eq!(told["old"]["commit"].as_str().unwrap().len(), 40);
        assert!(told["new"]["commit"].is_null());
    }
}

#[test]
fn no_file_stands_in_the_place_of_a_revision() {
    let folder = repository();
    let own = "garant = 1\n[system]\nname = \"Fichier\"\n";
    // A name that the revision has, one that it has not, and a revision that is not there.
    for name in ["HEAD:p.toml", "HEAD:p/garant.toml", "HEAD~9:p"] {
        write(folder.path(), name, own);
        let run = diff(folder.path(), &[name, "p"]);
        assert_eq!(run.status.code(), Some(2), "{name}: {}", out(&run));
        let (_, path) = name.split_once(':').unwrap();
        assert!(err(&run).contains(&format!("./{name}")), "{}", err(&run));
        assert!(err(&run).contains(&format!(":./{path}")), "{}", err(&run));
    }
    let run = diff(folder.path(), &["./HEAD:p.toml", "HEAD:./p/garant.toml"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(out(&run).contains("Fichier"), "{}", out(&run));
    // An edition likewise.
    std::fs::create_dir(folder.path().join("HEAD:rules")).unwrap();
    let args = ["catalog", "changes", "HEAD:rules", "--lang", "en"];
    let run = garant(folder.path(), &args);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("./HEAD:rules"), "{}", err(&run));
}

#[test]
fn the_repository_is_that_of_the_folder_whatever_the_environment_says() {
    let (folder, other) = (repository(), repository());
    write(
        other.path(),
        "p/garant.toml",
        "garant = 1\n[system]\nname = \"Autre\"\n",
    );
    commit(other.path());
    let place = other.path().join(".git").to_string_lossy().into_owned();
    let run = Command::new(crate::harness::program())
        .args([
            "diff",
            "HEAD:p",
            "HEAD:p",
            "--lang",
            "en",
            "--as-of",
            "2026-11-23",
        ])
        .current_dir(folder.path())
        .env("GIT_DIR", &place)
        .env("GIT_OBJECT_DIRECTORY", format!("{place}/objects"))
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "core.worktree")
        .env("GIT_CONFIG_VALUE_0", other.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(!out(&run).contains("Autre"), "{}", out(&run));
}

#[cfg(unix)]
#[test]
fn links_of_many_parts_and_large_ones_are_unreadable_at_once() {
    use std::os::unix::fs::symlink;
    let folder = repository();
    let notice = folder.path().join("p/notice.md");
    for target in ["x/../".repeat(700), "./".repeat(3000)] {
        let _ = std::fs::remove_file(&notice);
        // The file system takes no such link; an index does.
        if symlink(&target, &notice).is_err() {
            write(folder.path(), "text", &target);
            let id = Command::new("git")
                .args(["hash-object", "-w", "text"])
                .current_dir(folder.path())
                .output()
                .unwrap();
            let id = String::from_utf8(id.stdout).unwrap();
            let info = format!("120000,{},p/notice.md", id.trim());
            git(
                folder.path(),
                &["update-index", "--add", "--cacheinfo", &info],
            );
            git(folder.path(), &["commit", "-q", "-m", "x"]);
        } else {
            commit(folder.path());
        }
        let run = diff(folder.path(), &["HEAD~1:p", "HEAD:p", "--format", "json"]);
        let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(told["evidence"][0]["after"], "unreadable", "{told}");
        assert_eq!(told["evidence"][0]["why"], "read-error", "{told}");
        git(folder.path(), &["reset", "-q", "--hard", "HEAD~1"]);
    }
}

#[test]
fn what_is_no_revision_or_no_file_of_it_is_told_with_what_to_do() {
    let folder = repository();
    write(folder.path(), "p/bin.toml", "x");
    let cases = [
        ("nowhere:p/garant.toml", "`git log`"),
        ("HEAD:p/absent.toml", "`git ls-tree"),
        ("HEAD:absent", "`git ls-tree"),
        ("HEAD:../p/garant.toml", "leads out of the repository"),
        ("HEAD:/p/garant.toml", "leads out of the repository"),
        ("--output=x:p/garant.toml", ""),
        ("-n:p/garant.toml", ""),
        (":p/garant.toml", "names no revision"),
        ("HEAD\nHEAD:p/garant.toml", "`git log`"),
        ("HEAD^{/x:y}:p/garant.toml", "`git log`"),
        ("$(touch pwned):p/garant.toml", "`git log`"),
    ];
    for (given, wanted) in cases {
        let run = diff(folder.path(), &["HEAD:p", given]);
        assert_eq!(run.status.code(), Some(2), "{given}");
        assert!(run.stdout.is_empty(), "{given}");
        assert!(err(&run).contains(wanted), "{given}: {}", err(&run));
        assert!(!folder.path().join("pwned").exists() && !folder.path().join("x").exists());
    }
    // After `--`, a dash is a name, and no name of a revision.
    let run = garant(
        folder.path(),
        &["diff", "--lang", "en", "--", "--output=x:p", "HEAD:p"],
    );
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("begins with a dash"), "{}", err(&run));
    // All that is wrong with both sides is told.
    let run = diff(folder.path(), &["nowhere:p", "HEAD:absent"]);
    assert!(
        err(&run).contains("nowhere") && err(&run).contains("absent"),
        "{}",
        err(&run)
    );
}

#[test]
fn outside_a_repository_or_without_git_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "garant.toml", "garant = 1\n");
    let run = Command::new(crate::harness::program())
        .args(["diff", "HEAD:garant.toml", "garant.toml", "--lang", "en"])
        .current_dir(folder.path())
        .env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("not in a repository"), "{}", err(&run));
    let run = Command::new(crate::harness::program())
        .args(["diff", "HEAD:garant.toml", "garant.toml", "--lang", "en"])
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("git cannot be started"), "{}", err(&run));
}

#[cfg(unix)]
#[test]
fn links_of_a_revision_stay_inside_the_folder_of_the_descriptor() {
    use std::os::unix::fs::symlink;
    let state = |target: &str, name: &str| {
        let folder = repository();
        write(folder.path(), "secret.md", "dehors");
        write(folder.path(), "p/dans/vrai.md", "dedans");
        std::fs::remove_file(folder.path().join("p/notice.md")).unwrap();
        symlink(target, folder.path().join("p").join(name)).unwrap();
        commit(folder.path());
        let run = diff(folder.path(), &["HEAD~1:p", "HEAD:p", "--format", "json"]);
        let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let piece = told["evidence"][0].clone();
        format!(
            "{} {}",
            piece["after"].as_str().unwrap(),
            piece["why"].as_str().unwrap_or("-")
        )
    };
    assert_eq!(state("dans/vrai.md", "notice.md"), "present -");
    assert_eq!(
        state("../p/dans/vrai.md", "notice.md"),
        "unreadable outside"
    );
    assert_eq!(state("../secret.md", "notice.md"), "unreadable outside");
    assert_eq!(state("/etc/passwd", "notice.md"), "unreadable outside");
    assert_eq!(state("notice.md", "notice.md"), "unreadable read-error");
    assert_eq!(state("absent.md", "notice.md"), "missing no-such-file");
    assert_eq!(state("dans", "notice.md"), "unreadable folder");
}

#[test]
fn a_pointer_of_git_lfs_is_no_evidence() {
    let folder = repository();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    write(folder.path(), "p/notice.md", pointer);
    commit(folder.path());
    let run = diff(
        folder.path(),
        &["HEAD~1:p", "HEAD:p", "--format", "json", "--gate", "worse"],
    );
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(told["evidence"][0]["after"], "unreadable");
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("git-lfs pointer"), "{}", err(&run));
    write(folder.path(), "p/garant.toml", pointer);
    commit(folder.path());
    let run = diff(folder.path(), &["HEAD:p", "HEAD~1:p"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("git-lfs pointer"), "{}", err(&run));
}

#[cfg(unix)]
#[test]
fn nothing_that_the_repository_configures_is_run() {
    let folder = repository();
    let trap = folder.path().join("trap.sh");
    std::fs::write(&trap, "#!/bin/sh\ntouch \"$(dirname \"$0\")/pwned\"\n").unwrap();
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&trap, rights).unwrap();
    let trap = trap.to_string_lossy().into_owned();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "filter.x.smudge",
        "filter.x.clean",
        "diff.x.textconv",
        "alias.cat-file",
        "alias.rev-parse",
    ] {
        let value = if key.starts_with("alias") {
            format!("!{trap}")
        } else {
            trap.clone()
        };
        git(folder.path(), &["config", key, &value]);
    }
    write(folder.path(), ".gitattributes", "* filter=x diff=x\n");
    let run = diff(folder.path(), &["HEAD:p", "HEAD:p"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert!(!folder.path().join("pwned").exists());
}

#[test]
fn what_would_stand_in_the_place_of_a_file_does_not() {
    let folder = repository();
    git(folder.path(), &["tag", "old"]);
    write(folder.path(), "p/notice.md", "autre texte");
    commit(folder.path());
    git(
        folder.path(),
        &["replace", "old:p/notice.md", "HEAD:p/notice.md"],
    );
    let run = diff(folder.path(), &["old:p", "HEAD:p", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(told["evidence"][0]["turn"], "replaced", "{told:#}");
}
