//! Columns of a schema of Arrow, and cells of its arrays.

use arrow_array::array::AnyDictionaryArray;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array as _, ArrayAccessor, ArrayRef};
use arrow_schema::{DataType, Schema};

use super::MAX_COLUMNS;
use super::batch::{Column, Kind, Wanted};
use super::csv::unique;
use crate::problem::{FaultList, Problem};

/// Where rows at fault are told.
struct Told<'a> {
    /// How many rows stand before the array.
    before: u64,
    faults: &'a mut FaultList,
    /// Whether each row of the array is good.
    good: &'a mut [bool],
}

impl Told<'_> {
    fn place(&self, index: usize) -> u64 {
        self.before + index as u64 + 1
    }

    fn mark(&mut self, index: usize) {
        if let Some(good) = self.good.get_mut(index) {
            *good = false;
        }
    }

    /// Pushes a cell, or *not recorded* in the place of one at fault; false for one at fault.
    fn push(
        &mut self,
        column: &mut Column,
        wanted: &mut Wanted,
        index: usize,
        cell: &str,
    ) -> Result<bool, Problem> {
        let place = self.place(index);
        let good = column.push(cell.as_bytes(), wanted, false, place, self.faults)?;
        if !good {
            column.push(b"", wanted, false, place, self.faults)?;
            self.mark(index);
        }
        Ok(good)
    }
}

/// Fills a column from an array; cells at fault are pushed as *not recorded* and their rows marked.
pub(super) fn fill(
    column: &mut Column,
    array: &ArrayRef,
    wanted: &mut Wanted,
    before: u64,
    faults: &mut FaultList,
    good: &mut [bool],
) -> Result<(), Problem> {
    let mut told = Told {
        before,
        faults,
        good,
    };
    if wanted.kind == Kind::Numbers
        && let Some(numbers) = floats(array)
    {
        for (index, number) in numbers.enumerate() {
            let fine = number.filter(|number| number.is_finite());
            if let (Some(number), None) = (number, fine) {
                let place = told.place(index);
                let found = number.to_string();
                let name = Some(wanted.name.as_str());
                told.faults.push(place, name, "not-a-number", &found);
                told.mark(index);
            }
            if let Column::Numbers(numbers) = column {
                numbers.push(fine.unwrap_or(f64::NAN));
            }
        }
        return Ok(());
    }
    let unread = || {
        Problem::new("column-type")
            .with("column", &wanted.name)
            .with("type", array.data_type())
    };
    if let Some(array) = array.as_any_dictionary_opt() {
        let values = array.values();
        return match values.data_type() {
            DataType::Utf8 => {
                from_dictionary(column, array, &values.as_string::<i32>(), wanted, &mut told)
            }
            DataType::LargeUtf8 => {
                from_dictionary(column, array, &values.as_string::<i64>(), wanted, &mut told)
            }
            DataType::Utf8View => {
                from_dictionary(column, array, &values.as_string_view(), wanted, &mut told)
            }
            _ => Err(unread()),
        };
    }
    if let Some(texts) = strings(array) {
        for (index, text) in texts.enumerate() {
            told.push(column, wanted, index, text.unwrap_or_default())?;
        }
        return Ok(());
    }
    for (index, text) in texts(array).ok_or_else(unread)?.enumerate() {
        told.push(column, wanted, index, &text.unwrap_or_default())?;
    }
    Ok(())
}

/// Fills from an array that is a dictionary already: each of its values is looked up once.
#[expect(
    single_use_lifetimes,
    reason = "an anonymous lifetime has no place here yet"
)]
fn from_dictionary<'a>(
    column: &mut Column,
    array: &dyn AnyDictionaryArray,
    values: &impl ArrayAccessor<Item = &'a str>,
    wanted: &mut Wanted,
    told: &mut Told<'_>,
) -> Result<(), Problem> {
    let keys = array.normalized_keys();
    let empty = values.is_empty();
    // A dictionary may hold values that these rows do not use: they are looked up when a row does.
    let mut known: Vec<Option<u32>> = vec![None; values.len()];
    for (index, key) in keys.iter().enumerate() {
        let absent = empty || array.is_null(index) || values.is_null(*key);
        if let (Column::Codes(codes), false) = (&mut *column, absent)
            && let Some(Some(code)) = known.get(*key)
        {
            codes.push(*code);
            continue;
        }
        let cell = if absent { "" } else { values.value(*key) };
        if told.push(column, wanted, index, cell)?
            && let (Column::Codes(codes), false) = (&*column, absent)
            && let (Some(slot), Some(code)) = (known.get_mut(*key), codes.last())
        {
            *slot = Some(*code);
        }
    }
    Ok(())
}

fn floats(array: &ArrayRef) -> Option<Box<dyn Iterator<Item = Option<f64>> + '_>> {
    Some(match array.data_type() {
        DataType::Float64 => Box::new(array.as_primitive::<Float64Type>().iter()),
        DataType::Float32 => {
            let numbers = array.as_primitive::<Float32Type>().iter();
            Box::new(numbers.map(|number| number.map(f64::from)))
        }
        _ => return None,
    })
}

/// Texts as they stand in memory.
fn strings(array: &ArrayRef) -> Option<Box<dyn Iterator<Item = Option<&str>> + '_>> {
    Some(match array.data_type() {
        DataType::Utf8 => Box::new(array.as_string::<i32>().iter()),
        DataType::LargeUtf8 => Box::new(array.as_string::<i64>().iter()),
        DataType::Utf8View => Box::new(array.as_string_view().iter()),
        _ => return None,
    })
}

/// Cells as texts: whole numbers as they are written, truths as `true` and `false`, numbers in their shortest form.
fn texts(array: &ArrayRef) -> Option<Box<dyn Iterator<Item = Option<String>> + '_>> {
    macro_rules! numbers {
        ($kind:ty) => {
            Box::new(
                array
                    .as_primitive::<$kind>()
                    .iter()
                    .map(|cell| cell.map(|cell| cell.to_string())),
            )
        };
    }
    Some(match array.data_type() {
        DataType::Boolean => {
            let truths = array.as_boolean().iter();
            Box::new(truths.map(|cell| cell.map(|cell| cell.to_string())))
        }
        // A column without any value.
        DataType::Null => Box::new(std::iter::repeat_n(None, array.len())),
        DataType::Int8 => numbers!(Int8Type),
        DataType::Int16 => numbers!(Int16Type),
        DataType::Int32 => numbers!(Int32Type),
        DataType::Int64 => numbers!(Int64Type),
        DataType::UInt8 => numbers!(UInt8Type),
        DataType::UInt16 => numbers!(UInt16Type),
        DataType::UInt32 => numbers!(UInt32Type),
        DataType::UInt64 => numbers!(UInt64Type),
        DataType::Float32 => numbers!(Float32Type),
        DataType::Float64 => numbers!(Float64Type),
        _ => return None,
    })
}

/// The names of a schema's columns, in their order.
///
/// # Errors
/// `too-many-columns`, `duplicate-column`.
pub(super) fn columns(schema: &Schema) -> Result<Vec<String>, Problem> {
    let fields = schema.fields();
    if fields.len() > MAX_COLUMNS {
        return Err(Problem::new("too-many-columns")
            .with("count", fields.len())
            .with("limit", MAX_COLUMNS));
    }
    let columns: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
    unique(&columns)?;
    Ok(columns)
}
