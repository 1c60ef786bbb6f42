//! Edits of a description that keep its text: patches on the places that they concern, everything else byte for byte.
//! Each edit is made on the text and what came of it is read again: an edit whose text does not say what it should is
//! refused, so that none ever says something else.

mod data;
mod format;
mod layout;
mod mentions;
mod names;
mod pieces;
mod place;
mod scalar;
mod session;
mod sheet;
mod style;
mod take;

pub use data::Data;
pub use format::format;
pub use mentions::{Mention, Mentions, mentions};

use session::Session;

/// One edit. A path is made of keys and, in lists, numbers from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a value in the place of another, or makes an entry, with the maps above it. Of a map or list in the place
    /// of another, only what differs is written.
    Set {
        /// Where.
        path: Vec<String>,
        /// What.
        value: Data,
    },
    /// Appends to a list unless it is there already; one word becomes a list, a missing list is made.
    Add {
        /// The list.
        path: Vec<String>,
        /// What.
        value: Data,
    },
    /// Takes an item out of a list; an empty list goes with its key.
    Drop {
        /// The list, or the only word.
        path: Vec<String>,
        /// What.
        value: Data,
    },
    /// Takes out an entry, with its key and its own comments.
    Remove {
        /// Which.
        path: Vec<String>,
    },
    /// Gives a named thing another name, wherever it is mentioned.
    Rename {
        /// What it is called.
        from: String,
        /// What it is to be called.
        to: String,
    },
    /// Gives a claim another name, with what is decided about it; an element that is called the same is left alone.
    RenameClaim {
        /// What it is called.
        from: String,
        /// What it is to be called.
        to: String,
    },
    /// Takes out a named thing and every mention of it. A claim over it goes too, and so do controls and weaknesses
    /// that are on nothing else.
    Delete {
        /// Which.
        name: String,
    },
}

/// A stretch of the text, in bytes, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// First byte.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
    /// The new text.
    pub insert: String,
}

/// Makes edits one after the other. The patches are against the given text, ascend and are disjoint. An edit that
/// can't be made refuses all, with one sentence.
pub fn edit(text: &str, edits: &[Edit]) -> Result<Vec<Patch>, String> {
    let mut session = Session::open(text)?;
    session.edits(edits)?;
    Ok(session.close())
}

/// A text with patches applied.
pub fn patched(text: &str, patches: &[Patch]) -> String {
    pieces::patched(text, patches)
}

/// What a text says; nothing if it is empty.
pub fn read(text: &str) -> Result<Option<Data>, String> {
    Ok(layout::layout(text)?.map(|shape| shape.data()))
}
