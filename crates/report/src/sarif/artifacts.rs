//! The files of a run: the descriptor, then the pieces of evidence that are files.

use serde_json::{Map, Value};

use super::log::{Artifact, ArtifactLocation, Message};
use crate::lang::Words;
use crate::message::sentence;
use crate::view::View;

/// The files of a run, and which piece of evidence is which.
pub(super) struct Artifacts {
    pub(super) all: Vec<Artifact>,
    /// By the number of a piece of evidence: its path below the root, and its index.
    pieces: Vec<Option<(String, usize)>>,
}

impl Artifacts {
    pub(super) fn new(view: &View<'_>, words: &Words) -> Self {
        let descriptor = &view.audit.descriptor;
        let mut all = vec![Artifact {
            location: ArtifactLocation::new(&descriptor.path, None),
            description: Some(Message::plain(words.get("sarif.descriptor"))),
            hashes: hash(Some(&descriptor.sha256)),
            roles: vec!["analysisTarget"],
        }];
        let folder = descriptor.path.rsplit_once('/').map(|(folder, _)| folder);
        let mut pieces = Vec::new();
        for piece in &view.audit.evidence {
            let path = below(folder, &piece.path);
            pieces.push(path.map(|path| {
                let known = all
                    .iter()
                    .position(|known| known.location.uri == crate::place::uri(&path));
                let index = known.unwrap_or(all.len());
                if known.is_none() {
                    let title = piece.title.as_deref().map(sentence);
                    all.push(Artifact {
                        location: ArtifactLocation::new(&path, None),
                        description: title.map(Message::plain),
                        hashes: hash(piece.sha256.as_deref()),
                        roles: Vec::new(),
                    });
                }
                (path, index)
            }));
        }
        Self { all, pieces }
    }

    /// The file of a piece of evidence, by its number from zero.
    pub(super) fn piece(&self, number: usize) -> Option<(&str, usize)> {
        let found = self.pieces.get(number)?.as_ref()?;
        Some((found.0.as_str(), found.1))
    }
}

/// A path below the descriptor's folder as seen from the root; `None` where it leads out, which no relative address may.
fn below(folder: Option<&str>, path: &str) -> Option<String> {
    let parts: Vec<&str> = path
        .split(['/', '\\'])
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    let outside = path.starts_with('/') || parts.contains(&"..") || parts.is_empty();
    if outside || path.contains('\\') {
        return None;
    }
    let plain = parts.join("/");
    Some(folder.map_or_else(|| plain.clone(), |folder| format!("{folder}/{plain}")))
}

fn hash(sha256: Option<&str>) -> Map<String, Value> {
    let told = sha256.map(|digest| ("sha-256".to_owned(), Value::from(digest)));
    told.into_iter().collect()
}
