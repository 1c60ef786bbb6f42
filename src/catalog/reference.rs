//! References to lists elsewhere, told apart by the form of their ids.
//! Their editions and the names of their entries are catalog data, not code.

/// A list of attacks, weaknesses or mitigations kept by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Framework {
    /// MITRE ATLAS: tactics, techniques, mitigations, case studies.
    Atlas,
    /// MITRE CWE.
    Cwe,
    /// MITRE CAPEC.
    Capec,
    /// NIST AI 100-2, taxonomy of adversarial machine learning.
    NistAml,
    /// OWASP Top 10 for LLM applications; the edition stands in the id.
    OwaspLlm,
    /// OWASP Top 10 for agentic applications.
    OwaspAgentic,
    /// OWASP Top 10 for MCP.
    OwaspMcp,
    /// The six threats of STRIDE.
    Stride,
}

/// An id in a list elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The list.
    pub framework: Framework,
    /// The id there, as written: `CWE-502`, `LLM01:2026`, `Tampering`.
    pub id: String,
}

/// In a form, `#` stands for a digit and `*` for any further digits.
const FORMS: &[(&str, Framework)] = &[
    ("AML.TA####", Framework::Atlas),
    ("AML.T####", Framework::Atlas),
    ("AML.T####.###", Framework::Atlas),
    ("AML.M####", Framework::Atlas),
    ("AML.CS####", Framework::Atlas),
    ("CWE-#*", Framework::Cwe),
    ("CAPEC-#*", Framework::Capec),
    ("NISTAML.##*", Framework::NistAml),
    ("LLM##:####", Framework::OwaspLlm),
    ("ASI##", Framework::OwaspAgentic),
    ("MCP##", Framework::OwaspMcp),
];

const STRIDE: &[&str] =
    &["Spoofing", "Tampering", "Repudiation", "Information disclosure", "Denial of service", "Elevation of privilege"];

/// The forms that [`Reference::parse`] reads, for messages.
pub const FORMS_IN_WORDS: &str = "CWE-502, CAPEC-242, AML.T0051, AML.T0051.001, AML.M0007, LLM01:2026, ASI02, MCP03, \
     NISTAML.018 or STRIDE with one of its six threats";

impl Framework {
    /// Every framework.
    pub const ALL: &'static [Framework] = &[
        Framework::Atlas,
        Framework::Cwe,
        Framework::Capec,
        Framework::NistAml,
        Framework::OwaspLlm,
        Framework::OwaspAgentic,
        Framework::OwaspMcp,
        Framework::Stride,
    ];

    /// The id that files use.
    pub fn id(self) -> &'static str {
        match self {
            Framework::Atlas => "atlas",
            Framework::Cwe => "cwe",
            Framework::Capec => "capec",
            Framework::NistAml => "nist_aml",
            Framework::OwaspLlm => "owasp_llm",
            Framework::OwaspAgentic => "owasp_agentic",
            Framework::OwaspMcp => "owasp_mcp",
            Framework::Stride => "stride",
        }
    }

    /// Its name without edition.
    pub fn words(self) -> &'static str {
        match self {
            Framework::Atlas => "MITRE ATLAS",
            Framework::Cwe => "CWE",
            Framework::Capec => "CAPEC",
            Framework::NistAml => "NIST AI 100-2",
            Framework::OwaspLlm => "OWASP LLM",
            Framework::OwaspAgentic => "OWASP Agentic",
            Framework::OwaspMcp => "OWASP MCP",
            Framework::Stride => "STRIDE",
        }
    }

    /// The framework of that id.
    pub fn from_id(id: &str) -> Option<Framework> {
        Framework::ALL.iter().copied().find(|f| f.id() == id)
    }
}

impl Reference {
    /// Tells the list from the form of the id; nothing if no list has ids of that form.
    pub fn parse(text: &str) -> Option<Reference> {
        if let Some(threat) = text.strip_prefix("STRIDE ") {
            let threat = STRIDE.iter().find(|t| t.eq_ignore_ascii_case(threat))?;
            return Some(Reference { framework: Framework::Stride, id: (*threat).to_owned() });
        }
        let (_, framework) = FORMS.iter().find(|(form, _)| fits(form, text))?;
        Some(Reference { framework: *framework, id: text.to_owned() })
    }

    /// Whether this is something that stops attacks, and no attack.
    pub fn is_mitigation(&self) -> bool {
        self.framework == Framework::Atlas && self.id.starts_with("AML.M")
    }

    /// Whether this is a part of an entry: a sub-technique of ATLAS, or an attack of a class of NIST.
    pub fn is_within(&self, entry: &Reference) -> bool {
        let rest = self.id.strip_prefix(entry.id.as_str());
        self.framework == entry.framework
            && rest.is_some_and(|rest| match self.framework {
                Framework::Atlas => rest.starts_with('.'),
                Framework::NistAml => rest.len() == 1 && entry.id.len() == "NISTAML.01".len(),
                _ => false,
            })
    }

    /// The edition that stands in the id: `2026` of `LLM01:2026`.
    pub fn edition(&self) -> Option<&str> {
        self.id.split_once(':').map(|(_, edition)| edition)
    }
}

/// Whether the text has the form. `*` stands only at a form's end.
fn fits(form: &str, text: &str) -> bool {
    let (form, open) = match form.strip_suffix('*') {
        Some(rest) => (rest, true),
        None => (form, false),
    };
    let Some((head, tail)) = text.split_at_checked(form.len()) else {
        return false;
    };
    let head_fits = form.bytes().zip(head.bytes()).all(|(f, t)| if f == b'#' { t.is_ascii_digit() } else { f == t });
    head_fits && if open { tail.bytes().all(|t| t.is_ascii_digit()) } else { tail.is_empty() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_an_id_tells_its_list() {
        let read = |text: &str| Reference::parse(text).map(|r| format!("{} {}", r.framework.id(), r.id));
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(read("CWE-502"), some("cwe CWE-502"));
        assert_eq!(read("CAPEC-242"), some("capec CAPEC-242"));
        assert_eq!(read("AML.T0051.001"), some("atlas AML.T0051.001"));
        assert_eq!(read("AML.T0051"), some("atlas AML.T0051"));
        assert_eq!(read("AML.M0007"), some("atlas AML.M0007"));
        assert_eq!(read("LLM01:2025"), some("owasp_llm LLM01:2025"));
        assert_eq!(read("ASI02"), some("owasp_agentic ASI02"));
        assert_eq!(read("MCP03"), some("owasp_mcp MCP03"));
        assert_eq!(read("NISTAML.018"), some("nist_aml NISTAML.018"));
        assert_eq!(read("STRIDE information disclosure"), some("stride Information disclosure"));
        for not in
            ["CWE-", "CWE-5a", "AML.T51", "AML.T0051.1", "LLM01", "STRIDE Theft", "arXiv:2505.06315", "", "ASI0é"]
        {
            assert_eq!(read(not), None, "{not}");
        }
    }
}
