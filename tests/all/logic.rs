//! Properties of the three-valued logic.

use garant_rules::Truth;
use proptest::prelude::*;

fn truth() -> impl Strategy<Value = Truth> {
    prop_oneof![Just(Truth::False), Just(Truth::Unknown), Just(Truth::True)]
}

proptest! {
    #[test]
    fn kleene_laws(a in truth(), b in truth(), c in truth()) {
        prop_assert_eq!(a.and(b), b.and(a));
        prop_assert_eq!(a.and(b.and(c)), a.and(b).and(c));
        prop_assert_eq!(!a.and(b), (!a).or(!b));
        prop_assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
    }

    #[test]
    fn filling_an_unknown_never_flips_a_decided_truth(a in truth(), filled in any::<bool>()) {
        let filled = Truth::from(filled);
        for (unknown, known) in [(Truth::Unknown.and(a), filled.and(a)), (Truth::Unknown.or(a), filled.or(a))] {
            if unknown != Truth::Unknown {
                prop_assert_eq!(unknown, known);
            }
        }
    }

    #[test]
    fn any_text_is_judged_or_refused(text in "\\PC{0,60}") {
        crate::hostile::sound(&text);
    }
}
