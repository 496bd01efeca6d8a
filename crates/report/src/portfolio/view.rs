//! What the template of the index page sees beside the rows of systems.

use std::collections::BTreeMap;

use garant_core::audience::Audience;
use garant_core::audit::{CatalogStamp, Tool};
use garant_core::gate::State;
use garant_core::portfolio::{
    Counted, Deadline, IdleWaiver, Names, Opined, Portfolio, Refused, Register, Reservation,
    SameId, Shared, System, Tally, Window,
};
use garant_rules::Lang;
use serde::Serialize;

use super::row::href;
use crate::findings::code;

/// The page but for the rows of systems.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    lang: &'static str,
    tool: &'a Tool,
    as_of: &'a str,
    catalog: &'a CatalogStamp,
    profiles: Vec<&'a str>,
    audience: Audience,
    waivers_ignored: bool,
    organisation: Option<&'a str>,
    logo: Option<String>,
    counts: Counted,
    texts: &'a Names,
    /// Systems by state of the gate, those that fail first; none where none has it.
    gates: Vec<Gate<'a>>,
    principles: &'a [garant_core::portfolio::Principle],
    services: Vec<Service<'a>>,
    criteria: Vec<Criterion<'a>>,
    windows: Vec<Ending<'a>>,
    opinions: Vec<Said<'a>>,
    reservations: Vec<Reserved<'a>>,
    idle: Vec<Idle<'a>>,
    same_ids: &'a [SameId],
    register: Option<&'a Register>,
    refused: Vec<Unaudited<'a>>,
    unread: Vec<Unaudited<'a>>,
    unwritten: Vec<Unaudited<'a>>,
}

/// A system's name with its report's address.
#[derive(Clone, Debug, Serialize)]
struct Named<'a> {
    title: &'a str,
    href: Option<String>,
    path: &'a str,
}

#[derive(Debug, Serialize)]
struct Gate<'a> {
    state: String,
    systems: Vec<Blocked<'a>>,
}

#[derive(Debug, Serialize)]
struct Blocked<'a> {
    system: Named<'a>,
    failing: First<Titled<'a>>,
    undetermined: usize,
}

#[derive(Debug, Serialize)]
struct Titled<'a> {
    code: &'a str,
    title: &'a str,
}

/// The first of a list, and how many are left: of ten thousand systems, what is not shown is not arranged either.
#[derive(Debug, Serialize)]
struct First<T> {
    list: Vec<T>,
    more: usize,
}

impl<T> First<T> {
    fn of(all: impl ExactSizeIterator<Item = T>, most: usize) -> Self {
        Self {
            more: all.len().saturating_sub(most),
            list: all.take(most).collect(),
        }
    }
}

/// So many criteria of a system stand in a line, criteria of a service in a cell, and systems beside one of these.
const CODES: usize = 12;
const CRITERIA: usize = 8;
const SYSTEMS: usize = 3;

#[derive(Debug, Serialize)]
struct Service<'a> {
    service: Option<&'a str>,
    systems: usize,
    failing: First<Failing<'a>>,
}

#[derive(Debug, Serialize)]
struct Failing<'a> {
    code: &'a str,
    systems: First<Named<'a>>,
}

#[derive(Debug, Serialize)]
struct Criterion<'a> {
    t: &'a Tally,
    title: &'a str,
    open: usize,
}

#[derive(Debug, Serialize)]
struct Ending<'a> {
    window: &'static str,
    deadlines: Vec<Dated<'a>>,
}

#[derive(Debug, Serialize)]
struct Dated<'a> {
    d: &'a Deadline,
    system: Named<'a>,
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    o: &'a Opined,
    system: Named<'a>,
}

#[derive(Debug, Serialize)]
struct Reserved<'a> {
    r: &'a Reservation,
    system: Named<'a>,
}

#[derive(Debug, Serialize)]
struct Idle<'a> {
    w: &'a IdleWaiver,
    system: Named<'a>,
}

#[derive(Debug, Serialize)]
struct Unaudited<'a> {
    path: &'a str,
    messages: Vec<Told<'a>>,
}

#[derive(Debug, Serialize)]
struct Told<'a> {
    line: Option<usize>,
    says: &'a str,
}

impl<'a> View<'a> {
    /// Arranges a portfolio; `None` if it has no words of the language.
    pub(super) fn new(portfolio: &'a Portfolio, lang: Lang, logo: Option<String>) -> Option<Self> {
        let texts = portfolio.texts.get(lang.code())?;
        let systems = portfolio.systems.iter();
        let names: BTreeMap<&str, Named<'a>> = systems
            .map(|system| (&*system.path, named(system)))
            .collect();
        let of = |path: &'a Shared| {
            names.get(&**path).cloned().unwrap_or(Named {
                title: path,
                href: None,
                path,
            })
        };
        Some(Self {
            lang: lang.code(),
            tool: &portfolio.tool,
            as_of: &portfolio.as_of,
            catalog: &portfolio.catalog,
            profiles: portfolio
                .profiles
                .iter()
                .map(|id| texts.profiles.get(id).map_or(id.as_str(), String::as_str))
                .collect(),
            audience: portfolio.audience,
            waivers_ignored: portfolio.waivers_ignored,
            organisation: portfolio.organisation.as_deref(),
            logo,
            counts: portfolio.counts,
            gates: gates(&portfolio.systems, texts),
            principles: &portfolio.principles,
            services: portfolio
                .services
                .iter()
                .map(|own| Service {
                    service: own.service.as_deref(),
                    systems: own.systems.len(),
                    failing: First::of(
                        own.failing.iter().map(|one| Failing {
                            code: &one.code,
                            systems: First::of(one.systems.iter().map(of), SYSTEMS),
                        }),
                        CRITERIA,
                    ),
                })
                .collect(),
            criteria: portfolio
                .criteria
                .iter()
                .map(|t| Criterion {
                    t,
                    title: texts.criteria.get(&*t.code).map_or("", String::as_str),
                    open: t.open(),
                })
                .collect(),
            windows: windows(&portfolio.deadlines, &of),
            opinions: portfolio
                .opinions
                .iter()
                .map(|o| Said {
                    o,
                    system: of(&o.path),
                })
                .collect(),
            reservations: portfolio
                .reservations
                .iter()
                .map(|r| Reserved {
                    r,
                    system: of(&r.path),
                })
                .collect(),
            idle: portfolio
                .idle_waivers
                .iter()
                .map(|w| Idle {
                    w,
                    system: of(&w.path),
                })
                .collect(),
            same_ids: &portfolio.same_ids,
            register: portfolio.register.as_ref(),
            refused: unaudited(&portfolio.refused, lang),
            unread: unaudited(&portfolio.unread, lang),
            unwritten: unaudited(&portfolio.unwritten, lang),
            texts,
        })
    }
}

fn named(system: &System) -> Named<'_> {
    Named {
        title: system.title(),
        href: href(system),
        path: &system.path,
    }
}

fn gates<'a>(systems: &'a [System], texts: &'a Names) -> Vec<Gate<'a>> {
    let titled = |code: &'a Shared| Titled {
        code,
        title: texts.criteria.get(&**code).map_or("", String::as_str),
    };
    let states = [
        State::Fails,
        State::Inconclusive,
        State::Holds,
        State::NotAsked,
    ];
    let of = |state| Gate {
        state: code(state),
        systems: systems
            .iter()
            .filter(|system| system.gate.state == state)
            .map(|system| Blocked {
                system: named(system),
                failing: First::of(system.gate.failing.iter().map(titled), CODES),
                undetermined: system.gate.undetermined.len(),
            })
            .collect(),
    };
    states.map(of).into_iter().collect()
}

fn windows<'a>(deadlines: &'a [Deadline], of: &dyn Fn(&'a Shared) -> Named<'a>) -> Vec<Ending<'a>> {
    let all = [
        Window::Expired,
        Window::Within30,
        Window::Within90,
        Window::Within180,
    ];
    let own = |window: Window| Ending {
        window: window.code(),
        deadlines: deadlines
            .iter()
            .filter(|one| one.window == window)
            .map(|d| Dated {
                d,
                system: of(&d.path),
            })
            .collect(),
    };
    all.map(own).into_iter().collect()
}

fn unaudited(refused: &[Refused], lang: Lang) -> Vec<Unaudited<'_>> {
    refused
        .iter()
        .map(|one| Unaudited {
            path: &one.path,
            messages: one
                .messages
                .iter()
                .map(|message| Told {
                    line: message.line,
                    says: match lang {
                        Lang::Fr => &message.fr,
                        Lang::En => &message.en,
                    },
                })
                .collect(),
        })
        .collect()
}
