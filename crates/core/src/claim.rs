//! What a project claims not to apply, and whether another person than the declarant has reviewed it.

use garant_rules::facts::Read;
use garant_source::Diagnostic;

use crate::bench::Bench;
use crate::evidence;
use crate::finding::Finding;

impl Bench<'_> {
    /// The claim that a criterion does not apply, and whether a person other than the declarant has reviewed it.
    pub(crate) fn claim(&self, id: &str) -> Option<(Vec<Read>, bool)> {
        let descriptor = self.project.descriptor;
        let entry = descriptor
            .entries("not-applicable")
            .into_iter()
            .find(|entry| descriptor.string(&format!("{entry}.criterion")) == Some(id))?;
        let keys = [
            "reason",
            "reviewed-by.name",
            "reviewed-by.role",
            "reviewed-by.on",
        ];
        let reads: Vec<Read> = keys
            .iter()
            .map(|key| self.read(&format!("{entry}.{key}")))
            .collect();
        // Where the declarant is unknown, nobody is known to be another person.
        let other = match (self.reviewer(&entry), self.declarant()) {
            (Some(reviewer), Some(declarant)) => reviewer != declarant,
            _ => false,
        };
        let complete = reads.iter().all(|read| read.value().is_some());
        let past = descriptor
            .date(&format!("{entry}.reviewed-by.on"))
            .is_some_and(|on| on <= self.project.as_of);
        Some((reads, complete && other && past))
    }

    fn reviewer(&self, entry: &str) -> Option<String> {
        self.project
            .descriptor
            .string(&format!("{entry}.reviewed-by.name"))
            .map(evidence::fold)
    }

    fn declarant(&self) -> Option<String> {
        self.project
            .descriptor
            .string("declaration.by")
            .map(evidence::fold)
    }

    /// Claims that are reviewed by the declarant, or that set aside what is not judged here.
    pub(crate) fn weak_claims(&self, findings: &[Finding]) -> Vec<Diagnostic> {
        let descriptor = self.project.descriptor;
        let mut found = Vec::new();
        for entry in descriptor.entries("not-applicable") {
            let warn = |code| Diagnostic::warning(code, &descriptor.text, descriptor.span(&entry));
            let id = descriptor
                .string(&format!("{entry}.criterion"))
                .unwrap_or("");
            if findings.iter().all(|finding| finding.criterion != id) {
                found.push(warn("claim-unmatched").with("criterion", id));
            }
            if self.reviewer(&entry).is_some() && self.reviewer(&entry) == self.declarant() {
                found.push(warn("claim-reviewed-by-declarant"));
            }
        }
        found
    }
}
