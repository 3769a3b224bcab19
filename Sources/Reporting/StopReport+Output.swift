public import Plant
public import Production
import Storage
public import Telemetry

extension StopReport {
    /// The stops as JSON, with identifiers of a plant.
    public func json(_ plant: Plant) -> JSON {
        let begun = begun.map(\.stop)
        return .object([
            ("from", .string(span.from.rfc3339)), ("to", .string(span.to.rfc3339)),
            ("source", .string(source.rawValue)),
            ("stops", .array(stops.map { json($0, plant) })),
            (
                "total",
                .object([
                    ("stops", .integer(Int64(begun.count))),
                    ("minor_stops", .integer(Int64(begun.count { $0.isMinor }))),
                    (
                        "length_s",
                        .seconds(nanoseconds: begun.reduce(0) { $0 + $1.length })
                    ),
                ])
            ),
            ("definitions", definitions(plant)),
        ])
    }

    /// What the lengths and kinds of the stops mean, unit by unit.
    private func definitions(_ plant: Plant) -> JSON {
        .object(
            Set(stops.map(\.unit)).sorted().map {
                (plant.workUnits[$0].path, .string(plant.definitionHash(workUnit: $0)))
            })
    }

    private func json(_ entry: UnitStop, _ plant: Plant) -> JSON {
        let stop = entry.stop
        return .object([
            ("unit", .string(plant.workUnits[entry.unit].path)),
            ("from", .string(stop.from.rfc3339)), ("to", .string(stop.to.rfc3339)),
            ("length_s", .seconds(nanoseconds: stop.length)),
            ("states", .array(stop.states.map { .string($0.identifier) })),
            ("reason", stop.reason.identifier(plant).map { .string($0) } ?? .null),
            ("cause", .string(stop.cause.identifier(plant))),
            ("minor", .bool(stop.isMinor)), ("open", .bool(stop.isOpen)),
            (
                "product",
                plant.products.indices.contains(Int(stop.product))
                    ? .string(plant.products[Int(stop.product)].id) : .null
            ),
            ("begins_before", .bool(stop.from < span.from)),
            ("ends_after", .bool(stop.to > span.to)),
        ])
    }

    /// The stops as comma-separated values, with a head in English and one in Traditional Chinese.
    ///
    /// Times are by the plant's clock with their offset; lengths are seconds.
    public func csv(_ plant: Plant) -> String {
        let english = [
            "Work unit", "Begin", "End", "Length (s)", "States", "Reason", "Reason (English)",
            "Reason (Chinese)", "Minor", "Still open", "Product", "Began before span",
            "Ends after span", "Definition",
        ]
        let chinese = [
            "工位", "開始", "結束", "時長（秒）", "狀態", "原因", "原因（英文）", "原因（中文）", "短停", "未結束", "產品",
            "時段前已開始", "時段後才結束", "定義",
        ]
        let hashes = Dictionary(
            uniqueKeysWithValues: Set(stops.map(\.unit)).map {
                ($0, plant.definitionHash(workUnit: $0))
            })
        return CSV.text(
            [english, chinese] + stops.map { row($0, plant) + [hashes[$0.unit] ?? ""] })
    }

    private func row(_ entry: UnitStop, _ plant: Plant) -> [String] {
        let stop = entry.stop
        let reason = stop.cause.name(plant)
        func mark(_ flag: Bool) -> String { flag ? "1" : "0" }
        return [
            plant.workUnits[entry.unit].path, stop.from.rfc3339, stop.to.rfc3339,
            decimalText(stop.length, digits: 9),
            stop.states.map(\.identifier).joined(separator: " "),
            stop.cause.identifier(plant), reason.english, reason.traditionalChinese,
            mark(stop.isMinor), mark(stop.isOpen),
            plant.products.indices.contains(Int(stop.product))
                ? plant.products[Int(stop.product)].id : "",
            mark(stop.from < span.from), mark(stop.to > span.to),
        ]
    }
}

extension UnitState {
    /// Its name in the interface.
    public var identifier: String {
        switch self {
        case .unknown: "unknown"
        case .producing: "producing"
        case .setup: "setup"
        case .idle: "idle"
        case .starved: "starved"
        case .blocked: "blocked"
        case .stopped: "stopped"
        case .faulted: "faulted"
        case .notScheduled: "not_scheduled"
        }
    }
}

extension StopPareto.Cause {
    /// What it goes by in queries: the identifier of a reason, or one of ``words``.
    public func identifier(_ plant: Plant) -> String {
        switch self {
        case .delay(let reason): reason.identifier(plant) ?? "none"
        case .waiting: "starved_or_blocked"
        case .noOrder: "no_order"
        }
    }

    /// What may stand for a reason.
    public static let words = ["none", "starved_or_blocked", "no_order", "maintenance", "manual"]

    /// The cause that an identifier names.
    ///
    /// A reason of the plant goes before the words of ours.
    public init?(identifier: String, _ plant: Plant) {
        if let index = plant.reasons.firstIndex(where: { $0.id == identifier }) {
            self = .delay(.declared(Int32(index)))
            return
        }
        switch identifier {
        case "none": self = .delay(.none)
        case "maintenance": self = .delay(.maintenance)
        case "manual": self = .delay(.manual)
        case "starved_or_blocked": self = .waiting
        case "no_order": self = .noOrder
        default: return nil
        }
    }

    fileprivate func name(_ plant: Plant) -> LocalizedText {
        switch self {
        case .delay(.declared(let index)) where plant.reasons.indices.contains(Int(index)):
            plant.reasons[Int(index)].name
        case .delay(.maintenance): Self.text("Maintenance", "維修保養")
        case .delay(.manual): Self.text("Manual mode", "手動模式")
        case .delay: Self.text("No reason yet", "未有原因")
        case .waiting: Self.text("Starved or blocked", "待料或下游阻塞")
        case .noOrder: Self.text("Idle without order", "無訂單閒置")
        }
    }

    private static func text(_ english: String, _ traditionalChinese: String) -> LocalizedText {
        LocalizedText(english: english, traditionalChinese: traditionalChinese)
    }
}
