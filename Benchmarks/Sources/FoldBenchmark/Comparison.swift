internal import Foundation
import Production
import Telemetry

/// The fold beside the plain bookkeeping over the same samples, in bursts that take turns.
struct Comparison {
    /// Samples in one burst, well under a second.
    static let samples = 100_000
    /// Bursts that fill the windows and do not count.
    static let warmUp = 8

    /// Work units that take turns.
    let units: Int
    /// Nanoseconds of processor time a sample: the fold, what a flush adds, the peer.
    private(set) var fold = 0.0
    private(set) var flush = 0.0
    private(set) var peer = 0.0
    /// The median of the bursts' ratios.
    private(set) var ratio = 0.0

    /// Measures.
    init(units: Int, bursts: Int) throws {
        self.units = units
        var stream = try SampleStream(units: units)
        var fold = Fold(plant: stream.plant, broker: 0)
        let peer = PlainBookkeeping()
        var pieces: Int64 = 0
        var times: [(fold: Double, flush: Double, peer: Double)] = []
        for burst in 0..<(Self.warmUp + bursts) {
            let samples = stream.next(Self.samples)
            let taking = nanoseconds { for sample in samples { fold.take(sample) } }
            var flushes: [Fold.UnitFlush] = []
            let flushing = nanoseconds { flushes = fold.takeFlush() }
            let plain = nanoseconds { for sample in samples { peer.take(sample) } }
            pieces = flushes.reduce(pieces) { $0 + $1.pieces }
            if burst >= Self.warmUp { times.append((taking, flushing, plain)) }
        }
        precondition(pieces == peer.pieces && pieces > 0, "both count the same pieces")
        self.fold = median(times.map(\.fold))
        flush = median(times.map(\.flush))
        self.peer = median(times.map(\.peer))
        ratio = median(times.map { $0.fold / $0.peer })
    }

    /// Shows the result.
    func report() {
        writeLine(
            "\(units) work units: fold \(text(fold)) ns a sample, flush every \(Self.samples) "
                + "samples \(text(flush)) ns more, dictionary and classes \(text(peer)) ns, "
                + "ratio \(text(ratio))")
    }
}

extension Fold.UnitFlush {
    /// Pieces in what is new: samples in order replace nothing that was flushed before.
    fileprivate var pieces: Int64 {
        facts.reduce(0) { sum, fact in
            guard case .pieces(let count) = fact.content else { return sum }
            return sum + count.quantity
        }
    }
}

private func nanoseconds(_ run: () -> Void) -> Double {
    let start = clock()
    run()
    return Double(clock() - start) * 1e9 / Double(CLOCKS_PER_SEC) / Double(Comparison.samples)
}

private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// A number with one digit after the point.
func text(_ number: Double) -> String { String(format: "%.1f", number) }

/// Writes a line of the result.
func writeLine(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
