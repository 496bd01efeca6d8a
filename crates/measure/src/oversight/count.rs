//! Counts of the rows of a period.

/// One row. Values are numbers that are the same when their texts are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub suggestion: u32,
    pub decision: u32,
    pub outcome: Option<u32>,
    pub initial: Option<u32>,
    /// Whether a reason is given.
    pub reason: bool,
    pub reviewed: Option<bool>,
    /// The decision time in tenths of a second.
    pub tenths: Option<u32>,
}

/// What rows are counted for.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub n: u64,
    pub followed: u64,
    /// Not followed, with a reason.
    pub reasons: u64,
    /// With an outcome.
    pub outcomes: u64,
    /// The suggestion is not the outcome.
    pub wrong: u64,
    pub wrong_accepted: u64,
    pub right_rejected: u64,
    /// With an outcome and, where there is a column for it, an initial opinion.
    pub judged: u64,
    pub tool_right: u64,
    pub human_right: u64,
    pub team_right: u64,
    pub correct_to_wrong: u64,
    pub wrong_to_correct: u64,
    pub reviewed: u64,
    pub review_unknown: u64,
    pub followed_reviewed: u64,
    pub tenths: Vec<u32>,
}

impl Counts {
    /// Counts a row; `initial` where there is a column of initial opinions.
    pub(super) fn add(&mut self, row: &Row, initial: bool) {
        let follows = row.suggestion == row.decision;
        self.n += 1;
        self.followed += u64::from(follows);
        self.reasons += u64::from(!follows && row.reason);
        self.review_unknown += u64::from(row.reviewed.is_none());
        self.reviewed += u64::from(row.reviewed == Some(true));
        self.followed_reviewed += u64::from(follows && row.reviewed == Some(true));
        self.tenths.extend(row.tenths);
        let Some(outcome) = row.outcome else {
            return;
        };
        let (tool, team) = (row.suggestion == outcome, row.decision == outcome);
        self.outcomes += 1;
        self.wrong += u64::from(!tool);
        self.wrong_accepted += u64::from(!tool && follows);
        self.right_rejected += u64::from(tool && !follows);
        if initial && row.initial.is_none() {
            return;
        }
        let human = row.initial == Some(outcome);
        self.judged += 1;
        self.tool_right += u64::from(tool);
        self.team_right += u64::from(team);
        self.human_right += u64::from(human);
        self.correct_to_wrong += u64::from(human && !team);
        self.wrong_to_correct += u64::from(!human && team);
    }

    /// Adds the counts of other rows.
    pub(super) fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.followed += other.followed;
        self.reasons += other.reasons;
        self.outcomes += other.outcomes;
        self.wrong += other.wrong;
        self.wrong_accepted += other.wrong_accepted;
        self.right_rejected += other.right_rejected;
        self.judged += other.judged;
        self.tool_right += other.tool_right;
        self.human_right += other.human_right;
        self.team_right += other.team_right;
        self.correct_to_wrong += other.correct_to_wrong;
        self.wrong_to_correct += other.wrong_to_correct;
        self.reviewed += other.reviewed;
        self.review_unknown += other.review_unknown;
        self.followed_reviewed += other.followed_reviewed;
        self.tenths.extend_from_slice(&other.tenths);
    }
}
