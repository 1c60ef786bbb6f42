//! Lines of a text: where they start and end, what only holds a comment, where an entry's own comments are.

/// A text seen as lines. Lines end with LF, CR LF or CR, as in YAML.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet<'a> {
    pub(super) text: &'a str,
}

impl<'a> Sheet<'a> {
    /// How this text ends its lines.
    pub(super) fn newline(self) -> &'static str {
        match self.text.find(['\n', '\r']) {
            Some(at) if self.text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if self.text[at..].starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Where the text begins: behind a byte order mark.
    pub(super) fn begin(self) -> usize {
        if self.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
    }

    /// The start of the line that an offset is on.
    pub(super) fn line_start(self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at];
        before.iter().rposition(|b| *b == b'\n' || *b == b'\r').map_or(self.begin().min(at), |at| at + 1)
    }

    /// The end of the line that an offset is on, before its break.
    pub(super) fn line_end(self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        rest.iter().position(|b| *b == b'\n' || *b == b'\r').map_or(self.text.len(), |n| at + n)
    }

    /// The start of the next line, or the end of the text.
    pub(super) fn next_line(self, at: usize) -> usize {
        let end = self.line_end(at);
        match (self.byte(end), self.byte(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(_), _) => end + 1,
            (None, _) => end,
        }
    }

    /// The end of the line before, if there is one.
    pub(super) fn end_before(self, line: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        match line.checked_sub(1).map(|at| bytes[at]) {
            Some(b'\n') if line >= 2 && bytes[line - 2] == b'\r' => Some(line - 2),
            Some(b'\n' | b'\r') => Some(line - 1),
            _ => None,
        }
    }

    /// Characters before an offset on its line.
    pub(super) fn column(self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }

    /// The white space that the line of an offset begins with.
    pub(super) fn indent(self, at: usize) -> &'a str {
        let line = &self.text[self.line_start(at)..self.line_end(at)];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Whether nothing but white space stands before an offset on its line.
    pub(super) fn leads(self, at: usize) -> bool {
        self.text[self.line_start(at)..at].bytes().all(|b| b == b' ' || b == b'\t')
    }

    /// Whether nothing stands on a line.
    pub(super) fn is_blank(self, at: usize) -> bool {
        self.text[self.line_start(at)..self.line_end(at)].trim().is_empty()
    }

    /// Whether a line holds a comment alone.
    pub(super) fn is_comment(self, at: usize) -> bool {
        self.text[self.line_start(at)..self.line_end(at)].trim_start().starts_with('#')
    }

    /// Behind spaces and tabs.
    pub(super) fn spaces(self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        rest.iter().position(|b| *b != b' ' && *b != b'\t').map_or(self.text.len(), |n| at + n)
    }

    /// Before spaces and tabs.
    pub(super) fn spaces_back(self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at];
        before.iter().rposition(|b| *b != b' ' && *b != b'\t').map_or(0, |n| n + 1)
    }

    /// Behind white space, breaks and comments.
    pub(super) fn gap(self, at: usize) -> usize {
        let mut at = at;
        loop {
            at = self.spaces(at);
            match self.byte(at) {
                Some(b'\n' | b'\r') => at += 1,
                Some(b'#') => at = self.line_end(at),
                _ => return at,
            }
        }
    }

    /// Whether a comment stands between two offsets that lie outside of any scalar.
    pub(super) fn has_comment(self, from: usize, to: usize) -> bool {
        self.text[from..to].contains('#')
    }

    /// Where the comment lines directly above a line begin that stand in its column; those at the head of the text
    /// are the text's.
    pub(super) fn own_comments(self, line: usize) -> usize {
        let indent = self.indent(line);
        let mut from = line;
        while let Some(end) = self.end_before(from) {
            let above = self.line_start(end);
            if !self.is_comment(above) || self.indent(above) != indent {
                return from;
            }
            from = above;
        }
        if from == self.begin() && from < line { line } else { from }
    }

    /// The end of what belongs to an entry in a column whose value ends at an offset: the rest of that line, and
    /// comments below that stand deeper.
    pub(super) fn extent(self, end: usize, column: usize) -> usize {
        let mut extent = self.line_end(end);
        let mut line = self.next_line(extent);
        while line < self.text.len() && line > extent {
            if self.is_comment(line) && self.indent(line).len() > column {
                extent = self.line_end(line);
            } else if !self.is_blank(line) {
                break;
            }
            let next = self.next_line(line);
            if next == line {
                break;
            }
            line = next;
        }
        extent
    }
}
