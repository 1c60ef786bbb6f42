//! From byte offsets to lines and columns, as editors count them.

/// A place as editors count: both from 1, the column in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// Bytes between two counts kept: a look-up reads at most this many, however long the line is.
const STRIDE: usize = 1024;

/// The lines of a text. Lines end with LF, CR LF or CR, as in YAML.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// UTF-16 units before the first character at or after each multiple of the stride.
    units: Vec<(usize, usize)>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    pub fn new(text: &'a str) -> Lines<'a> {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        let mut units = vec![(0, 0)];
        let (mut at, mut count) = (0, 0);
        while at < text.len() {
            let next = boundary(text, at + STRIDE);
            count += utf16(&bytes[at..next]);
            at = next;
            units.push((at, count));
        }
        Lines { text, starts, units }
    }

    /// Line and column of a byte offset. Behind the end counts as the end,
    /// within a character as its start.
    pub fn position(&self, offset: u32) -> Position {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let column = self.units_before(offset) - self.units_before(start) + 1;
        Position { line: number(line), column: number(column) }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> u32 {
        number(self.starts.len())
    }

    fn units_before(&self, offset: usize) -> usize {
        let nearest = self.units.partition_point(|(at, _)| *at <= offset) - 1;
        let (at, count) = self.units[nearest];
        count + utf16(&self.text.as_bytes()[at..offset])
    }
}

/// UTF-16 units of UTF-8 text: one for each character, two for those of four bytes.
fn utf16(bytes: &[u8]) -> usize {
    bytes.iter().map(|b| usize::from(*b & 0xC0 != 0x80) + usize::from(*b >= 0xF0)).sum()
}

/// The first character boundary at or after an offset.
fn boundary(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
