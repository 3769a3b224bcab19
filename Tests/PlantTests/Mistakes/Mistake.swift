import Plant
import Testing

/// One wrong plant file: the right one of ``Mistake/right`` with an edit, and everything that is
/// said of it.
struct Mistake: Sendable, CustomTestStringConvertible {
    /// What is replaced.
    var old: String
    /// By what.
    var new: String
    /// The diagnostics with errors among them, in order.
    var expected: [String]

    init(_ old: String, _ new: String, _ expected: String...) {
        self.old = old
        self.new = new
        self.expected = expected
    }

    var testDescription: String { "\(old.debugDescription) → \(new.debugDescription)" }

    /// Reads the wrong file and compares all that is said of it.
    func check() {
        #expect(Self.right.contains(old), "the edit changes nothing")
        let yaml = Self.right.replacing(old, with: new, maxReplacements: 1)
        do {
            _ = try Plant.read(yaml: yaml, file: "plant.yaml")
            Issue.record("the file was not refused")
        } catch {
            let errors = error.diagnostics.filter { $0.severity == .error }
            #expect(
                errors.map { $0.description.dropFirst("plant.yaml:".count) }
                    == expected.map { $0[...] })
        }
    }

    /// A plant file without a mistake and without a warning.
    static let right = """
        version: 1
        plant:
          id: tko
          name: { en: TKO, zh-Hant: 將軍澳 }
          time_zone: Asia/Hong_Kong
          convention: iso22400
          lateness: 7 d
        brokers:
          floor:
            url: mqtts://broker:8883
            client_id: lineside
            username: me
            password_file: /p
            certificate_file: /c
            key_file: /k
        calendars:
          main:
            shifts:
              - { name: day, days: mon-fri, from: "08:00", to: "16:00", breaks: ["12:00-12:45"] }
              - { name: night, days: [mon, tue-thu], from: "22:00", to: "06:00", effective: 2026-01-01 }
            exceptions:
              - { date: 2026-12-25, closed: true, reason: holiday }
              - { date: 2026-01-10, from: "09:00", to: "12:00", name: overtime }
            maintenance: [ { from: "2026-03-07T08:00", to: "2026-03-07T10:00" } ]
        products:
          mask: { name: Mask, unit: piece }
        reasons:
          jam: { class: breakdown }
        lines:
          m1:
            broker: floor
            calendar: main
            product: mask
            constraint: [a]
            work_units:
              a:
                feeds: [b]
                heartbeat: 10 s
                minor_stop: 5 min
                prefer: [made, scrap]
                rates:
                  - { product: mask, item_time: 500 ms, from: 2026-01-01, by: me, reason: test }
                signals:
                  state: { kind: state, topic: "{line}/{unit}", field: s, time: ts, states: packml }
                  made: { kind: counter, counts: made, topic: t, field: n, type: cumulative, modulus: 10000, max_rate: 5/s, jitter: 1 }
                  scrap: { kind: counter, counts: scrap, topic: t, field: bad, type: cumulative }
                  mode: { kind: mode, topic: t, field: m, states: { 1: production } }
                  reason: { kind: reason, topic: t, field: c, reasons: { 17: jam } }
              b:
                heartbeat: 10 s
                signals:
                  state: { kind: state, topic: u, states: { run: producing } }
                  heat: { kind: measurement, topic: v, unit: Cel, normal: [18, 26] }
        """
}
