import Benefits
import Evidence
import Foundation
import Plant
import Production
import Sealing
import Storage
import StorageSQLite
import Telemetry

/// A line that lived through two days, corrected by people, with its store and keys.
final class World {
    let folder: String
    let yaml: String
    let plant: Plant
    let store: SQLiteStore
    private(set) var key: SigningKey
    private var packs = 0
    /// One for each broker; the second line's is the last.
    private var lanes: [HandLane]

    var storePath: String { folder + "/facts.sqlite" }

    /// The second line of a split one has a broker of its own.
    init(seed: UInt64, key: UInt8 = 1, isSplit: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "lineside-evidence-" + UUID().uuidString).path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        yaml = isSplit ? Self.splitYAML : Self.yaml
        plant = try Plant.read(yaml: yaml, file: "plant.yaml")
        store = try SQLiteStore(path: folder + "/facts.sqlite")
        self.key = try Self.key(key)
        lanes = [HandLane(plant, store)]
        if isSplit { lanes.append(HandLane(plant, store, broker: 1)) }
        try live(seed: seed)
        try correct()
        try record(.made, self.key, by: self.key, at: Self.instant(day: 4))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let yaml = """
        version: 1
        plant: { id: test, time_zone: Asia/Hong_Kong }
        brokers: { shopfloor: { url: "mqtt://127.0.0.1" } }
        products: { p: { unit: piece }, q: { unit: piece } }
        reasons: { jam: { class: breakdown }, belt: { class: breakdown } }
        lines:
          l:
            broker: shopfloor
            product: p
            constraint: [a, b]
            output: [b]
            work_units:
              a:
                heartbeat: 600 s
                rates: &rates
                  - { product: p, item_time: 9 s, from: 2026-01-01, by: me, reason: r }
                  - { product: q, item_time: 7 s, from: 2026-01-01, by: me, reason: r }
                signals: &signals
                  state: { kind: state, topic: "{unit}", field: s, states: packml }
                  made: { kind: counter, counts: made, topic: "{unit}", field: m, type: cumulative }
                  scrap:
                    { kind: counter, counts: scrap, topic: "{unit}", field: x, type: cumulative }
                  reason: { kind: reason, topic: "{unit}", field: c, reasons: { 1: jam } }
                  product: { kind: product, topic: "{unit}", field: p, products: { p: p, q: q } }
                  gate: { kind: actuator, topic: g, command: c, feedback: f }
                  temp: { kind: measurement, topic: t, unit: Cel }
              b:
                heartbeat: 600 s
                rates: *rates
                signals: *signals
          other:
            broker: shopfloor
            work_units: { c: { signals: *signals } }
        """

    private static let splitYAML =
        yaml
        .replacing("127.0.0.1\" } }", with: "127.0.0.1\" }, yard: { url: \"mqtt://127.0.0.2\" } }")
        .replacing("other:\n    broker: shopfloor", with: "other:\n    broker: yard")

    static let sales = """
        product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd
        p,2026-03-02,2026-03-02,120,4000,300,5,110400.50
        q,2026-03-02,2026-03-02,0,20,4,0,93.10

        """
    static let jobs = """
        job_id,type,from,to,fte,it_post
        J-1,operative,2026-01-01,,1,no
        J-2,engineer,2026-03-01,2026-03-02,0.5,yes

        """

    static func key(_ number: UInt8) throws -> SigningKey {
        guard let key = SigningKey(seed: Array(repeating: number, count: 32)) else {
            throw SealError(.key, "32 bytes are a seed")
        }
        return key
    }

    static func instant(day: Int) -> Instant {
        guard let instant = Instant("2026-03-\(day < 10 ? "0" : "")\(day)T00:00:00Z") else {
            preconditionFailure("it has the form")
        }
        return instant
    }

    /// The local midnight that begins a day of March 2026, and seconds after it.
    static func at(day: Int, _ second: Int64 = 0) -> Timestamp {
        // 2026-03-02T00:00+08:00.
        Timestamp(
            nanoseconds: (1_772_380_800 + Int64(day - 2) * 86_400 + second) * nanosecondsPerSecond)
    }

    static func period(_ from: Int, _ to: Int) -> BenefitPeriod {
        BenefitPeriod(
            from: LocalDate(year: 2026, month: 3, day: from),
            to: LocalDate(year: 2026, month: 3, day: to))
    }
}

/// What happens.
extension World {
    /// Two days, the 2nd and the 3rd of March; a stop lies over each midnight.
    private func live(seed: UInt64) throws {
        var random = Random(seed)
        var (made, scrap): (Int64, Int64) = (0, 0)
        let states: [UnitState] = [.producing, .producing, .setup, .stopped, .faulted, .idle]
        for step in Int64(0)..<2_000 {
            let at = Self.at(day: 1, 80_000 + step * 90)
            let isMidnight = [1, 2, 3, 4].contains { day in
                abs((at - Self.at(day: day)) / nanosecondsPerSecond) < 400
            }
            let isSilent = (600..<640).contains(step)
            for unit in ["a", "b", "c"] where !isSilent && random.below(3) > 0 {
                let place = unit == "c" ? lanes.count - 1 : 0
                if isMidnight {
                    lanes[place].state(unit, .stopped, at: at)
                } else if random.below(12) == 0 {
                    lanes[place].state(unit, states[random.below(states.count)], at: at)
                }
                if random.below(60) == 0 {
                    lanes[place].say(unit, "product", Int64(random.below(2)), at: at)
                }
                if random.below(40) == 0 {
                    lanes[place].say(unit, "reason", Int64(random.below(2)), at: at)
                }
                made += Int64(random.below(12))
                lanes[place].count(unit, "made", made, at: at)
                if random.below(9) == 0 { scrap += 1 }
                lanes[place].count(unit, "scrap", scrap, at: at)
            }
            if step.isMultiple(of: 100) { try commit(at: at) }
        }
        try commit(at: Self.at(day: 4, 7_200))
        try addSignals()
    }

    private func commit(at instant: Timestamp) throws {
        for place in lanes.indices { try lanes[place].commit(at: instant) }
    }

    private func addSignals() throws {
        let signals = ["temp", "gate"].compactMap { name in
            plant.signals.firstIndex { $0.path == "l/a/" + name }
        }
        let minutes = ([3_000, 4_000, 86_100, 90_000] as [Int64]).map { second in
            var summary = SignalSummary()
            summary.add(21.25 + Double(second) / 7, at: Self.at(day: 2, second))
            return MinuteSummary(minute: Self.at(day: 2, second).minute, summary: summary)
        }
        let commands = ([-50, 2_900, 4_000] as [Int64]).map { second in
            CommandFact(
                at: Self.at(day: 2, second), value: 0.1, verdict: .followed, delay: 1_000)
        }
        try store.commit(
            lanes[0].flush(
                [
                    SignalFlush(
                        signal: signals[0], minutes: minutes, commands: [], checkpoint: nil),
                    SignalFlush(
                        signal: signals[1], minutes: [], commands: commands, checkpoint: nil),
                ]))
    }

    /// A state over midnight, a rate, scrap found by hand, and a word taken back.
    private func correct() throws {
        let span = TimeSpan(from: Self.at(day: 2, -300), to: Self.at(day: 2, 900))
        try say(.state(span, .setup, reason: nil), by: "wong-siu-mei")
        try say(
            .rate(product: "p", itemTime: 8_000_000_000, items: 1, from: Self.at(day: 2)),
            by: "chan-tai-man")
        try say(.scrap(at: Self.at(day: 2, 5_000), kind: .scrap, product: "p", quantity: 1_000_000))
        try say(.withdrawal, supersedes: 3)
    }

    /// Somebody says something of unit b.
    func say(
        _ content: CorrectionDraft.Content, by: String = "wong-siu-mei", supersedes: Int64? = nil
    ) throws {
        let draft = CorrectionDraft(
            unit: "l/b", by: by, why: "stood\tbeside it", supersedes: supersedes, content: content)
        let outcome = try store.append(draft, seen: .max, at: Self.at(day: 4, 8_000))
        guard case .recorded = outcome else { throw SealError(.request, "\(outcome)") }
    }

    func record(
        _ event: KeyRecord.Event, _ key: SigningKey, by signer: SigningKey, at instant: Instant
    ) throws {
        let record = try store.keyRing().next(
            event, key: key.publicKey, at: instant, signer: signer.publicKey.id, why: "")
        guard let signed = SignedText(record.bytes, by: signer) else {
            throw SealError(.key, "it does not sign")
        }
        try store.append(try SealRecording.record(signed, for: store))
        if event == .rotated { self.key = key }
    }
}

/// What is sealed.
extension World {
    func request(_ period: BenefitPeriod, declares: Bool = false) -> SealRequest {
        var request = SealRequest(
            line: 0, period: period, project: "P-1", plantFile: Array(yaml.utf8),
            software: "lineside test")
        guard declares else { return request }
        request.declared = [
            .sales: DeclaredSource(name: "in/sales.csv", bytes: Array(Self.sales.utf8)),
            .jobs: DeclaredSource(name: "jobs.csv", bytes: Array(Self.jobs.utf8)),
        ]
        request.attached = ["in/invoice.pdf": [0x25, 0x50, 0x44, 0x46, 0x00, 0xFF]]
        return request
    }

    /// The path of the pack that was made last.
    var lastPack: String { folder + "/\(packs).pack" }

    /// Makes a pack; its seal is not recorded.
    func make(_ request: SealRequest, day: Int = 5, key other: SigningKey? = nil) throws -> String {
        packs += 1
        let path = lastPack
        try PackMaking(
            plant: plant, store: try SQLiteStore(snapshot: storePath),
            journals: { _ in JournalBeginning(record: 1, received: .distantPast) },
            key: other ?? key
        ).make(request, at: path, on: Self.instant(day: day))
        return path
    }

    /// Makes a pack and records its seal.
    @discardableResult
    func seal(_ request: SealRequest, day: Int = 5) throws -> String {
        let path = try make(request, day: day)
        let pack = try PackFile(reading: path)
        try store.append(try SealRecording.seal(of: pack, for: store, at: Self.at(day: day)))
        return path
    }

    /// Three seals, of which the last has all that a pack can have; the key was replaced meanwhile.
    func sealAll() throws -> String {
        try seal(request(Self.period(2, 2)))
        try seal(request(Self.period(3, 3)))
        try record(.rotated, try Self.key(77), by: key, at: Self.instant(day: 5))
        return try seal(request(Self.period(2, 2), declares: true), day: 6)
    }

    func verify(_ path: String, checkpoint: String? = nil) throws -> SealVerification {
        let notes = try checkpoint.map { text in
            guard let note = CheckpointNote(text) else {
                throw SealError(.unreadable, "no checkpoint")
            }
            return [note]
        }
        return try SealVerification(pack: path, checkpoints: notes ?? [], copy: path + ".copy")
    }
}

/// Whole numbers from a seed.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
