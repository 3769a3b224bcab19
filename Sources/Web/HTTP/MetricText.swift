/// Text in the exposition format of Prometheus, version 0.0.4, put together family by family.
struct MetricText {
    /// What a family's values do.
    enum Kind: String {
        /// They only grow, from 0 at the start of the process or the journal; `_total` ends the
        /// name.
        case counter
        case gauge
    }

    /// A value and what tells it from the others of its family.
    struct Sample {
        var labels: [(String, String)] = []
        var value: String
    }

    private(set) var text = ""

    /// A family; without a value it is left out.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
            let braced = labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}"
            text += "\(name)\(braced) \(sample.value)\n"
        }
    }

    /// A family of one value.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: String?) {
        add(name, kind, help, value.map { [Sample(value: $0)] } ?? [])
    }

    private static func escaped(_ label: String) -> String {
        label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
    }
}
