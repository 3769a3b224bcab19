import Foundation
import Plant

/// The plant of the demo: the example files of several simulated lines as one.
struct DemoPlant {
    /// The text of the whole.
    let yaml: String

    /// What stands in place of each file's own.
    private static let head = """
        version: 1
        plant:
          id: demo
          name: { en: Demonstration plant, zh-Hant: 示範工廠 }
          time_zone: Asia/Hong_Kong
        """

    /// Joins files section by section; identifiers are apart, which reading the whole checks.
    init(files: [String]) {
        let sections = files.map { Self.sections(of: $0) }
        // One broker is enough: every file calls its own by the same name.
        let brokers = sections.first?["brokers"] ?? []
        let joined = ["calendars", "products", "reasons", "lines"].flatMap { name in
            ["\(name):"] + sections.flatMap { $0[name] ?? [] }
        }
        yaml = ([Self.head, "brokers:"] + brokers + joined).joined(separator: "\n") + "\n"
    }

    /// What stands under each key of a file's top level, line by line.
    private static func sections(of file: String) -> [String: [String]] {
        var sections: [String: [String]] = [:]
        var name = ""
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            if line.first == " " {
                sections[name, default: []].append(String(line))
            } else {
                name = String(line.prefix { $0 != ":" })
            }
        }
        return sections
    }
}
