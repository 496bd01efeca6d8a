//! What ends or begins, from the audit's date: accepted risks, pieces of evidence, texts that will apply later. The audit's date is
//! the only "now" there is.

use garant_core::Audit;
use garant_core::texts::Texts;
use garant_rules::Lang;
use garant_rules::reference::Status;
use garant_rules::words::fill;
use jiff::civil::Date;
use serde::Serialize;

use super::label::{self, LEADING};
use super::principles::word;
use super::{EDGE, Frame, Length, Table, Text, Values, WIDTH, key};
use crate::lang::Words;

/// Where the axis begins and ends.
const AXIS: (f64, f64) = (250.0, 630.0);
const LABEL: f64 = 224.0;
/// As many events are drawn, those nearest to the audit's date; all are in the table.
const MOST: usize = 14;
/// As many are told beside a decision.
const SOON: usize = 4;
/// The axis shows no more than so many months before and after the audit.
const REACH: f64 = 120.0;
const KINDS: [&str; 3] = ["waiver", "evidence", "regime"];

/// Events on an axis of time. Without any, there is nothing to draw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    frame: Frame,
    /// How many events there are.
    events: usize,
    /// The few nearest to the audit's date, by date.
    soon: Vec<Soon>,
    left: Length,
    right: Length,
    top: Length,
    bottom: Length,
    ticks: Vec<Text>,
    /// Where the audit stands, and its words.
    audit: Length,
    now: Text,
    rows: Vec<Row>,
    /// How many are not drawn, in words.
    more: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Row {
    kind: &'static str,
    past: bool,
    x: Length,
    y: Length,
    label: Vec<Text>,
    /// Where the line from the label to the mark begins and ends.
    from: Length,
    to: Length,
    date: Text,
    /// Whether the date stands before the mark.
    before: bool,
}

/// An event in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Soon {
    /// Its date.
    when: String,
    /// What ends or begins.
    what: String,
}

struct Event {
    kind: &'static str,
    label: String,
    iso: String,
    date: Option<Date>,
    /// From the audit; negative when past.
    days: Option<i32>,
    state: String,
}

pub(super) fn chart(audit: &Audit, texts: &Texts, words: &Words) -> Timeline {
    let now: Option<Date> = audit.as_of.parse().ok();
    let mut events = events(audit, texts, words, now);
    events.sort_by(|a, b| (a.date, &a.iso).cmp(&(b.date, &b.iso)));
    let mut near: Vec<usize> = (0..events.len()).collect();
    near.retain(|index| events.get(*index).is_some_and(|event| event.days.is_some()));
    near.sort_by_key(|index| {
        let days = events.get(*index).and_then(|event| event.days);
        days.map_or(u32::MAX, i32::unsigned_abs)
    });
    let mut soon: Vec<usize> = near.iter().copied().take(SOON).collect();
    soon.sort_unstable();
    near.truncate(MOST);
    near.sort_unstable();
    let drawn: Vec<&Event> = near.iter().filter_map(|index| events.get(*index)).collect();
    let kinds = KINDS.into_iter();
    let known = kinds.filter(|own| drawn.iter().any(|event| event.kind == *own));
    let (key, start) = key(known.map(|own| (own, kind(own, words))).collect());
    let axis = Axis::new(now.map_or(0.0, months), &drawn);
    let audit_at = Length(axis.at(axis.now));
    let top = start + 18.0;
    let mut y = top + 6.0;
    let mut rows = Vec::new();
    for event in &drawn {
        let (row, next) = place(event, &axis, y, words);
        rows.push(row);
        y = next;
    }
    let bottom = y;
    let said = words.fill(
        "report.chart.timeline.audit",
        &[("date", &words.date(&audit.as_of))],
    );
    let half = label::width(&said) / 2.0;
    let middle = audit_at.0.min(WIDTH - EDGE - half).max(EDGE + half);
    let left_out = events.len() - drawn.len();
    let more = (left_out > 0).then(|| {
        let text = words.count("report.chart.timeline.more", left_out);
        Text::new(EDGE, bottom + 42.0, text)
    });
    let height = bottom + if more.is_some() { 52.0 } else { 30.0 };
    let title = words.get("report.chart.timeline.title").to_owned();
    Timeline {
        soon: soon
            .iter()
            .filter_map(|index| events.get(*index))
            .map(|event| Soon {
                when: words.date(&event.iso),
                what: soon_words(event, words),
            })
            .collect(),
        events: events.len(),
        left: Length(AXIS.0),
        right: Length(AXIS.1),
        top: Length(top),
        bottom: Length(bottom),
        ticks: axis.ticks(bottom + 19.0, words),
        audit: audit_at,
        now: Text::new(middle, start + 12.0, said),
        rows,
        more,
        frame: Frame {
            id: "chart-timeline",
            says: says(&events, audit, words),
            note: words.get("report.chart.timeline.note").to_owned(),
            width: Length(WIDTH),
            height: Length(height),
            key,
            table: table(&events, &title, words),
            title,
        },
    }
}

fn events(audit: &Audit, texts: &Texts, words: &Words, now: Option<Date>) -> Vec<Event> {
    let event = |kind, label: String, iso: &str, state: String| {
        let date: Option<Date> = iso.parse().ok();
        let days = now
            .zip(date)
            .and_then(|(now, date)| date.since(now).ok())
            .map(|span| span.get_days());
        Event {
            kind,
            label,
            iso: iso.to_owned(),
            date,
            days,
            state,
        }
    };
    let waivers = audit.waivers.iter().map(|waiver| {
        let mut findings = audit.findings.iter();
        let finding = findings.find(|finding| finding.criterion == waiver.criterion);
        let title = texts.criteria.get(&waiver.criterion);
        let label = match (finding, title) {
            (Some(finding), Some(own)) => format!("{} {}", finding.code, own.title),
            _ => waiver.criterion.clone(),
        };
        let state = state(texts, "waiver", waiver.state);
        event("waiver", label, &waiver.ends, state)
    });
    let evidence = audit.evidence.iter().filter_map(|piece| {
        let label = piece.title.clone().unwrap_or_else(|| piece.id.clone());
        let state = word(texts, &format!("evidence.{}", piece.state.code()));
        Some(event("evidence", label, piece.expires.as_ref()?, state))
    });
    let regimes = audit.scope.iter().filter_map(|reach| {
        let later = (reach.status == Status::NotYet).then_some(reach.from.as_ref()?)?;
        let said = match words.lang {
            Lang::Fr => &reach.title.fr,
            Lang::En => &reach.title.en,
        };
        let mut state = word(texts, "status.not-yet");
        if reach.yours == Some(true) {
            state.push_str(words.get("scope.yours"));
        }
        let perhaps = reach.perhaps_later();
        let label = if perhaps {
            words.fill("report.chart.timeline.perhaps", &[("what", said)])
        } else {
            said.clone()
        };
        Some(event("regime", label, later, state))
    });
    waivers.chain(evidence).chain(regimes).collect()
}

/// What kind of event it is.
fn kind(code: &str, words: &Words) -> String {
    let key = format!("report.chart.timeline.{code}");
    words.get(&key).to_owned()
}

/// The words of a state, whose code is how it is written in JSON.
fn state(texts: &Texts, room: &str, state: impl Serialize) -> String {
    let code = serde_json::to_value(state).ok();
    let code = code.as_ref().and_then(serde_json::Value::as_str);
    word(texts, &format!("{room}.{}", code.unwrap_or_default()))
}

/// A date in months: what an axis of months and years needs, without a calendar's end.
fn months(date: Date) -> f64 {
    let day = f64::from(date.day() - 1) / f64::from(date.days_in_month());
    f64::from(date.year()) * 12.0 + f64::from(date.month() - 1) + day
}

struct Axis {
    now: f64,
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// An axis that ends on its ticks: months, then years.
    fn new(now: f64, drawn: &[&Event]) -> Self {
        let dates = drawn.iter().filter_map(|event| event.date);
        let near = dates.map(|date| months(date).clamp(now - REACH, now + REACH));
        let (mut low, mut high) = (now, now);
        for month in near {
            low = low.min(month);
            high = high.max(month);
        }
        let ends = |step: f64| ((low / step).floor() * step, (high / step).ceil() * step);
        let fits = |step: &f64| {
            let (low, high) = ends(*step);
            (high - low) / step <= if *step < 12.0 { 4.0 } else { 8.0 }
        };
        let step = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0];
        let step = step.into_iter().find(fits).unwrap_or(60.0);
        let (low, high) = ends(step);
        let high = high.max(low + step);
        Self {
            now,
            low,
            high,
            step,
        }
    }

    fn at(&self, month: f64) -> f64 {
        let part = (month - self.low) / (self.high - self.low);
        AXIS.0 + part.clamp(0.0, 1.0) * (AXIS.1 - AXIS.0)
    }

    fn ticks(&self, y: f64, words: &Words) -> Vec<Text> {
        let mut ticks = Vec::new();
        let mut month = self.low;
        while month <= self.high && ticks.len() < 10 {
            let year = (month / 12.0).floor();
            let mut text = format!("{year}");
            if self.step < 12.0 {
                let key = format!("report.chart.month.{}", month - year * 12.0 + 1.0);
                text = format!("{}\u{a0}{text}", words.get(&key));
            }
            ticks.push(Text::new(self.at(month), y, text));
            month += self.step;
        }
        ticks
    }
}

/// An event's row, and where the next one begins.
fn place(event: &Event, axis: &Axis, top: f64, words: &Words) -> (Row, f64) {
    let month = event.date.map_or(axis.now, months);
    let past = event.days.is_some_and(|days| days < 0);
    let x = axis.at(month);
    let lines = label::wrap(&event.label, LABEL, 2);
    let tall = lines.len() > 1;
    let height = if tall { 40.0 } else { 27.0 };
    let y = top + height / 2.0;
    let widest = lines.iter().map(|line| label::width(line));
    let widest = widest.fold(0.0, f64::max).min(LABEL);
    let first = y + 4.5 - if tall { LEADING / 2.0 } else { 0.0 };
    let label = lines.into_iter().zip([first, first + LEADING]);
    let label = label.map(|(text, y)| Text::new(EDGE, y, text)).collect();
    let said = words.date(&event.iso);
    let beyond = (month - axis.now).abs() > REACH;
    let said = match (beyond, past) {
        (true, _) => words.fill("report.chart.timeline.beyond", &[("date", &said)]),
        (false, true) => words.fill("report.chart.timeline.past", &[("date", &said)]),
        (false, false) => said,
    };
    let room = label::width(&said);
    let from = EDGE + widest + 6.0;
    // What is past is told on its side of the audit, where there is room.
    let before = x + 12.0 + room > WIDTH - EDGE || (past && x - 16.0 - room >= from);
    let (at, to) = if before {
        (x - 12.0, x - 16.0 - room)
    } else {
        (x + 12.0, x - 10.0)
    };
    let row = Row {
        kind: event.kind,
        past,
        x: Length(x),
        y: Length(y),
        label,
        from: Length(from),
        to: Length(to.max(from)),
        date: Text::new(at, y + 4.5, said),
        before,
    };
    (row, top + height)
}

fn says(events: &[Event], audit: &Audit, words: &Words) -> String {
    if events.is_empty() {
        return words.get("report.chart.timeline.none").to_owned();
    }
    let past = events
        .iter()
        .filter(|event| event.days.is_some_and(|days| days < 0));
    let past = past.count().to_string();
    let now = words.date(&audit.as_of);
    let args = [("past", past.as_str()), ("as-of", &now)];
    let said = fill(
        &words.count("report.chart.timeline.says", events.len()),
        &args,
    );
    let mut coming = events.iter();
    let next = coming.find(|event| event.days.is_some_and(|days| days >= 0));
    let rest = next.map_or_else(
        || words.get("report.chart.timeline.no-next").to_owned(),
        |event| {
            let name = label::line(&event.label, 2.0 * WIDTH);
            let args = [("what", name.as_str()), ("date", &words.date(&event.iso))];
            words.fill("report.chart.timeline.next", &args)
        },
    );
    format!("{said}{rest}")
}

fn table(events: &[Event], title: &str, words: &Words) -> Table {
    let columns = ["what", "date", "days", "kind", "state"];
    let cells = |event: &Event| {
        let days = event.days.unwrap_or_default();
        let count = usize::try_from(days.unsigned_abs()).unwrap_or_default();
        let days = match event.days {
            None => "–".to_owned(),
            Some(0) => words.get("report.chart.timeline.same-day").to_owned(),
            Some(1..) => words.count("report.chart.timeline.in", count),
            Some(_) => words.count("report.chart.timeline.ago", count),
        };
        vec![
            words.date(&event.iso),
            days,
            kind(event.kind, words),
            event.state.clone(),
        ]
    };
    Table {
        caption: title.to_owned(),
        columns: columns
            .map(|key| {
                words
                    .get(&format!("report.chart.timeline.column.{key}"))
                    .to_owned()
            })
            .to_vec(),
        rows: events
            .iter()
            .map(|event| Values {
                name: event.label.clone(),
                cells: cells(event),
            })
            .collect(),
    }
}

/// An event in few words: an accepted risk by the code of its criterion.
fn soon_words(event: &Event, words: &Words) -> String {
    let what = match event.kind {
        "waiver" => event.label.split(' ').next().unwrap_or(&event.label),
        _ => &event.label,
    };
    let key = format!("report.chart.timeline.soon-{}", event.kind);
    words.fill(&key, &[("what", what)])
}
