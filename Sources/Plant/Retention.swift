internal import Telemetry

/// How long facts are kept: `retention` of the plant file.
///
/// Figures do not change while facts grow old, so this is no part of their definition.
public struct Retention: Hashable, Sendable {
    /// How long all facts are kept, in nanoseconds; ten years where the file does not say.
    public var facts = 10 * Quantities.year
    /// How long piece counts keep the second in which they were counted, in nanoseconds; older ones
    /// are merged to minutes.
    ///
    /// 400 days where the file does not say.
    public var seconds = 400 * 86_400 * nanosecondsPerSecond

    /// Makes the default.
    public init() {}
}
