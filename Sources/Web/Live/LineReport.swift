import Plant
import Production
import Reporting
import Storage
import Telemetry

/// What the pages show of one line, for programs: from the same snapshot and board.
public struct LineReport: Codable, Sendable {
    /// The figures of the period that the pages show, as far as time has come.
    ///
    /// Ratios from 0 to 1, not rounded; null where they cannot be computed.
    public struct Figures: Codable, Sendable {
        /// Overall equipment effectiveness of the known part.
        public var oee: Double?
        /// Production time over known planned busy time.
        public var availability: Double?
        /// Ideal time of what was made over production time.
        public var effectiveness: Double?
        /// Ideal time of what was good over that of what was made.
        public var quality: Double?
        /// Known planned busy time over planned busy time.
        public var coverage: Double?
        /// The OEE of the whole period is at least this.
        public var oeeLow: Double?
        /// And at most this.
        public var oeeHigh: Double?
        /// Good pieces, outside planned busy time too.
        public var good: Double?
        /// Stops begun.
        public var stops: Int
    }

    /// One work unit.
    public struct Unit: Codable, Sendable {
        /// `line/unit`.
        public var unit: String
        /// A word like `producing`, `stopped` or `unknown`.
        public var state: String
        /// Since when, RFC 3339.
        public var since: String?
        /// Event time of its last message, RFC 3339.
        public var lastMessage: String?
        /// Seconds by which its source's clock is ahead of ours; null where that is not known.
        public var clockAheadS: Double?
        /// Identifier of the product.
        public var product: String?
        /// Identifier of the reason why it stands.
        public var reason: String?
        /// Of this unit alone.
        public var figures: Figures
        /// Hash of what gives its figures their meaning; nil: an older daemon does not say.
        public var definition: String?
    }

    /// Identifier of the line.
    public var line: String
    /// The worst state of its constraint; null where nothing came yet.
    public var state: String?
    /// Since when, RFC 3339.
    public var since: String?
    /// Up to when time has come, RFC 3339.
    public var at: String?
    /// Whether this moment is planned busy time.
    public var planned: Bool
    /// Whether the broker session is up.
    public var connected: Bool
    /// Whether all balances hold.
    public var balanced: Bool
    /// Whether the newest data are older than they should be.
    public var stale: Bool
    /// Name of the shift whose figures these are; null for a local day.
    public var shift: String?
    /// Begin of the period, RFC 3339.
    public var from: String
    /// Its end, which may lie in the future.
    public var to: String
    /// `journal` where every message of the period is still there, else `facts`.
    public var source: String
    /// Of the line: availability, effectiveness, quality and OEE are its constraint's, good its
    /// output's.
    public var figures: Figures
    /// Hash of what gives the line's figures their meaning; nil: an older daemon does not say.
    public var definition: String?
    /// Its work units, in order of the plant.
    public var units: [Unit]
}

extension LineReport {
    /// Puts it together; `units` holds the sums of work units over the view's period, by index.
    init(_ view: LineView, units: [Int: Sums]) {
        let (snapshot, status, plant) = (view.snapshot, view.status, view.plant)
        let decisive = status.decisive(plant)
        self.init(
            line: view.line.id, state: decisive?.state.name, since: decisive?.since?.rfc3339,
            at: status.now?.rfc3339, planned: status.isPlanned, connected: status.isConnected,
            balanced: status.isBalanced, stale: status.isStale,
            shift: snapshot.period.shift?.name, from: snapshot.period.span.from.rfc3339,
            to: snapshot.period.span.to.rfc3339, source: snapshot.figures.source.rawValue,
            figures: Figures(snapshot.sums, good: snapshot.figures.good),
            definition: snapshot.figures.definitions[.line(snapshot.line)] ?? "",
            units: status.units.map { unit in
                let own = units[unit.index] ?? Sums()
                return Unit(
                    unit: plant.workUnits[unit.index].path, state: unit.state.name,
                    since: unit.since?.rfc3339, lastMessage: unit.lastSign?.rfc3339,
                    clockAheadS: unit.clockAhead.map { Double($0) / 1e9 },
                    product: plant.products.indices.contains(Int(unit.product))
                        ? plant.products[Int(unit.product)].id : nil,
                    reason: unit.reason.identifier(plant), figures: Figures(own, good: own.good),
                    definition: snapshot.figures.definitions[.unit(unit.index)] ?? "")
            })
    }
}

extension LineReport.Figures {
    fileprivate init(_ sums: Sums, good: Int64?) {
        self.init(
            oee: sums.kpi(.oee).ratio, availability: sums.kpi(.availability).ratio,
            effectiveness: sums.kpi(.effectiveness).ratio, quality: sums.kpi(.quality).ratio,
            coverage: sums.kpi(.coverage).ratio, oeeLow: sums.kpi(.oeeLow).ratio,
            oeeHigh: sums.kpi(.oeeHigh).ratio, good: good.map { Double($0) / 1_000_000 },
            stops: sums.stops)
    }
}

extension Sums {
    /// Good pieces, outside planned busy time too; nil where nobody tells good from bad.
    fileprivate var good: Int64? {
        isQualityMeasured ? byProduct.values.reduce(0) { $0 + $1.good } : nil
    }
}
