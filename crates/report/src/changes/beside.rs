//! Sentences on what changed beside the verdicts, and on where a criterion stands.

use garant_core::Verdict;
use garant_core::change::{EvidenceChange, OpinionChange, Standing, Turn, WaiverChange};
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

    pub(super) fn waiver(&self, change: &WaiverChange) -> Said {
        let ends = change.ends_after.as_ref().or(change.ends_before.as_ref());
        let ends = ends.map(|ends| self.words.date(ends)).unwrap_or_default();
        let key = match change.turn {
            Turn::Came => "diff.waiver.came",
            Turn::Went => "diff.waiver.went",
            Turn::Expired => "diff.waiver.expired",
            _ => "diff.waiver.changed",
        };
        let args = [
            ("code", change.code.as_str()),
            ("before", &self.state("waiver", change.before)),
            ("after", &self.state("waiver", change.after)),
            ("ends", &ends),
        ];
        Said {
            says: self.words.fill(key, &args),
            line: change.line,
        }
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
        }
    }

    pub(super) fn opinion(&self, change: &OpinionChange) -> Said {
        let key = match change.turn {
            Turn::Came => "diff.opinion.came",
            Turn::Went => "diff.opinion.went",
            Turn::Opened => "diff.opinion.opened",
            Turn::Lifted => "diff.opinion.lifted",
            _ => "diff.opinion.changed",
        };
        let body = change.body.as_ref().or(change.id.as_ref());
        let body = body.map_or_else(|| self.words.get("unstated").to_owned(), Clone::clone);
        let date = change.date.as_ref();
        let date = date.map_or_else(
            || self.words.get("unstated").to_owned(),
            |date| self.words.date(date),
        );
        let state = change.after.or(change.before);
        let state = state.and_then(|state| serde_json::to_value(state).ok());
        let state = state.as_ref().and_then(|state| state.as_str());
        let state = state.map(|code| {
            self.words
                .get(&format!("diff.reservations.{code}"))
                .to_owned()
        });
        let args = [
            ("body", body.as_str()),
            ("date", &date),
            ("state", &state.unwrap_or_default()),
        ];
        Said {
            says: self.words.fill(key, &args),
            line: change.line,
        }
    }
}
