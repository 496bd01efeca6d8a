//! Any value that serialises, as nodes: what has no form in TOML is refused where it stands, and nothing is left out but nulls under a key.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Display;

use serde::ser::{self, Serialize};

use super::{MAX_DEPTH, Node, ValueError, ValueProblem};
use crate::descriptor::MAX_BYTES;

/// The name under which the `toml` crate serialises a date.
const DATETIME: &str = "$__toml_private_Datetime";
/// The name under which `serde_json` serialises a number when a crate of the build turns on `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// The node of a value; `None` of a null.
pub(super) fn node<T: Serialize + ?Sized>(value: &T) -> Result<Option<Node>, ValueError> {
    let left = Cell::new(MAX_BYTES);
    let top = At {
        left: &left,
        depth: 0,
    };
    value.serialize(top).map_err(|fail| fail.0)
}

/// [`ValueError`], as serde wants it.
#[derive(Debug)]
pub(super) struct Fail(ValueError);

impl Fail {
    fn of(problem: ValueProblem) -> Self {
        Self(ValueError::new(problem))
    }

    fn under(self, step: &str) -> Self {
        Self(self.0.under(step))
    }
}

impl Display for Fail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fail {}

impl ser::Error for Fail {
    fn custom<T: Display>(says: T) -> Self {
        Self::of(ValueProblem::Refused(says.to_string()))
    }
}

/// How deep a value stands, and how many bytes are left for it and all that follow.
#[derive(Clone, Copy)]
pub(super) struct At<'l> {
    left: &'l Cell<usize>,
    depth: usize,
}

type Answer = Result<Option<Node>, Fail>;

impl At<'_> {
    fn deeper(self) -> Result<Self, Fail> {
        // A value that yields without end stops here too.
        self.spend(1)?;
        if self.depth >= MAX_DEPTH {
            return Err(Fail::of(ValueProblem::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }

    fn spend(self, bytes: usize) -> Result<(), Fail> {
        let left = self.left.get().checked_sub(bytes);
        let left = left.ok_or_else(|| Fail::of(ValueProblem::TooLarge))?;
        self.left.set(left);
        Ok(())
    }

    fn leaf(self, node: Node) -> Answer {
        self.spend(1)?;
        Ok(Some(node))
    }

    fn whole(self, number: impl TryInto<i64> + Display + Copy) -> Answer {
        match number.try_into() {
            Ok(fits) => self.leaf(Node::Integer(fits)),
            Err(_) => Err(Fail::of(ValueProblem::TooLargeNumber(number.to_string()))),
        }
    }
}

macro_rules! whole {
    ($($method:ident: $kind:ty),*) => {
        $(fn $method(self, value: $kind) -> Answer {
            self.whole(value)
        })*
    };
}

impl<'l> ser::Serializer for At<'l> {
    type Ok = Option<Node>;
    type Error = Fail;
    type SerializeSeq = List<'l>;
    type SerializeTuple = List<'l>;
    type SerializeTupleStruct = List<'l>;
    type SerializeTupleVariant = List<'l>;
    type SerializeMap = Table<'l>;
    type SerializeStruct = Table<'l>;
    type SerializeStructVariant = Table<'l>;

    whole!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128
    );

    fn serialize_bool(self, value: bool) -> Answer {
        self.leaf(Node::Bool(value))
    }

    /// The shortest decimal that stands for it: 0.8 and not 0.800000011920929.
    fn serialize_f32(self, value: f32) -> Answer {
        self.serialize_f64(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_f64(self, value: f64) -> Answer {
        if value.is_finite() {
            self.leaf(Node::Number(value))
        } else {
            Err(Fail::of(ValueProblem::NotFinite))
        }
    }

    fn serialize_char(self, value: char) -> Answer {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Answer {
        self.spend(value.len())?;
        self.leaf(Node::Text(value.to_owned()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Answer {
        Err(Fail::of(ValueProblem::Bytes))
    }

    fn serialize_none(self) -> Answer {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Answer {
        value.serialize(self.deeper()?)
    }

    fn serialize_unit(self) -> Answer {
        Ok(None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Answer {
        Ok(None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Answer {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Answer {
        value.serialize(self.deeper()?)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Answer {
        let mut table = Table::new(self.deeper()?);
        table.put(variant.to_owned(), value)?;
        table.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'l>, Fail> {
        List::new(self, None)
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'l>, Fail> {
        List::new(self, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'l>, Fail> {
        List::new(self, None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'l>, Fail> {
        List::new(self, Some(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Table<'l>, Fail> {
        Ok(Table::new(self.deeper()?))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Table<'l>, Fail> {
        let special = [DATETIME, NUMBER].into_iter().find(|known| *known == name);
        Ok(Table {
            special,
            ..Table::new(self.deeper()?)
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Table<'l>, Fail> {
        Ok(Table {
            variant: Some(variant),
            ..Table::new(self.deeper()?)
        })
    }
}

/// A list, and the variant that it belongs to.
pub(super) struct List<'l> {
    at: At<'l>,
    items: Vec<Node>,
    variant: Option<&'static str>,
}

impl<'l> List<'l> {
    fn new(at: At<'l>, variant: Option<&'static str>) -> Result<Self, Fail> {
        Ok(Self {
            at: at.deeper()?,
            items: Vec::new(),
            variant,
        })
    }

    fn put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fail> {
        let read = value.serialize(self.at).and_then(|node| {
            self.at.spend(1)?;
            node.ok_or_else(|| Fail::of(ValueProblem::Null))
        });
        let node = read.map_err(|fail| {
            let fail = fail.under(&format!("[{}]", self.items.len()));
            self.variant
                .iter()
                .fold(fail, |fail, name| fail.under(name))
        })?;
        self.items.push(node);
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the serialiser answers")]
    fn close(self) -> Answer {
        Ok(Some(held(self.variant, Node::List(self.items))))
    }
}

/// A table, the variant that it belongs to, and whether its only field stands for something that serde has no form for.
pub(super) struct Table<'l> {
    at: At<'l>,
    entries: BTreeMap<String, Node>,
    key: Option<String>,
    variant: Option<&'static str>,
    special: Option<&'static str>,
}

impl<'l> Table<'l> {
    fn new(at: At<'l>) -> Self {
        Self {
            at,
            entries: BTreeMap::new(),
            key: None,
            variant: None,
            special: None,
        }
    }

    fn put<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), Fail> {
        let outer = self.variant;
        let name = |fail: Fail| {
            let fail = fail.under(&key);
            outer.iter().fold(fail, |fail, name| fail.under(name))
        };
        self.at.spend(key.len() + 1).map_err(name)?;
        let Some(node) = value.serialize(self.at).map_err(name)? else {
            return Ok(());
        };
        if self.entries.contains_key(&key) {
            return Err(name(Fail::of(ValueProblem::DoubleKey)));
        }
        self.entries.insert(key, node);
        Ok(())
    }

    fn close(self) -> Answer {
        let Some(special) = self.special else {
            return Ok(Some(held(self.variant, Node::Table(self.entries))));
        };
        match self.entries.into_values().next() {
            Some(Node::Text(text)) => special_node(special, text).map(Some),
            // A struct of that name with another content.
            _ => Err(Fail::of(ValueProblem::Refused(special.to_owned()))),
        }
    }
}

fn held(variant: Option<&'static str>, node: Node) -> Node {
    match variant {
        Some(variant) => Node::Table(BTreeMap::from([(variant.to_owned(), node)])),
        None => node,
    }
}

fn special_node(special: &str, text: String) -> Result<Node, Fail> {
    if special == DATETIME {
        let known = text.parse::<toml::value::Datetime>();
        let known = known.map_err(|error| Fail::of(ValueProblem::Refused(error.to_string())))?;
        return Ok(Node::Moment(known.to_string()));
    }
    if let Ok(number) = text.parse() {
        return Ok(Node::Integer(number));
    }
    let written = text.contains(['.', 'e', 'E']);
    match text.parse::<f64>() {
        Ok(number) if written && number.is_finite() => Ok(Node::Number(number)),
        _ => Err(Fail::of(ValueProblem::TooLargeNumber(text))),
    }
}

macro_rules! list {
    ($($kind:ident: $method:ident),*) => {
        $(impl ser::$kind for List<'_> {
            type Ok = Option<Node>;
            type Error = Fail;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fail> {
                self.put(value)
            }

            fn end(self) -> Answer {
                self.close()
            }
        })*
    };
}

list!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
);

macro_rules! table {
    ($($kind:ident),*) => {
        $(impl ser::$kind for Table<'_> {
            type Ok = Option<Node>;
            type Error = Fail;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Fail> {
                self.put(key.to_owned(), value)
            }

            fn end(self) -> Answer {
                self.close()
            }
        })*
    };
}

table!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Table<'_> {
    type Ok = Option<Node>;
    type Error = Fail;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fail> {
        match key.serialize(self.at)? {
            Some(Node::Text(key)) => {
                self.key = Some(key);
                Ok(())
            }
            _ => Err(Fail::of(ValueProblem::Key)),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fail> {
        let key = self.key.take();
        self.put(key.ok_or_else(|| Fail::of(ValueProblem::Key))?, value)
    }

    fn end(self) -> Answer {
        self.close()
    }
}
