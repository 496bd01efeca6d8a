//! `garant seal`: digests written, and every other byte kept.

use std::fs;
use std::process::Output;

use crate::harness::{files, garant, root};

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

const TEXT: &str = "# À propos du dossier\ngarant = 1 # version\n\n[[evidence]] # la première\n    path = 'a.txt'   # le chemin\n    id = \"a\"\n    kind = \"tally\"\n\n[evidence.reviewed-by] # relue\nname = \"K\"\n[[evidence]]\nid = \"b\"\nkind = \"tally\"\nurl = \"https://x.example\"\n[[evidence]]\nid = \"c\"\nkind = \"tally\"\nsha256 = \"\" # à écrire\n\"path\" = \"\"\"c.txt\"\"\"\n[[evidence]]\nkind=\"tally\"\nid=\"d\"\npath=\"d.txt\"";

struct Folder(tempfile::TempDir);

impl Folder {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.txt", "c.txt", "d.txt"] {
            fs::write(folder.path().join(name), "abc").unwrap();
        }
        fs::write(folder.path().join("garant.toml"), text).unwrap();
        Self(folder)
    }

    fn seal(&self, more: &[&str]) -> Output {
        garant(
            self.0.path(),
            &[&["seal", "--lang", "en"][..], more].concat(),
        )
    }

    fn code(&self, more: &[&str]) -> Option<i32> {
        self.seal(more).status.code()
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.path().join("garant.toml")).unwrap()
    }
}

#[test]
fn comments_order_and_layout_stay_and_twice_changes_nothing() {
    let folder = Folder::with(TEXT);
    assert_eq!(folder.code(&["--check"]), Some(1));
    assert_eq!(folder.text(), TEXT);
    let out = folder.seal(&[]);
    assert_eq!(out.status.code(), Some(0));
    insta::assert_snapshot!("sealed", folder.text());
    insta::assert_snapshot!("seal-says", String::from_utf8(out.stdout).unwrap());
    let once = folder.text();
    assert_eq!(folder.code(&[]), Some(0));
    assert_eq!(folder.code(&["--update"]), Some(0));
    assert_eq!(folder.code(&["--check"]), Some(0));
    assert_eq!(folder.text(), once);
    // Nothing but the digests was added.
    let bare = once.replace(&format!("sha256 = \"{ABC}\""), "");
    assert_eq!(
        bare.split_whitespace().count(),
        TEXT.replace("sha256 = \"\"", "").split_whitespace().count()
    );
}

#[test]
fn line_ends_and_a_byte_order_mark_are_kept() {
    let text = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
    let folder = Folder::with(&text);
    assert_eq!(folder.code(&[]), Some(0));
    let after = folder.text();
    assert!(after.starts_with('\u{feff}'));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    let plain = Folder::with(TEXT);
    plain.seal(&[]);
    assert_eq!(
        after.replace("\r\n", "\n").trim_start_matches('\u{feff}'),
        plain.text()
    );
}

#[test]
fn inline_tables_are_sealed() {
    let text = "garant = 1\nevidence = [{ id = \"a\", kind = \"tally\", path = \"a.txt\" }, {path='c.txt', id='c', kind='tally'}, # fin\n  { id = \"d\", path = \"d.txt\" , kind = \"tally\" },\n]\n";
    let folder = Folder::with(text);
    assert_eq!(folder.code(&[]), Some(0), "{:?}", folder.seal(&[]));
    let after = folder.text();
    assert_eq!(after.replace(&format!(", sha256 = \"{ABC}\""), ""), text);
    assert_eq!(after.matches(ABC).count(), 3);
    assert_eq!(folder.code(&["--check"]), Some(0));
}

#[test]
fn a_changed_file_stops_everything_until_the_change_is_meant() {
    let folder = Folder::with(TEXT);
    folder.seal(&[]);
    let sealed = folder.text();
    let open = sealed.replacen(&format!("sha256 = \"{ABC}\" # à écrire"), "", 1);
    fs::write(folder.0.path().join("garant.toml"), &open).unwrap();
    fs::write(folder.0.path().join("a.txt"), "abd").unwrap();
    for more in [&[][..], &["--check"]] {
        let out = folder.seal(more);
        assert_eq!(out.status.code(), Some(1));
        let said = String::from_utf8(out.stdout).unwrap();
        assert!(
            said.contains("line 4: a.txt – no longer the file"),
            "{said}"
        );
        assert_eq!(folder.text(), open);
    }
    assert_eq!(folder.code(&["--update"]), Some(0));
    let after = folder.text();
    assert_eq!(after.matches(ABC).count(), 2);
    assert_eq!(after.lines().count(), sealed.lines().count() + 1);
    assert_eq!(folder.code(&["--check"]), Some(0));
    assert_eq!(folder.code(&["--check", "--update"]), Some(2));
}

#[test]
fn what_cannot_be_read_leaves_the_seal_open_and_the_rest_is_sealed() {
    let folder = Folder::with(TEXT);
    fs::remove_file(folder.0.path().join("c.txt")).unwrap();
    assert_eq!(folder.code(&[]), Some(1));
    assert_eq!(folder.text().matches(ABC).count(), 2);
    assert_eq!(folder.code(&["--check"]), Some(1));
}

#[test]
fn a_suppliers_audit_is_checked_and_refreshed_alike() {
    let text = "garant = 1\n[[takes-up]]\npath = \"a.txt\"\nsha256 = \"00\"\nversion = \"1\"\ndate = 2026-11-23\n";
    let folder = Folder::with(text);
    assert_eq!(folder.code(&["--check"]), Some(1));
    assert_eq!(folder.code(&[]), Some(1));
    assert_eq!(folder.text(), text);
    assert_eq!(folder.code(&["--update"]), Some(0));
    assert_eq!(folder.text(), text.replace("\"00\"", &format!("\"{ABC}\"")));
}

#[test]
fn every_example_is_sealed_by_lines_that_are_added_and_no_other_change() {
    for name in ["echographie", "hopital", "triage"] {
        let source = root().join("examples").join(name);
        let folder = tempfile::tempdir().unwrap();
        let mut found = Vec::new();
        files(&source, "", &mut found);
        for path in found {
            let to = folder.path().join(path.strip_prefix(&source).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(path, to).unwrap();
        }
        let read = || fs::read_to_string(folder.path().join("garant.toml")).unwrap();
        let before = read();
        let out = garant(folder.path(), &["seal"]);
        assert_eq!(out.status.code(), Some(0), "{name}");
        let after = read();
        let mut kept = before.lines();
        let mut added = 0;
        let mut next = kept.next();
        for line in after.lines() {
            if next == Some(line) {
                next = kept.next();
            } else {
                assert!(line.starts_with("sha256 = \""), "{name}: {line}");
                added += 1;
            }
        }
        assert!(next.is_none() && added > 5, "{name}: {next:?} {added}");
        assert_eq!(
            garant(folder.path(), &["seal", "--check"]).status.code(),
            Some(0)
        );
    }
}

#[test]
fn what_is_no_descriptor_is_not_touched() {
    for text in [
        "garant = \n",
        "garant = 1\n[[evidence]]\nid = \"a\"\npath = \"a.txt\"\n",
        "garant = 1\nversoin = 2\n",
    ] {
        let folder = Folder::with(text);
        let out = folder.seal(&[]);
        assert_eq!(out.status.code(), Some(2), "{text}");
        assert!(
            String::from_utf8(out.stderr)
                .unwrap()
                .contains("garant.toml"),
            "{text}"
        );
        assert_eq!(folder.text(), text);
    }
    let folder = Folder::with(TEXT);
    assert_eq!(folder.code(&["absent.toml"]), Some(2));
    assert_eq!(folder.code(&["-"]), Some(2));
    assert_eq!(folder.code(&["."]), Some(2));
}

#[cfg(unix)]
#[test]
fn rights_and_links_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::with(TEXT);
    let path = folder.0.path().join("garant.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    symlink("garant.toml", folder.0.path().join("lien.toml")).unwrap();
    assert_eq!(folder.code(&["lien.toml"]), Some(0));
    assert!(
        fs::symlink_metadata(folder.0.path().join("lien.toml"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(folder.text().contains(ABC));
    // Nothing else is left in the folder.
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 5);
}
