//! Sentences on evidence that changed, and on where a criterion stands.

use garant_core::Verdict;
use garant_core::change::{EvidenceChange, Standing, Turn};
use garant_core::verdict::Disposition;

use super::cause::Speaker;
use super::sheet::Said;

impl Speaker<'_> {
    /// A verdict with its reason; a risk that was accepted, where it was.
    pub(super) fn standing(&self, standing: &Standing) -> String {
        let verdict = self.word(&format!("verdict.{}", standing.verdict.code()));
        if standing.disposition == Disposition::Waived {
            let risk = self.word("verdict.waived");
            let args = [("verdict", verdict.as_str()), ("reason", &risk)];
            return self.words.fill("diff.reasoned", &args);
        }
        let Some(reason) = &standing.reason else {
            return verdict;
        };
        let reason = self.word(&format!("reason.{reason}"));
        if standing.verdict == Verdict::NotApplicable {
            // These words are a verdict of their own.
            return reason;
        }
        let args = [("verdict", verdict.as_str()), ("reason", &reason)];
        self.words.fill("diff.reasoned", &args)
    }

    pub(super) fn piece(&self, change: &EvidenceChange) -> Said {
        let key = match change.turn {
            Turn::Came => "diff.piece.came",
            Turn::Went => "diff.piece.went",
            Turn::Replaced => "diff.piece.replaced",
            _ => "diff.piece.changed",
        };
        let args = [
            ("id", change.id.as_str()),
            ("before", &self.state("evidence", change.before)),
            ("after", &self.state("evidence", change.after)),
        ];
        Said {
            says: self.words.fill(key, &args),
            line: change.line,
            old: false,
        }
    }
}
