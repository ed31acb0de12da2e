//! What writes a view on its tape: the whole of serde's list of kinds, and which of them a page has.

use std::fmt::{self, Display};

use serde::ser::{self, Serialize, Serializer};

use super::{Held, Tape};
use crate::report::html;

/// Why a view is none.
#[derive(Debug)]
pub(in crate::report::templates) struct Unfit(String);

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

fn unfit<T>(what: &str) -> Result<T, Unfit> {
    Err(Unfit(format!("a page holds {what}")))
}

/// Writes one value, under its name.
pub(super) struct Writer<'t> {
    tape: &'t mut Tape,
    name: &'static str,
    is_html: bool,
}

impl<'t> Writer<'t> {
    pub(super) fn new(tape: &'t mut Tape, name: &'static str) -> Self {
        Self {
            tape,
            name,
            is_html: false,
        }
    }

    fn held(self, held: Held) -> Result<(), Unfit> {
        self.tape.push(self.name, held);
        Ok(())
    }

    fn number(self, number: impl TryInto<i64>) -> Result<(), Unfit> {
        match number.try_into() {
            Ok(number) => self.held(Held::Number(number)),
            Err(_) => unfit("too large a number"),
        }
    }

    fn opened(self, held: Held) -> Opened<'t> {
        let at = self.tape.push(self.name, held);
        Opened {
            tape: self.tape,
            at,
            len: 0,
        }
    }
}

impl<'t> Serializer for Writer<'t> {
    type Ok = ();
    type Error = Unfit;
    type SerializeSeq = Opened<'t>;
    type SerializeTuple = Opened<'t>;
    type SerializeTupleStruct = Opened<'t>;
    type SerializeTupleVariant = ser::Impossible<(), Unfit>;
    type SerializeMap = ser::Impossible<(), Unfit>;
    type SerializeStruct = Opened<'t>;
    type SerializeStructVariant = ser::Impossible<(), Unfit>;

    fn serialize_bool(self, truth: bool) -> Result<(), Unfit> {
        self.held(Held::Truth(truth))
    }

    fn serialize_i8(self, number: i8) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_i16(self, number: i16) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_i32(self, number: i32) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_i64(self, number: i64) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_u8(self, number: u8) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_u16(self, number: u16) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_u32(self, number: u32) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_u64(self, number: u64) -> Result<(), Unfit> {
        self.number(number)
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unfit> {
        unfit("a fraction")
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unfit> {
        unfit("a fraction")
    }

    fn serialize_char(self, character: char) -> Result<(), Unfit> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Unfit> {
        let (from, to) = self.tape.text(text);
        let held = match self.is_html {
            true => Held::Html(from, to),
            false => Held::Text(from, to),
        };
        self.held(held)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unfit> {
        unfit("bytes")
    }

    fn serialize_none(self) -> Result<(), Unfit> {
        self.held(Held::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unfit> {
        self.held(Held::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unfit> {
        self.held(Held::Nothing)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unfit> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        value.serialize(Self {
            is_html: name == html::MARK,
            ..self
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unfit> {
        unfit("a variant")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Opened<'t>, Unfit> {
        Ok(self.opened(Held::List(0)))
    }

    fn serialize_tuple(self, _: usize) -> Result<Opened<'t>, Unfit> {
        Ok(self.opened(Held::List(0)))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Opened<'t>, Unfit> {
        Ok(self.opened(Held::List(0)))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unfit> {
        unfit("a variant")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unfit> {
        unfit("a map")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Opened<'t>, Unfit> {
        Ok(self.opened(Held::Fields))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unfit> {
        unfit("a variant")
    }
}

/// A list or fields that are being written.
pub(super) struct Opened<'t> {
    tape: &'t mut Tape,
    at: usize,
    len: usize,
}

impl Opened<'_> {
    fn add<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Unfit> {
        self.len += 1;
        value.serialize(Writer::new(self.tape, name))
    }

    fn close(self) -> Result<(), Unfit> {
        let end = self.tape.nodes.len();
        if let Some(node) = self.tape.nodes.get_mut(self.at) {
            node.end = end;
            if let Held::List(len) = &mut node.held {
                *len = self.len;
            }
        }
        Ok(())
    }
}

/// Entries of a list, of each kind that serde tells apart.
macro_rules! entries {
    ($($kind:ident, $entry:ident;)*) => {$(
        impl ser::$kind for Opened<'_> {
            type Ok = ();
            type Error = Unfit;

            fn $entry<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
                self.add("", value)
            }

            fn end(self) -> Result<(), Unfit> {
                self.close()
            }
        }
    )*};
}

entries! {
    SerializeSeq, serialize_element;
    SerializeTuple, serialize_element;
    SerializeTupleStruct, serialize_field;
}

impl ser::SerializeStruct for Opened<'_> {
    type Ok = ();
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unfit> {
        self.add(name, value)
    }

    fn end(self) -> Result<(), Unfit> {
        self.close()
    }
}
