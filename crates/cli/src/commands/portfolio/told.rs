//! What the terminal is told of a portfolio.

use garant_core::portfolio::{Portfolio, Refused};
use garant_rules::Lang;
use garant_source::visible::visible;

use crate::output;
use crate::setting::Setting;

/// So many refusals are told; the others are on the page.
const TOLD: usize = 20;

/// A few lines on standard output: how many, by gate, what was refused, where the page is.
pub(super) fn summary(setting: &Setting, portfolio: &Portfolio, out: &str) {
    let (counts, words) = (portfolio.counts, &setting.words);
    let say = |key: &str, count: usize| words.count(&format!("portfolio.said-{key}"), count);
    let mut text = String::new();
    let mut line = |said: &str| text.push_str(&format!("{}\n", visible(said, false)));
    line(&say("found", counts.found));
    line(&format!("  {}", say("audited", counts.audited)));
    for (key, count) in [
        ("fails", counts.fails),
        ("inconclusive", counts.inconclusive),
        ("holds", counts.holds),
        ("not-asked", counts.not_asked),
    ] {
        if count > 0 {
            line(&format!("    {}", say(key, count)));
        }
    }
    if counts.refused > 0 {
        line(&format!("  {}", say("refused", counts.refused)));
    }
    if counts.unread > 0 {
        line(&format!("  {}", say("unread", counts.unread)));
    }
    if counts.ignored > 0 {
        line(&format!(
            "  {}",
            words.count("portfolio.ignored", counts.ignored)
        ));
    }
    if counts.unwritten > 0 {
        let unwritten = words.count("portfolio.unwritten", counts.unwritten);
        line(&format!("  {unwritten}"));
    }
    if let Some(never) = counts.never_audited {
        line(&format!("  {}", say("never-audited", never)));
    }
    let all = || {
        let refused = portfolio.refused.iter().chain(&portfolio.unread);
        refused.chain(&portfolio.unwritten)
    };
    for refused in all().take(TOLD) {
        line(&sentence(setting, refused));
    }
    if let Some(more) = all().count().checked_sub(TOLD).filter(|more| *more > 0) {
        line(&say("more", more));
    }
    let index = super::join(out, "index.html");
    line(&words.fill("portfolio.said-index", &[("path", &index)]));
    output::out(&text);
}

/// A refusal on standard error, where there is no portfolio to tell it.
pub(super) fn refusal(setting: &Setting, refused: &Refused) {
    let line = visible(&sentence(setting, refused), false);
    output::err(&format!("{line}\n"));
}

fn sentence(setting: &Setting, refused: &Refused) -> String {
    let Some(first) = super::first(refused) else {
        return refused.path.clone();
    };
    let says = match setting.lang {
        Lang::Fr => &first.fr,
        Lang::En => &first.en,
    };
    let path = match first.line {
        Some(line) => format!("{}:{line}", refused.path),
        None => refused.path.clone(),
    };
    let args = [("path", path.as_str()), ("why", says)];
    setting.words.fill("terminal.unreadable", &args)
}
