import Foundation
import Plant
import Telemetry

/// The plant of the tests: two lines, one with a calendar and one without, with names that try to
/// break out.
enum MaskPlant {
    static let hostile = "</title><script>alert('x')</script> & \"Co\""

    static func read() throws -> Plant { try Plant.read(yaml: yaml, file: "plant.yaml") }

    private static let yaml = """
        version: 1
        plant: { id: test, name: { en: 'A & B <plant>', zh-Hant: 測試廠 }, time_zone: Asia/Hong_Kong }
        brokers: { floor: { url: "mqtt://127.0.0.1" } }
        calendars:
          two:
            shifts:
              - { name: day, from: "08:00", to: "16:00", breaks: ["12:00-12:45"] }
              - { name: night, from: "20:00", to: "04:00" }
        products:
          mask: { name: { en: Level 1 mask, zh-Hant: 一級口罩 }, unit: piece }
        reasons: { jam: { name: { en: Jam, zh-Hant: 卡料 }, class: breakdown } }
        lines:
          mask-1:
            name: { en: Mask line 1, zh-Hant: 口罩一號線 }
            broker: floor
            calendar: two
            product: mask
            constraint: [welder]
            work_units:
              welder: { name: { en: Welder, zh-Hant: 焊接機 }, \
        feeds: [packer], \(rates), \(signals("w")) }
              packer: { name: { en: Packer, zh-Hant: 包裝機 }, \(rates), \(signals("p")) }
          open-2:
            name: { en: "\(hostile.replacing("\"", with: "\\\""))", zh-Hant: 二號線 }
            broker: floor
            product: mask
            work_units:
              press: { name: { en: Press, zh-Hant: 壓機 }, \(rates), \(signals("q")) }
        """

    private static let rates =
        "rates: [ { product: mask, item_time: 500 ms, from: 2026-01-01, by: me, reason: test } ]"

    private static func signals(_ topic: String) -> String {
        """
        signals: { state: { kind: state, name: { en: State, zh-Hant: 狀態 }, topic: \(topic), \
        field: s, time: t, states: packml }, \
        made: { kind: counter, counts: made, topic: \(topic), field: m, type: cumulative }, \
        scrap: { kind: counter, counts: scrap, topic: \(topic), field: b, type: cumulative }, \
        reason: { kind: reason, topic: \(topic), field: r, reasons: { 17: jam } } }
        """
    }
}
