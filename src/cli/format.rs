//! `bartizan format`: descriptions laid out in the usual way, in place, or whether they are.

use bartizan::api;
use bartizan::report::visible;

use super::arguments::FormatFiles;
use super::output::{Output, Stop, complain};
use super::{Outcome, files};

pub(super) fn run(arguments: &FormatFiles) -> Result<Outcome, Stop> {
    let inputs = files::find(&arguments.files, None)?;
    let mut output = Output::standard();
    for input in &inputs.list {
        let name = visible(&input.name);
        let formatted = files::text_of(input).and_then(|text| Ok((api::formatted(&text)?, text)));
        let (formatted, text) = match formatted {
            Ok(both) => both,
            Err(why) => {
                complain(&format!("{name}: {why}"));
                output.outcome = Outcome::Bad;
                continue;
            }
        };
        if arguments.check {
            if formatted != text {
                output.outcome = output.outcome.max(Outcome::Broken);
                output.write(&format!("{name}: would be laid out anew\n"))?;
            }
        } else if input.is_stdin() {
            output.write(&formatted)?;
        } else if formatted != text {
            files::write(input, &formatted)?;
            output.write(&format!("{name}: laid out anew\n"))?;
        }
    }
    output.finish()
}
