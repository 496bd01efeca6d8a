//! One condition of a criterion, asked of a project as it would be.

use garant_rules::criterion::Criterion;
use garant_rules::facts::Scope;
use garant_rules::way::Way;
use garant_rules::{Condition, Truth};

use super::ground::Ground;
use super::world::World;
use crate::readership::Readership;
use crate::texts;

/// What a check, or a condition of application, says in a world.
pub(super) struct Asking<'c> {
    pub(super) criterion: &'c Criterion,
    pub(super) condition: &'c Condition,
}

impl<'c> Asking<'c> {
    pub(super) fn truth(&self, ground: &Ground<'c, '_>, world: &World<'c, '_>) -> Truth {
        self.ask(ground, world, |condition, scope| {
            condition.evaluate(scope).truth
        })
    }

    pub(super) fn ways(
        &self,
        ground: &Ground<'c, '_>,
        world: &World<'c, '_>,
        holds: bool,
    ) -> Vec<Way> {
        self.ask(ground, world, |condition, scope| {
            condition.ways(scope, holds)
        })
    }

    fn ask<T>(
        &self,
        ground: &Ground<'c, '_>,
        world: &World<'c, '_>,
        of: impl FnOnce(&Condition, Scope<'_>) -> T,
    ) -> T {
        let readership = Readership::default();
        let sheet = world.sheet(ground);
        let project = sheet.project(&readership, true);
        let parameters = texts::parameters(self.criterion, ground.case.profile);
        let scope = Scope {
            facts: &project,
            place: "",
            parameters: &parameters,
        };
        of(self.condition, scope)
    }
}
