import Engine
import Foundation

/// The second count of one unit: sums that run along with the messages.
struct UnitCount {
    let dialect: Recount.Dialect
    private var element: Recount.Element?
    private var since: Milliseconds = 0
    private var hasOrder = false
    private var counts: (made: Double, scrap: Double)?
    private var times: [Recount.Element: Milliseconds] = [:]
    private var outside: Milliseconds = 0
    private var made = 0.0
    private var scrap = 0.0
    private var stops = 0
    private var minorStops = 0
    private var failures = 0
    /// Busy milliseconds of the stop that lasts, break or not; nil: none lasts.
    private var stop: Milliseconds?
    private var signals: [String: [[String: Any]]] = [:]

    init(dialect: Recount.Dialect) {
        self.dialect = dialect
    }

    mutating func take(_ fields: [String: Any], signal: String) {
        let time = instant(fields[dialect.time])
        // One scenario nests its status.
        let status = fields["run"] as? [String: Any] ?? fields
        if let word = status[dialect.state] as? String {
            var next = dialect.words[word]
            for beside in dialect.companions where status[beside.field] as? String == beside.word {
                next = beside.means
            }
            enter(next, at: time)
            count(number(status[dialect.made]), number(status[dialect.scrap]), at: time)
        } else if let order = fields[dialect.order] {
            if let element { enter(element, at: time) }
            hasOrder = order is String
        } else {
            signals[signal, default: []].append(fields)
        }
    }

    private mutating func enter(_ next: Recount.Element?, at time: Milliseconds) {
        spend(until: time)
        if next == .failed, element != .failed, !isBreak(time) { failures += 1 }
        element = next
    }

    /// Gives the time since the last message to its element, minute by minute.
    private mutating func spend(until time: Milliseconds) {
        defer { since = time }
        guard let element, since < time else { return }
        let isStop = element == .adet || element == .failed || element == .idle
        if !isStop { endStop() } else if stop == nil { stop = 0 }
        while since < time {
            let next = min(time, since - since % 60_000 + 60_000)
            let part = next - since
            if isBreak(since) {
                outside += part
            } else {
                let isDown = element == .idle && !hasOrder
                times[isDown ? .idle : element == .idle ? .adet : element, default: 0] += part
                if isStop { stop? += part }
            }
            since = next
        }
    }

    private mutating func endStop() {
        if let stop, stop > 0 {
            stops += 1
            if stop < 300_000 { minorStops += 1 }
        }
        stop = nil
    }

    private mutating func count(_ nowMade: Double, _ nowScrap: Double, at time: Milliseconds) {
        if let counts, !isBreak(time) {
            made += nowMade - counts.made
            scrap += nowScrap - counts.scrap
        }
        counts = (nowMade, nowScrap)
    }

    mutating func close(at end: Milliseconds) {
        spend(until: end)
        endStop()
    }

    private func isBreak(_ time: Milliseconds) -> Bool {
        let minute = (time / 60_000 + 480) % 1440
        return dialect.breaks.contains { $0.contains(minute) }
    }

    private func instant(_ value: Any?) -> Milliseconds {
        if let text = value as? String {
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            let date = try? Date(text, strategy: style)
            return Milliseconds(((date?.timeIntervalSince1970 ?? 0) * 1000).rounded())
        }
        let number = number(value)
        return Milliseconds((number < 1e11 ? number * 1000 : number).rounded())
    }

    private func number(_ value: Any?) -> Double { (value as? NSNumber)?.doubleValue ?? .nan }
}

extension UnitCount {
    /// What the truth says otherwise.
    func differences(from truth: Truth.Result, of scenario: Scenario) -> [String] {
        let scale = Double(scenario.countsPerItem)
        var found: [String] = []
        func compare(_ name: String, _ mine: Double, _ theirs: Double) {
            let isSame = abs(mine - theirs) <= 1e-6 * max(1, abs(theirs))
            if !isSame { found.append("\(name): counted \(mine), the truth says \(theirs)") }
        }
        let theirs = truth.times
        compare("apt", time(.apt), Double(theirs.apt))
        compare("aust", time(.aust), Double(theirs.aust))
        compare("adet", time(.adet) + time(.failed), Double(theirs.adet))
        compare("adot", time(.idle), Double(theirs.adot))
        compare("unknown", time(.unknown), Double(theirs.unknown))
        compare("not scheduled", time(.notScheduled), Double(theirs.notScheduled))
        compare("planned down", Double(outside), Double(theirs.plannedDown))
        compare("made", made, Double(truth.pieces.made) / scale)
        compare("scrap", scrap, Double(truth.pieces.scrap) / scale)
        compare("stops", Double(stops), Double(truth.stops))
        compare("minor stops", Double(minorStops), Double(truth.minorStops))
        compare("failures", Double(failures), Double(truth.failures))
        for signal in truth.signals { compareSignal(signal, from: truth.from, compare) }
        return found
    }

    private func time(_ element: Recount.Element) -> Double { Double(times[element] ?? 0) }

    private func compareSignal(
        _ truth: SignalSums, from: Milliseconds, _ compare: (String, Double, Double) -> Void
    ) {
        let name = truth.signal.name
        let scale = pow(10, Double(truth.signal.decimals))
        let payloads = signals[name] ?? []
        let values = payloads.compactMap { ($0["value"] ?? $0["v"]) as? Double }
        switch truth.figures {
        case .silent: compare(name, Double(values.count), 0)
        case .measurement(let count, let low, let high, let sum, _, let last):
            compare(name + " count", Double(values.count), Double(count))
            compare(name + " min", values.min() ?? .nan, Double(low) / scale)
            compare(name + " max", values.max() ?? .nan, Double(high) / scale)
            compare(name + " sum", values.reduce(0, +), Double(sum) / scale)
            compare(name + " last", values.last ?? .nan, Double(last) / scale)
        case .meter(let total):
            compare(name, (values.last ?? .nan) - (values.first ?? .nan), Double(total) / scale)
        case .actuator(let commands, let followed, let late, let notFollowed):
            guard case .actuator(let profile) = truth.signal.kind else { return }
            let tolerance = Double(profile.tolerance) / scale
            let judged = judge(payloads, within: profile.within, tolerance: tolerance)
            compare(name + " commands", Double(judged.reduce(0, +)), Double(commands))
            compare(name + " followed", Double(judged[0]), Double(followed))
            compare(name + " late", Double(judged[1]), Double(late))
            compare(name + " not followed", Double(judged[2]), Double(notFollowed))
        }
    }

    /// How many commands were followed in time, late, and not.
    private func judge(
        _ payloads: [[String: Any]], within: Milliseconds, tolerance: Double
    ) -> [Int] {
        var judged = [0, 0, 0]
        var open: Milliseconds?
        var last: Double?
        for payload in payloads {
            let command = number(payload["cmd"])
            let time = instant(payload[dialect.time])
            if let last, command != last {
                if open != nil { judged[2] += 1 }
                open = time
            }
            last = command
            guard let begin = open, abs(number(payload["pos"]) - command) <= tolerance + 1e-9
            else { continue }
            judged[time - begin <= within ? 0 : 1] += 1
            open = nil
        }
        if open != nil { judged[2] += 1 }
        return judged
    }
}
