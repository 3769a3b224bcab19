import Foundation
import Telemetry

/// Places of instants along a span, in percent of its width.
struct Axis {
    let span: TimeSpan

    /// A place with two decimals.
    func percent(_ instant: Timestamp) -> String {
        Self.percent(fraction(instant))
    }

    /// The width of a stretch.
    func width(_ stretch: TimeSpan) -> String {
        Self.percent(fraction(stretch.to) - fraction(stretch.from))
    }

    private func fraction(_ instant: Timestamp) -> Double {
        guard span.duration > 0 else { return 0 }
        return min(1, max(0, Double(instant - span.from) / Double(span.duration)))
    }

    /// A fraction as an attribute of SVG: `12.34%`.
    static func percent(_ fraction: Double) -> String {
        let hundredths = Int((fraction * 10_000).rounded())
        let rest = abs(hundredths % 100)
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }
}
