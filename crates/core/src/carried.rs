//! Files that a fixture carries in comments: `#| FILE PATH` opens one, the lines `#| …` that follow are its lines.

use std::collections::BTreeMap;
use std::io::Cursor;

use crate::evidence::{Files, Handle, Refusal};
use crate::fixture::Shelf;

/// What begins a line of a carried file.
pub const CARRIED: &str = "#|";

const FILE: &str = "FILE ";

/// The files that a text carries, by path; any other path is one of the [`Shelf`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried(BTreeMap<String, Vec<u8>>);

impl Carried {
    /// Reads the files that a text carries. Lines end with a line feed; a path that is opened again starts anew.
    pub fn of(text: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut open: Option<(String, Vec<u8>)> = None;
        for line in text.lines().filter_map(|line| line.strip_prefix(CARRIED)) {
            let line = line.strip_prefix(' ').unwrap_or(line);
            if let Some(path) = line.strip_prefix(FILE) {
                files.extend(open.replace((path.trim().to_owned(), Vec::new())));
            } else if let Some((_, bytes)) = &mut open {
                bytes.extend_from_slice(line.as_bytes());
                bytes.push(b'\n');
            }
        }
        files.extend(open);
        Self(files)
    }
}

impl Files for Carried {
    fn open(&self, path: &str) -> Result<Box<dyn Handle>, Refusal> {
        match self.0.get(path) {
            Some(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            None => Shelf.open(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carried_file_is_served_with_its_lines_and_other_paths_as_before() {
        let text = "garant = 1\n#| outside\n#| FILE a/b.csv\n#| x,y\n#|\n#|  1,2\nkey = 1  #| no\n#| 3\n#| FILE c.csv\n";
        let files = Carried::of(text);
        let read = |path: &str| {
            let mut found = String::new();
            let opened = files
                .open(path)
                .map(|mut file| file.read_to_string(&mut found).unwrap());
            opened.map(|_| found)
        };
        assert_eq!(read("a/b.csv"), Ok("x,y\n\n 1,2\n3\n".to_owned()));
        assert_eq!(read("c.csv"), Ok(String::new()));
        assert_eq!(read("other.pdf"), Ok("other.pdf".to_owned()));
        assert_eq!(read("absent.pdf"), Err(Refusal::Missing));
    }
}
