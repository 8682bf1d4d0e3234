//! Facts, as data: a key of the catalogue of sentences, and the values in the sentence.
//!
//! Owns the shape of facts; never a sentence. The sentences stand in `www/texts/`, by language.

use std::fmt;

use crate::program::ThreadId;

/// A fact: its key and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The key of its sentence in the catalogue.
    pub key: &'static str,
    /// The values in the sentence, in its order.
    pub values: Vec<Value>,
}

/// Makes a fact, if there is anyone to tell.
pub type LazyFact = fn() -> Fact;

/// A value in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value.
    None,
    /// A number, or a thread's id.
    Number(u64),
    /// A name or a piece of a program, which is the same in every language.
    Text(String),
    /// A fact within the fact.
    Fact(Fact),
    /// Several of them.
    List(Vec<Fact>),
}

impl Fact {
    /// Makes a fact; `fact!` calls it. Out of line, since there are hundreds of facts.
    #[inline(never)]
    pub fn new<const N: usize>(key: &'static str, values: [Value; N]) -> Fact {
        Fact { key, values: Vec::from(values) }
    }
}

/// Makes a [`Fact`]: `fact!("verdict.torn", torn, expected)`.
#[macro_export]
macro_rules! fact {
    ($key:literal $(, $value:expr)* $(,)?) => {
        $crate::fact::Fact::new($key, [$($crate::fact::Value::from($value)),*])
    };
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(number.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number as u64)
    }
}

impl From<ThreadId> for Value {
    fn from(ThreadId(id): ThreadId) -> Value {
        Value::Number(id.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_string())
    }
}

impl From<Fact> for Value {
    fn from(fact: Fact) -> Value {
        Value::Fact(fact)
    }
}

impl From<Vec<Fact>> for Value {
    fn from(facts: Vec<Fact>) -> Value {
        Value::List(facts)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, T::into)
    }
}

/// As tests and logs show it: `verdict.torn(9, 9)`.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        let mut separator = "(";
        for value in &self.values {
            write!(f, "{separator}{value}")?;
            separator = ", ";
        }
        if self.values.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::None => f.write_str("-"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Fact(fact) => write!(f, "{fact}"),
            Value::List(facts) => {
                let facts: Vec<String> = facts.iter().map(Fact::to_string).collect();
                write!(f, "[{}]", facts.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_shown_with_its_values() {
        let inner = fact!("lock.named", "first");
        let fact = fact!("waits", ThreadId(1), inner.clone(), None::<u32>, vec![inner]);
        assert_eq!(fact.to_string(), r#"waits(1, lock.named("first"), -, [lock.named("first")])"#);
        assert_eq!(fact!("control.run").to_string(), "control.run");
    }
}
