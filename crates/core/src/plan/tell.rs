//! Steps as a plan tells them: in order, each with what stays open without it and what it changes, all judged.

use std::collections::BTreeSet;

use garant_rules::{Truth, Value};

use super::draft::Change;
use super::ground::{Ground, Reach};
use super::reduce::{Reduced, with};
use super::search::effort;
use super::state::State;
use super::step::{Kind, Left, Piece, Serves, Step, Turn};
use super::unit::Unit;
use super::wish::Wish;
use super::within::{self, Order};
use super::world::World;
use super::{Accepted, FORMAT, Plan, VERSION, blocked, facts};
use crate::audit::{CatalogStamp, Tool};
use crate::judge::{stamp, system};
use crate::project::Project;
use crate::readership::Readership;
use crate::verdict::Verdict;

pub(super) fn tell<'c>(ground: &Ground<'c, '_>, reduced: &Reduced<'c>) -> Plan {
    let nothing = World::of(ground, &[], |_| true);
    let before = State::of(ground, &nothing);
    let all = with(ground, &reduced.draft, &reduced.units);
    let mut teller = Teller {
        ground,
        reduced,
        facts: facts::facts(ground),
        orders: within::orders(ground, &all),
        world: all,
    };
    let mut told: Vec<(Unit, Step)> = reduced
        .units
        .iter()
        .map(|unit| (unit.clone(), teller.step(unit)))
        .collect();
    told.sort_by_key(|(_, step)| teller.order(step));
    let mut done: Vec<Unit> = Vec::new();
    let mut last = before.clone();
    let mut steps: Vec<Step> = Vec::new();
    let mut world = nothing;
    for (number, (unit, mut step)) in (1..).zip(told) {
        let touched = unit.touched(&reduced.draft);
        let added = unit.changes(&reduced.draft).all(|change| world.add(change));
        done.push(unit);
        if !added {
            world = with(ground, &reduced.draft, &done);
        }
        let now = last.after(ground, &world, &touched);
        step.number = number;
        step.turns = turns(&last, &now);
        step.left = left(ground, &now);
        last = now;
        steps.push(step);
    }
    let follows = facts::Teller { ground, reduced };
    follows.outcomes(&before, &mut steps, &done);
    let catalog = ground.catalog();
    Plan {
        format: FORMAT.to_owned(),
        version: VERSION,
        tool: Tool {
            name: "garant".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        as_of: ground.as_of().to_string(),
        catalog: CatalogStamp {
            version: catalog.version.clone(),
            sha256: catalog.sha256.clone(),
            criteria: catalog.criteria.len(),
            packs: catalog.packs.iter().map(|pack| pack.id.clone()).collect(),
        },
        profile: ground.case.profile.id.clone(),
        descriptor: stamp(ground.request, &ground.case.descriptor),
        system: system(&ground.case.descriptor),
        criterion: match ground.reach {
            Reach::Gate => None,
            Reach::Criterion(id) => Some(id.to_owned()),
        },
        accepted: Accepted {
            before: before.accepted(ground),
            after: last.accepted(ground),
        },
        before: before.gate(ground),
        after: last.gate(ground),
        steps,
        blocked: blocked::blocked(ground, reduced),
    }
}

fn left(ground: &Ground<'_, '_>, state: &State<'_>) -> Left {
    let open = state.seen.iter();
    let open = open.filter(|seen| seen.open && ground.aims(seen.criterion));
    let failing = open
        .clone()
        .filter(|seen| seen.verdict == Verdict::NotMet)
        .count();
    Left {
        failing,
        undetermined: open.count() - failing,
    }
}

fn turns(before: &State<'_>, after: &State<'_>) -> Vec<Turn> {
    let pairs = before.seen.iter().zip(&after.seen);
    pairs
        .into_iter()
        .filter(|(before, after)| before.verdict != after.verdict && !after.criterion.draft)
        .map(|(before, after)| Turn {
            criterion: after.criterion.id.clone(),
            code: after.criterion.code.clone(),
            from: before.verdict,
            to: after.verdict,
            reason: after.reason.map(str::to_owned),
        })
        .collect()
}

struct Teller<'g, 'c, 'a> {
    ground: &'g Ground<'c, 'a>,
    reduced: &'g Reduced<'c>,
    facts: BTreeSet<String>,
    orders: Order,
    /// All steps done.
    world: World<'c, 'a>,
}

impl Teller<'_, '_, '_> {
    /// By level, facts first, then by effort, actor, code and path.
    fn order(&self, step: &Step) -> impl Ord + use<> {
        let code = step.serves.first().map(|serves| serves.code.clone());
        let path = step.answers.first().map(|wish| wish.path.clone());
        (
            self.ground.catalog().level_rank(&step.level),
            !step.fact,
            effort(&step.effort),
            step.actor.clone(),
            code,
            step.kind,
            path,
        )
    }

    fn step(&mut self, unit: &Unit) -> Step {
        let (ground, draft) = (self.ground, &self.reduced.draft);
        let serves = self.serves(unit);
        let readership = Readership::default();
        let sheet = ground.case.sheet(ground.catalog(), ground.request);
        let project = sheet.project(&readership, true);
        let served: Vec<_> = serves
            .iter()
            .filter_map(|serves| ground.catalog().criterion(&serves.criterion))
            .collect();
        let strongest = served.iter().min_by_key(|own| ground.level(own));
        let dearest = served.iter().max_by_key(|own| effort(&own.effort));
        let changes = unit.changes.iter().filter_map(|at| draft.changes.get(*at));
        let mut step = Step {
            number: 0,
            kind: Kind::Answer,
            fact: false,
            level: strongest
                .map_or_else(String::new, |own| ground.case.profile.level(own).to_owned()),
            effort: dearest.map_or_else(String::new, |own| own.effort.clone()),
            actor: String::new(),
            answers: Vec::new(),
            entry: None,
            piece: None,
            supplier: None,
            serves,
            outcomes: Vec::new(),
            turns: Vec::new(),
            left: Left::default(),
        };
        for change in changes {
            self.add(&mut step, &project, change);
        }
        if let Some(entry) = &step.entry {
            // An entry of a list that has others is more than an answer: something is still to be done.
            let list = entry.rsplit_once('[').map_or("", |(list, _)| list);
            if ground.entries(list) > 0 {
                step.kind = Kind::Do;
            }
        }
        if step.actor.is_empty() {
            let first = step.answers.first();
            step.actor = first.map_or_else(String::new, |wish| wish.actor.clone());
        }
        step
    }

    fn add(&mut self, step: &mut Step, project: &Project<'_>, change: &Change) {
        let ground = self.ground;
        match change {
            Change::Entry { list, index } => {
                step.entry = Some(format!("{list}[{index}]"));
                let field = ground.field(list);
                step.actor = field.map_or_else(String::new, |field| field.actor.clone());
            }
            Change::Answer(answer) => {
                let stated = ground.stated(&answer.path);
                if stated.is_some() {
                    step.kind = match (stated, &answer.value) {
                        _ if answer.act.is_some() => Kind::Again,
                        (Some(Value::Date(was)), Value::Date(day)) if was < day => Kind::Again,
                        _ => Kind::Do,
                    };
                } else if self.reduced.draft.since(ground, &answer.path).is_some() {
                    step.kind = Kind::Do;
                } else if !answer.settled.is_empty() || self.facts.contains(&answer.path) {
                    step.fact = true;
                }
                let draft = &self.reduced.draft;
                let both = (&mut self.world, &self.reduced.full);
                let within = within::within(ground, draft, both, &self.orders, answer);
                let wish = Wish::of_answer(ground, project, draft, answer, within);
                step.answers.push(wish);
            }
            Change::Attached(piece) => {
                step.kind = if piece.sought.is_empty() {
                    Kind::Attach
                } else if piece.sought.iter().any(|sought| sought.beyond) {
                    Kind::Correct
                } else if ground.stated(&piece.at).is_some() {
                    Kind::Again
                } else {
                    Kind::Measure
                };
                let kinds = ground.field(&piece.at);
                step.piece = Some(Piece {
                    id: piece.id.clone(),
                    kinds: kinds.map_or_else(Vec::new, |field| field.documents.clone()),
                    date: piece.date.map(|day| day.to_string()),
                });
                step.answers.push(Wish::of_piece(ground, project, piece));
            }
            Change::Restored { at, .. } => {
                step.kind = Kind::Restore;
                step.answers.push(Wish::of_cited(ground, project, at));
            }
            Change::Audited { supplier, .. } => {
                step.kind = Kind::AskSupplier;
                let field = ground.field("takes-up");
                step.actor = field.map_or_else(String::new, |field| field.actor.clone());
                let told = ground.case.suppliers.get(*supplier);
                let path = told.map_or_else(String::new, |own| own.told.path.clone());
                step.supplier = Some(path);
            }
        }
    }

    /// What stays open without a unit.
    fn serves(&mut self, unit: &Unit) -> Vec<Serves> {
        let reduced = self.reduced;
        let touched = unit.touched(&reduced.draft);
        let without = match self.world.lift(&mut unit.changes(&reduced.draft)) {
            Some(lifted) => {
                let found = reduced.full.after(self.ground, &self.world, &touched);
                self.world.restore(lifted);
                found
            }
            None => {
                let rest = reduced.units.iter().filter(|own| *own != unit);
                let rest: Vec<Unit> = rest.cloned().collect();
                let world = with(self.ground, &reduced.draft, &rest);
                reduced.full.after(self.ground, &world, &touched)
            }
        };
        let pairs = without.seen.iter().zip(&reduced.full.seen);
        let mut found: Vec<Serves> = pairs
            .into_iter()
            .filter(|(without, full)| without.open && !full.open)
            .map(|(without, full)| {
                let own = full.criterion;
                let holds = |at: usize| {
                    let check = full.checks.get(at);
                    check.is_some_and(|(asked, truth)| !asked || *truth == Truth::True)
                };
                let checks = without.open_checks().filter(|at| holds(*at));
                let checks = checks.filter_map(|at| own.checks.get(at));
                Serves {
                    criterion: own.id.clone(),
                    code: own.code.clone(),
                    checks: if self.ground.relies(own) {
                        Vec::new()
                    } else {
                        checks.map(|check| check.id.clone()).collect()
                    },
                }
            })
            .collect();
        let level = |serves: &Serves| {
            let own = self.ground.catalog().criterion(&serves.criterion);
            own.map(|own| self.ground.level(own))
        };
        found.sort_by_key(|serves| (level(serves), serves.code.clone()));
        found
    }
}
