//! Choices as a plot: what each costs, and the range of what it leaves, on a scale of powers of ten. The table beside it
//! says the same.

use std::fmt::Write as _;

/// A choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// What it costs.
    pub cost: f64,
    /// The least that it leaves.
    pub low: f64,
    /// The most that it leaves.
    pub high: f64,
}

const WIDTH: f64 = 700.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 680.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 190.0;
/// Powers of ten shown at most; less counts as the least of them.
const DECADES: f64 = 6.0;

/// The plot as a figure; points are numbered as they come.
pub fn written(points: &[Point]) -> String {
    let mut out = String::new();
    let high = points.iter().map(|p| p.high).fold(0.001, f64::max);
    let top = libm::ceil(libm::log10(high) - 1e-9);
    let positive = points.iter().flat_map(|p| [p.low, p.high]).filter(|x| *x > 0.0);
    let least = positive.fold(high, f64::min);
    let bottom = libm::floor(libm::log10(least) + 1e-9).max(top - DECADES).min(top - 1.0);
    let most = points.iter().map(|p| p.cost).fold(0.0, f64::max).max(1.0);
    let x = |cost: f64| whole(LEFT + 14.0 + (RIGHT - LEFT - 40.0) * cost / most);
    let y = |left: f64| {
        let at = if left > 0.0 { libm::log10(left).max(bottom) } else { bottom };
        whole(TOP + (BOTTOM - TOP) * (top - at) / (top - bottom))
    };
    let _ = write!(out, "<figure><svg class=\"plot\" viewBox=\"0 0 {} 232\" aria-hidden=\"true\">", whole(WIDTH));
    let mut power = top;
    while power >= bottom {
        let at = whole(TOP + (BOTTOM - TOP) * (top - power) / (top - bottom));
        let (left, right) = (whole(LEFT), whole(RIGHT));
        let _ = write!(out, "<path class=\"grid\" d=\"M{left} {at}H{right}\"/>");
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            left - 6,
            at + 3,
            libm::pow(10.0, power)
        );
        power -= 1.0;
    }
    let mut path = String::new();
    for point in points {
        let _ = match path.is_empty() {
            true => write!(path, "M{} {}", x(point.cost), y(point.high)),
            false => write!(path, "H{}V{}", x(point.cost), y(point.high)),
        };
    }
    let _ = write!(out, "<path class=\"steps\" d=\"{path}H{}\"/>", whole(RIGHT));
    for (point, number) in points.iter().zip(1..) {
        let (at, above, below) = (x(point.cost), y(point.high), y(point.low));
        let _ = write!(out, "<path class=\"spread\" d=\"M{at} {above}V{below}\"/>");
        let _ = write!(out, "<path class=\"choice\" d=\"M{at} {}l5 5l-5 5l-5 -5z\"/>", above - 5);
        let _ = write!(out, "<text class=\"number\" x=\"{}\" y=\"{}\">{number}</text>", at + 7, above - 5);
        let _ =
            write!(out, "<text x=\"{at}\" y=\"{}\" text-anchor=\"middle\">{}</text>", whole(BOTTOM) + 16, point.cost);
    }
    let _ = write!(out, "<text x=\"{}\" y=\"226\" text-anchor=\"end\">cost</text>", whole(RIGHT));
    out.push_str("</svg></figure>\n");
    out
}

/// A measure as a whole number, which every machine prints alike.
#[allow(clippy::cast_possible_truncation, reason = "measures lie within the plot")]
fn whole(measure: f64) -> i64 {
    libm::round(measure) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lie_within_the_plot_and_more_left_lies_higher() {
        let at = |point: Point| {
            let text = written(&[Point { cost: 0.0, low: 0.1, high: 1.0 }, point]);
            let path = text.rsplit("class=\"choice\" d=\"M").next().unwrap_or_default().to_owned();
            let mut numbers = path.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<i64>().ok());
            (numbers.next().unwrap_or(-1), numbers.next().unwrap_or(-1))
        };
        let cheap = at(Point { cost: 2.0, low: 0.01, high: 0.5 });
        let dear = at(Point { cost: 9.0, low: 0.0, high: 0.0 });
        assert!(cheap.1 < dear.1, "{cheap:?} {dear:?}");
        for (x, y) in [cheap, dear] {
            assert!((44..=680).contains(&x) && (10..=190).contains(&y), "{x} {y}");
        }
    }
}
