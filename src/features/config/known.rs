//! The gateway's schema, read once and kept for later visits: it is large, and the same until the
//! gateway starts anew.

use std::cell::RefCell;
use std::sync::Arc;

use super::schema::Schema;

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

struct Kept {
    /// Whose it is: the gateway, and this connection with it.
    of: Option<String>,
    text: Arc<str>,
    hints: Arc<str>,
    schema: Arc<Schema>,
    version: Option<String>,
}

/// What was read before over this very connection.
#[must_use]
pub fn kept(of: &str) -> Option<Arc<Schema>> {
    KEPT.with_borrow(|kept| {
        let kept = kept.as_ref().filter(|kept| kept.of.as_deref() == Some(of))?;
        Some(Arc::clone(&kept.schema))
    })
}

/// Reads a schema, unless it is the one that was read last.
///
/// # Errors
/// When the text is no schema.
pub fn read(of: Option<String>, text: &str, hints: &str) -> Result<Arc<Schema>, String> {
    let same = KEPT.with_borrow_mut(|kept| {
        let kept = kept.as_mut().filter(|kept| *kept.text == *text && *kept.hints == *hints)?;
        kept.of.clone_from(&of);
        Some(Arc::clone(&kept.schema))
    });
    if let Some(same) = same {
        return Ok(same);
    }
    let schema = Arc::new(Schema::read(text, hints)?);
    let kept = Kept {
        of,
        text: text.into(),
        hints: hints.into(),
        schema: Arc::clone(&schema),
        version: None,
    };
    KEPT.set(Some(kept));
    Ok(schema)
}

/// The text a schema was read from, for the validator.
#[must_use]
pub fn text(schema: &Arc<Schema>) -> Option<Arc<str>> {
    KEPT.with_borrow(|kept| {
        let kept = kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.schema, schema))?;
        Some(Arc::clone(&kept.text))
    })
}

/// Which version of the gateway has told it.
pub fn set_version(schema: &Arc<Schema>, version: Option<String>) {
    KEPT.with_borrow_mut(|kept| {
        if let Some(kept) = kept.as_mut().filter(|kept| Arc::ptr_eq(&kept.schema, schema)) {
            kept.version = version;
        }
    });
}

/// The same. 2026.2.6-3 tells it nowhere else: in its hello it is "dev".
#[must_use]
pub fn version(schema: &Arc<Schema>) -> Option<String> {
    KEPT.with_borrow(|kept| {
        let kept = kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.schema, schema))?;
        kept.version.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_schema_is_read_once_and_belongs_to_its_connection() {
        let text = r#"{"type":"object","properties":{}}"#;
        let first = read(Some("a 1".to_owned()), text, "{}").expect("a schema");
        assert!(kept("a 1").is_some_and(|it| Arc::ptr_eq(&it, &first)));
        assert!(kept("a 2").is_none());
        let again = read(Some("a 2".to_owned()), text, "{}").expect("a schema");
        assert!(Arc::ptr_eq(&again, &first) && kept("a 1").is_none() && kept("a 2").is_some());
        assert_eq!(super::text(&again).as_deref(), Some(text));
    }
}
