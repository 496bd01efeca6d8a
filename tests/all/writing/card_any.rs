//! Cards of any text: what is read of one is what was stated, character by character, or the field is named.

use garant_core::audience::Audience;
use garant_core::{Lang, Request, Stated};
use garant_intake::Given;
use garant_intake::document::{Kind, card, read};
use garant_rules::Value;
use proptest::prelude::*;

use super::AS_OF;
use crate::harness::{catalog, garant};

/// What markup, forms and formats make of a text, each once.
const TEXTS: &[&str] = &[
    "Équipe <a@b>",
    "<b>gras</b> et <script>x</script>",
    "<!-- rien -->",
    "-->",
    "`code` et ```clôture```",
    "```\nligne\n```",
    "~~~\nligne\n~~~",
    "un\u{a0}mot\u{202f}! deux  espaces   trois",
    "*un* **deux** _trois_ __quatre__ a_b",
    "# titre",
    "fin #",
    "C#",
    "- a",
    "- a\n- b",
    "- **Developed by:** personne",
    "**Developed by:** personne",
    "+ a",
    "1. a",
    "12) a",
    "| a | b |",
    "\\",
    "a\\*b\\\\",
    "&amp; &lt; &#39; &#x27; &nbsp; & &",
    "ligne\r\nligne\rligne\nligne",
    "a\n\n\n\nb",
    "\n\na\n",
    "\tun\ttab\t",
    "  bords  ",
    "a\n  b\n    c",
    "👩\u{200d}⚕\u{fe0f} 🫀 é\u{301}",
    "שלום العربية \u{202b}droite\u{202c} \u{200f}",
    "\u{feff}marque",
    "a\u{2028}b\u{2029}c",
    "yes",
    "true",
    "1e3",
    "0x1F",
    "clé: valeur",
    "a # b",
    "---",
    "---\nlicense: mit\n---",
    "...",
    "===",
    "{{ modèle }}",
    "[lien](https://a.example/) ![image](data:image/png;base64,AAAA)",
    "[[ ]] $x^2$ $$y$$",
    "\"guillemets\" 'et' «\u{a0}autres\u{a0}»",
    "]]> <![CDATA[ x ]]>",
    "%PDF-",
    "Please refer to the manual",
    "no",
    "Who are the intended users of the model?",
    "More information needed for further recommendations",
    "Model Card for Model Card for X",
    "QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
    "<br>",
    "a<br>b",
];

/// Fields that hold one text, and those that hold several.
const ONE: &[&str] = &[
    "system.name",
    "system.version",
    "system.provider",
    "system.contact",
    "system.summary",
    "intended-use.purpose",
    "intended-use.population",
    "model.kind",
    "model.architecture",
];
const SEVERAL: &[&str] = &[
    "intended-use.users",
    "intended-use.out-of-scope",
    "model.base-models",
    "transparency.funding",
    "explicability.methods",
    "data.bias-review.findings",
    "equity.mitigation.measures",
];
/// Texts of entries, with what else the entry states.
const ENTRIES: &[(&str, &[&str], &str)] = &[
    ("evaluation.limits", &["situation"], ""),
    (
        "data.datasets",
        &["source"],
        "id = \"a\"\nrole = \"train\"\n",
    ),
    (
        "equity.groups-at-risk",
        &["group", "harm", "mitigation"],
        "",
    ),
];

/// The fields that no card of a kind has.
fn absent(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::HuggingFace => &[
            "system.version",
            "intended-use.users",
            "intended-use.population",
            "data.bias-review.findings",
            "equity.mitigation.measures",
            "equity.groups-at-risk",
        ],
        Kind::CycloneDx => &[
            "system.contact",
            "intended-use.population",
            "intended-use.out-of-scope",
            "model.base-models",
            "transparency.funding",
            "explicability.methods",
            "data.bias-review.findings",
            "equity.mitigation.measures",
            "data.datasets",
        ],
        _ => &[
            "model.architecture",
            "explicability.methods",
            "equity.groups-at-risk",
        ],
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A descriptor with a text in every field that a card carries, and with another beside it where there are several.
fn descriptor(text: &str, other: &str) -> String {
    let mut out = String::from("garant = 1\n");
    for path in ONE {
        out.push_str(&format!("{path} = {}\n", quoted(text)));
    }
    for path in SEVERAL {
        let texts = [text, other, text].map(quoted).join(", ");
        out.push_str(&format!("{path} = [{texts}]\n"));
    }
    out.push_str(&format!("declaration.organisation = {}\n", quoted(text)));
    for (list, keys, more) in ENTRIES {
        for own in [text, other] {
            // A card of CHAI has one place for a data set.
            if *list == "data.datasets" && own == other && text != other {
                continue;
            }
            out.push_str(&format!("[[{list}]]\n{more}"));
            for key in *keys {
                out.push_str(&format!("{key} = {}\n", quoted(own)));
            }
        }
    }
    // The result of everyone is in the front matter of a card of the hub, with the names of the system and of the data set.
    for own in [
        format!("attribute = \"overall\"\ndataset = {}\n", quoted(text)),
        format!("attribute = \"age\"\ngroup = {}\n", quoted(text)),
    ] {
        out.push_str(&format!(
            "[[evaluation.results]]\nmetric = \"sensitivity\"\nvalue = 0.9\nlow = 0.8\nhigh = 0.95\nlevel = 0.95\nn = 400\nevents = 200\n{own}"
        ));
    }
    out
}

fn stated(text: &str) -> Stated<'static> {
    let request = Request::new("garant.toml", text, AS_OF.parse().unwrap());
    Stated::new(catalog(), &request).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

/// Writes each kind of card of a descriptor, reads it, and compares every answer; what differs, by kind and path.
fn differs(source: &str) -> Vec<String> {
    let stated = stated(source);
    let mut found = Vec::new();
    for (ending, kind) in card::KINDS {
        let asked = card::Asked {
            audience: Audience::Internal,
            lang: Lang::Fr,
            day: "23 novembre 2026",
        };
        let own = card::write(&stated, kind, asked).unwrap().unwrap();
        if !own.lost.is_empty() {
            found.push(format!("{kind:?} loses {:?}", own.lost));
        }
        // Nothing of a text steers a screen.
        let raw = |c: char| c != '\n' && garant_source::visible::is_hidden(c);
        if own.text.contains(raw) {
            found.push(format!("{kind:?} writes a character that steers"));
        }
        let name = format!("card{ending}");
        let document = match read(catalog(), &name, own.text.as_bytes()) {
            Ok(document) => document,
            Err(error) => {
                found.push(format!("{kind:?} {error:?}\n{}", own.text));
                continue;
            }
        };
        let mut compare = |path: &str| {
            let list = path.split('[').next().unwrap();
            if absent(kind).contains(&path) || absent(kind).contains(&list) {
                return;
            }
            let answer = document.answers.iter().find(|own| own.path == path);
            let same = match (answer.map(|own| &own.given), stated.value(path)) {
                (None, None) => true,
                (Some(Given::Text(one)), Some(Value::Text(other) | Value::Choice(other))) => {
                    one == other
                }
                (Some(Given::Texts(one)), Some(Value::Texts(other, _))) => one == other,
                _ => false,
            };
            if !same {
                let value = stated.value(path);
                found.push(format!(
                    "{kind:?} {path}: {answer:?} {value:?}\n{}",
                    own.text
                ));
            }
        };
        for path in ONE.iter().chain(SEVERAL) {
            compare(path);
        }
        for (list, keys, _) in ENTRIES {
            for entry in stated.entries(list) {
                for key in *keys {
                    compare(&format!("{entry}.{key}"));
                }
            }
        }
        if kind != Kind::HuggingFace {
            compare("evaluation.results[1].attribute");
            compare("evaluation.results[1].group");
        }
    }
    found
}

#[test]
fn each_text_comes_back_from_each_card() {
    for text in TEXTS {
        // Signs alone say nothing.
        let text = if catalog().words.is_placeholder(text) {
            &format!("{text} a")
        } else {
            *text
        };
        let found = differs(&descriptor(text, "autre"));
        assert!(found.is_empty(), "{text:?}: {}", found.join("\n"));
        let found = differs(&descriptor("Premier", text));
        assert!(
            found.is_empty(),
            "after another, {text:?}: {}",
            found.join("\n")
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_stated_comes_back(
        text in r"[a-z0-9é <>&;#*_`~|\\\[\]()!:.,+=\-$\t\r\n\u{a0}\u{200d}\u{202e}'{}]{1,24}",
        other in r"(\PC|[\n\r\t -]){1,16}",
    ) {
        for own in [&text, &other] {
            prop_assume!(!catalog().words.is_placeholder(own));
        }
        let found = differs(&descriptor(&text, &other));
        prop_assert!(found.is_empty(), "{:?} {:?}: {}", text, other, found.join("\n"));
    }
}

#[test]
fn more_than_an_import_reads_and_what_has_no_place_are_named() {
    let many: Vec<String> = (0..120)
        .map(|own| format!("u{own}"))
        .map(|own| quoted(&own))
        .collect();
    let text = format!(
        "garant = 1\nsystem.name = \"A\"\nintended-use.users = [{}]\n\
         [[data.datasets]]\nid = \"a\"\nrole = \"train\"\nsource = \"one\"\n[[data.datasets]]\nid = \"b\"\nrole = \"train\"\nsource = \"two\"\n",
        many.join(", ")
    );
    let stated = stated(&text);
    for (_, kind) in card::KINDS {
        let asked = card::Asked {
            audience: Audience::Internal,
            lang: Lang::Fr,
            day: "day",
        };
        let own = card::write(&stated, kind, asked).unwrap().unwrap();
        let lost: &[&str] = match kind {
            Kind::HuggingFace => &[],
            Kind::CycloneDx => &["intended-use.users"],
            _ => &["data.datasets[1].source", "intended-use.users"],
        };
        assert_eq!(own.lost, lost, "{kind:?}");
    }
}

#[test]
fn a_control_character_is_named_and_never_changed() {
    for c in ['\u{1b}', '\u{7}', '\u{9b}', '\u{7f}', '\u{ffff}'] {
        let text = format!(
            "garant = 1\nsystem.name = \"Repère\"\nsystem.summary = {}\nintended-use.users = [\"a\", {}]\n",
            quoted(&format!("a{c}[31mb")),
            quoted(&format!("b{c}"))
        );
        let stated = stated(&text);
        for (_, kind) in card::KINDS {
            let asked = card::Asked {
                audience: Audience::Public,
                lang: Lang::En,
                day: "day",
            };
            let own = card::write(&stated, kind, asked).unwrap().unwrap();
            assert!(
                !own.text.contains(c) && !own.text.contains("[31m"),
                "{}",
                own.text
            );
            let lost: &[&str] = match kind {
                Kind::HuggingFace => &["system.summary"],
                _ => &["system.summary", "intended-use.users"],
            };
            assert_eq!(own.lost, lost, "{kind:?}");
        }
    }
}

#[test]
fn the_program_says_what_a_card_does_not_carry_and_refuses_such_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, summary: &str| {
        let text = format!("garant = 1\n\n[system]\nname = \"{name}\"\nsummary = \"{summary}\"\n");
        std::fs::write(folder.path().join("garant.toml"), text).unwrap();
        garant(folder.path(), &["write", "card", "--lang", "en"])
    };
    let out = write("Repère", "a\\u001b[31mb");
    let told = super::err(&out);
    assert_eq!(out.status.code(), Some(0), "{told}");
    assert!(told.contains("system.summary, garant.toml:5"), "{told}");
    assert!(
        !out.stdout.contains(&0x1b) && !out.stderr.contains(&0x1b),
        "{told}"
    );
    let out = write("Rep\\u001b", "a");
    let told = super::err(&out);
    assert_eq!(out.status.code(), Some(1), "{told}");
    assert!(told.contains("system.name, garant.toml:4"), "{told}");
    assert!(
        told.contains("control character") && out.stdout.is_empty(),
        "{told}"
    );
}

#[test]
fn what_comes_back_through_the_program_is_the_same_descriptor() {
    let folder = tempfile::tempdir().unwrap();
    let text = "<b>a</b>\r\n- b `c`\u{a0}\u{200d}&amp; \\*";
    std::fs::write(folder.path().join("garant.toml"), descriptor(text, "autre")).unwrap();
    let known = stated(&descriptor(text, "autre"));
    for file in ["card.md", "card.xml", "card.json"] {
        let out = garant(
            folder.path(),
            &["write", "card", "-o", file, "--audience", "internal"],
        );
        assert_eq!(out.status.code(), Some(0), "{}", super::err(&out));
        let made = format!("{file}.toml");
        let out = garant(folder.path(), &["import", file, "--to", &made]);
        assert_eq!(out.status.code(), Some(0), "{}", super::err(&out));
        let made = std::fs::read_to_string(folder.path().join(made)).unwrap();
        let made = stated(&made);
        for path in ["system.name", "system.summary", "intended-use.purpose"] {
            assert_eq!(made.value(path), known.value(path), "{file} {path}");
        }
    }
}
