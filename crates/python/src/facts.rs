//! A value of Python as facts: dictionaries, lists, texts, numbers, truths and days. What has none of these forms is refused with its
//! type, at its path.

use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple,
};
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

/// A value that `garant_core::Request::of_value` takes.
pub(crate) struct Given<'a, 'py>(pub(crate) &'a Bound<'py, PyAny>);

impl Serialize for Given<'_, '_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let value = self.0;
        if value.is_none() {
            return to.serialize_none();
        }
        // A truth is a whole number of Python too: it comes first.
        if let Ok(truth) = value.cast::<PyBool>() {
            return to.serialize_bool(truth.is_true());
        }
        if value.is_instance_of::<PyInt>() {
            return match value.extract::<i64>() {
                Ok(number) => to.serialize_i64(number),
                Err(_) => match value.extract::<u64>() {
                    Ok(number) => to.serialize_u64(number),
                    Err(_) => Err(S::Error::custom("the number is too large")),
                },
            };
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            return to.serialize_f64(number.value());
        }
        if let Ok(text) = value.cast::<PyString>() {
            let text = text.to_str();
            return to.serialize_str(text.map_err(|_| S::Error::custom("the text is no UTF-8"))?);
        }
        if value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
            return to.serialize_bytes(&[]);
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            return entries(to, dict.iter());
        }
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return sequence(value, to);
        }
        if let Ok(mapping) = value.cast::<PyMapping>() {
            let items = mapping.items().map_err(S::Error::custom)?;
            let pairs = items
                .iter()
                .map(|item| item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>());
            let pairs: PyResult<Vec<_>> = pairs.collect();
            return entries(to, pairs.map_err(S::Error::custom)?.into_iter());
        }
        // Dates and times of `datetime` write themselves as TOML does.
        if let Ok(text) = value.call_method0("isoformat") {
            return to.serialize_str(&text.extract::<String>().map_err(S::Error::custom)?);
        }
        Err(S::Error::custom(format!(
            "a value of type {} has no form in a descriptor",
            value.get_type()
        )))
    }
}

fn sequence<S: Serializer>(value: &Bound<'_, PyAny>, to: S) -> Result<S::Ok, S::Error> {
    let mut list = to.serialize_seq(value.len().ok())?;
    for item in value.try_iter().map_err(S::Error::custom)? {
        list.serialize_element(&Given(&item.map_err(S::Error::custom)?))?;
    }
    list.end()
}

fn entries<'py, S: Serializer>(
    to: S,
    entries: impl Iterator<Item = (Bound<'py, PyAny>, Bound<'py, PyAny>)>,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for (key, value) in entries {
        map.serialize_entry(&Given(&key), &Given(&value))?;
    }
    map.end()
}
