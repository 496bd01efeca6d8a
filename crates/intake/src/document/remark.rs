//! A value of a document that was not taken, and why.

/// A value that was not taken, or not whole. Its words are `intake.remark.CODE`. It never holds the value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// Why.
    pub code: &'static str,
    /// What the words name: `field`, the declared path of the field that stays open, empty where none is meant; `units` of a doubtful one.
    pub args: Vec<(&'static str, String)>,
    /// The place in the document.
    pub place: String,
}

/// Something is written, and it says nothing.
pub const SAYS_NOTHING: &str = "says-nothing";
/// A number of something else than what the field asks.
pub const NOT_THE_QUANTITY: &str = "not-the-quantity";
/// No number.
pub const NOT_A_NUMBER: &str = "not-a-number";
/// The unit cannot be told from the number.
pub const UNIT_DOUBTFUL: &str = "unit-doubtful";
/// A unit that no conversion knows.
pub const UNIT_UNKNOWN: &str = "unit-unknown";
/// The energy and the emissions of one activity do not go together.
pub const DO_NOT_GO_TOGETHER: &str = "do-not-go-together";
/// A number that the field cannot have.
pub const OUT_OF_RANGE: &str = "out-of-range";
/// An interval that leaves out its estimate, or whose bounds are swapped.
pub const INTERVAL_OUTSIDE: &str = "interval-outside";
/// An interval without an estimate, or with one bound.
pub const INTERVAL_INCOMPLETE: &str = "interval-incomplete";
/// A group that no attribute of the descriptor names.
pub const GROUP_UNKNOWN: &str = "group-unknown";
/// A word for which no choice of the field stands.
pub const NO_CHOICE_FITS: &str = "no-choice-fits";
/// A list or a table where a text is expected.
pub const NOT_A_TEXT: &str = "not-a-text";
/// No address of the web.
pub const NOT_AN_ADDRESS: &str = "not-an-address";
/// What is written bears on the field and does not answer it: a person must.
pub const ASK: &str = "ask";
/// A text that was too long, and was cut.
pub const CUT: &str = "cut";
/// Encoded data or a block of code was left out of a text.
pub const LEFT_OUT: &str = "left-out";
/// The part lacks what an entry of the list must have.
pub const ENTRY_INCOMPLETE: &str = "entry-incomplete";
/// More than a descriptor should take from one document.
pub const TOO_MANY: &str = "too-many";
/// More than one model is described: the first was read.
pub const SEVERAL_MODELS: &str = "several-models";

/// The codes of all remarks.
pub const CODES: &[&str] = &[
    SAYS_NOTHING,
    NOT_THE_QUANTITY,
    NOT_A_NUMBER,
    UNIT_DOUBTFUL,
    UNIT_UNKNOWN,
    DO_NOT_GO_TOGETHER,
    OUT_OF_RANGE,
    INTERVAL_OUTSIDE,
    INTERVAL_INCOMPLETE,
    GROUP_UNKNOWN,
    NO_CHOICE_FITS,
    NOT_A_TEXT,
    NOT_AN_ADDRESS,
    ASK,
    CUT,
    LEFT_OUT,
    ENTRY_INCOMPLETE,
    TOO_MANY,
    SEVERAL_MODELS,
];
