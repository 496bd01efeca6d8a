//! The summary at the end: counts, conclusion, and what met criteria stand on.

use std::fmt::Write as _;

use garant_core::audience::Audience;
use garant_core::gate::State;
use garant_rules::Footing;
use garant_source::visible::visible;

use crate::lang::Words;
use crate::view::View;

/// The system, the counts of each principle, the notices and the conclusion.
pub(super) fn counts(view: &View<'_>, words: &Words, out: &mut String) {
    let audit = view.audit;
    let name = audit
        .system
        .name
        .as_deref()
        .unwrap_or_else(|| words.get("unnamed"));
    let _ = writeln!(
        out,
        "{}",
        words.fill(
            "terminal.head",
            &[
                ("name", &visible(name, false)),
                ("catalog", &view.texts.catalog),
                ("version", &audit.catalog.version),
                ("date", &words.date(&audit.as_of)),
            ],
        )
    );
    for principle in &view.principles {
        let counts = principle.score.counts;
        let band = match (principle.score.lower, principle.score.upper) {
            (Some(low), Some(high)) => words.fill(
                "terminal.band",
                &[("low", &words.percent(low)), ("high", &words.percent(high))],
            ),
            _ => words.get("nothing-applies").to_owned(),
        };
        let cells: Vec<String> = [
            ("count.met", counts.met),
            ("count.not-met", counts.not_met),
            ("count.undetermined", counts.undetermined),
            ("count.not-applicable", counts.not_applicable),
        ]
        .iter()
        .map(|(key, count)| words.count(key, *count))
        .collect();
        let pad = 18_usize.saturating_sub(principle.title.chars().count());
        let _ = writeln!(
            out,
            "  {}{} {} – {band}",
            principle.title,
            " ".repeat(pad),
            cells.join(", ")
        );
    }
    for notice in &audit.diagnostics {
        let says = if view.lang == "fr" {
            &notice.says.fr
        } else {
            &notice.says.en
        };
        let says = visible(says, false);
        let line = notice.line.to_string();
        let told = match notice.line {
            0 => words.fill("terminal.notice-withheld", &[("says", &says)]),
            _ => words.fill("terminal.notice", &[("line", &line), ("says", &says)]),
        };
        let _ = writeln!(out, "{told}");
    }
    if view.footings.met > 0 {
        let _ = writeln!(out, "{}", view.footings_says);
    }
    let _ = writeln!(out, "{}", view.conclusion);
    if audit.audience != Audience::Internal {
        let key = format!("report.audience.says-{}", audit.audience.code());
        let _ = writeln!(out, "{}", words.get(&key));
    }
}

/// The conclusion: counts and names, never an opinion.
pub fn conclusion(audit: &garant_core::Audit, words: &Words) -> String {
    let gate = &audit.gate;
    let level = audit
        .texts
        .get(words.lang.code())
        .and_then(|texts| texts.levels.get(&gate.level))
        .map_or(gate.level.as_str(), String::as_str);
    let (failing, open) = (gate.failing.len(), gate.undetermined.len());
    // What counts for a gate may be of a stronger level than its own.
    let own = |id: &String| {
        let mut all = audit.findings.iter();
        all.any(|finding| finding.criterion == *id && finding.level == gate.level)
    };
    let named = gate.failing.iter().chain(&gate.undetermined);
    let stronger = named.into_iter().any(|id| !own(id));
    let says = match gate.state {
        State::Fails if open == 0 => words.count("conclusion.fails", failing),
        State::Fails => format!(
            "{} {}",
            words.count("conclusion.fails", failing),
            words.count("conclusion.also-undetermined", open)
        ),
        State::Inconclusive if open == 0 => words.get("conclusion.nothing").to_owned(),
        State::Inconclusive => words.count("conclusion.inconclusive", open),
        State::Holds => words.get("conclusion.holds").to_owned(),
        State::NotAsked => words.get("conclusion.not-asked").to_owned(),
    };
    let level = match gate.state {
        State::Holds | State::NotAsked => level.to_owned(),
        _ if stronger => words.fill("conclusion.level-or-stronger", &[("level", level)]),
        _ => words.fill("conclusion.level", &[("level", level)]),
    };
    garant_rules::words::fill(&says, &[("level", &level)])
}

/// What each met criterion stands on: codes by footing, the weakest first.
pub(super) fn footings(view: &View<'_>, words: &Words, out: &mut String) {
    for (footing, mark) in [
        (Footing::Declared, "○"),
        (Footing::Documented, "◐"),
        (Footing::Measured, "●"),
    ] {
        let own = view
            .cards
            .iter()
            .filter(|card| card.state == "met" && !card.f.draft && card.f.footing == Some(footing));
        let codes: Vec<String> = own
            .map(|card| {
                let tick = if card.f.reviewed { "✓" } else { "" };
                format!("{}{tick}", card.f.code)
            })
            .collect();
        if codes.is_empty() {
            continue;
        }
        let id = match footing {
            Footing::Declared => "declared",
            Footing::Documented => "documented",
            Footing::Measured => "measured",
        };
        let name = words.get(&format!("report.footings.{id}")).to_owned();
        let line = words.fill(
            "report.footings.group",
            &[
                ("footing", &name),
                ("n", &codes.len().to_string()),
                ("codes", &codes.join(", ")),
            ],
        );
        let first = format!("  {mark} ");
        out.push_str(&crate::figures::wrapped(&line, &first, "    "));
    }
    if view.footings.reviewed > 0 {
        let _ = writeln!(out, "  ✓ {}", words.get("report.footings.reviewed"));
    }
}
