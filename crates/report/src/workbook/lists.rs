//! The texts cited, the evidence, the accepted risks and the opinions, as tables.

use crate::findings::{Table, code, named};
use crate::view::View;

/// The texts cited.
pub(super) fn sources(view: &View<'_>) -> Table {
    let rows = view.texts.sources.values().map(|source| {
        vec![
            source.short.clone(),
            source.title.clone(),
            source.publisher.clone(),
            named(view.texts, "force", &source.force),
            named(view.texts, "verification", &source.verification),
            source.url.clone().unwrap_or_default(),
            source.note.clone().unwrap_or_default(),
        ]
    });
    Table {
        columns: &[
            "short",
            "title",
            "publisher",
            "force",
            "verification",
            "address",
            "note",
        ],
        printed: 7,
        rows: rows.collect(),
    }
}

/// The pieces of evidence, in the descriptor's order.
pub(super) fn evidence(view: &View<'_>) -> Table {
    let rows = view
        .audit
        .evidence
        .iter()
        .enumerate()
        .map(|(index, piece)| {
            let why = piece.why.as_deref().filter(|why| *why != "table");
            let mut state = named(view.texts, "evidence", &code(piece.state));
            if let Some(why) = why {
                state = format!("{state} | {}", named(view.texts, "evidence.why", why));
            }
            for trouble in view.troubles.get(index).into_iter().flatten() {
                state = format!("{state} | {}", trouble.trim());
            }
            vec![
                format!("P{}", index + 1),
                piece.id.clone(),
                piece.title.clone().unwrap_or_default(),
                named(view.texts, "kind", &piece.kind),
                state,
                piece.path.clone(),
                piece.url.clone().unwrap_or_default(),
                piece.date.clone().unwrap_or_default(),
                piece.expires.clone().unwrap_or_default(),
                piece.reviewed_by.clone().unwrap_or_default(),
                piece.sha256.clone().unwrap_or_default(),
                piece.line.map_or_else(String::new, |line| line.to_string()),
            ]
        });
    Table {
        columns: &[
            "number",
            "id",
            "title",
            "kind",
            "state",
            "path",
            "address",
            "date",
            "expires",
            "reviewed_by",
            "sha256",
            "lines",
        ],
        printed: 12,
        rows: rows.collect(),
    }
}

/// The accepted risks, in the descriptor's order.
pub(super) fn waivers(view: &View<'_>) -> Table {
    let rows = view.audit.waivers.iter().map(|waiver| {
        let card = view.by_id.get(waiver.criterion.as_str());
        vec![
            waiver.criterion.clone(),
            card.map_or_else(String::new, |card| card.f.code.clone()),
            card.map_or_else(String::new, |card| card.t.title.clone()),
            waiver.check.clone().unwrap_or_default(),
            waiver.site.clone().unwrap_or_default(),
            named(view.texts, "waiver", &code(waiver.state)),
            waiver.because.map_or_else(String::new, |because| {
                named(view.texts, "waiver.because", &code(because))
            }),
            [&waiver.open_checks[..], &waiver.open_sites[..]]
                .concat()
                .join(" | "),
            waiver.reason.clone(),
            waiver.risk_accepted.clone(),
            waiver.owner.clone(),
            waiver.approver.clone(),
            waiver.date.clone(),
            waiver.ends.clone(),
            waiver
                .line
                .map_or_else(String::new, |line| line.to_string()),
        ]
    });
    Table {
        columns: &[
            "criterion",
            "code",
            "title",
            "check",
            "site",
            "state",
            "because",
            "left",
            "waiver_reason",
            "risk",
            "owner",
            "approver",
            "date",
            "ends",
            "lines",
        ],
        printed: 15,
        rows: rows.collect(),
    }
}

/// The opinions given, in the descriptor's order.
pub(super) fn opinions(view: &View<'_>) -> Table {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let rows = view.audit.opinions.iter().map(|opinion| {
        let outcome = opinion.outcome.as_deref();
        vec![
            text(&opinion.id),
            text(&opinion.body),
            text(&opinion.date),
            outcome.map_or_else(String::new, |id| named(view.texts, "outcome", id)),
            opinion.reservations.join(" | "),
            named(view.texts, "opinion", &code(opinion.state)),
            opinion
                .days_open
                .map_or_else(String::new, |days| days.to_string()),
            text(&opinion.lifted_on),
            text(&opinion.document),
            opinion
                .line
                .map_or_else(String::new, |line| line.to_string()),
        ]
    });
    Table {
        columns: &[
            "id",
            "body",
            "date",
            "outcome",
            "reservations",
            "state",
            "days_open",
            "lifted",
            "document",
            "lines",
        ],
        printed: 10,
        rows: rows.collect(),
    }
}
