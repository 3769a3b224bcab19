import Foundation
import Plant

/// The plant of the demo: the example files of several simulated lines as one.
struct DemoPlant {
    /// The text of the whole.
    let yaml: String

    /// What is the plant's own, and comes from the first file alone.
    private static let ownSections: Set<String> = ["version", "plant", "brokers"]

    /// Joins files section by section; identifiers are apart, which reading the whole checks.
    init(files: [String]) {
        var order: [String] = []
        var sections: [String: [Substring]] = [:]
        for (number, file) in files.enumerated() {
            for (name, lines) in Self.sections(of: file) {
                if sections[name] == nil {
                    order.append(name)
                    sections[name] = lines
                } else if number > 0, !Self.ownSections.contains(name) {
                    sections[name, default: []] += lines.dropFirst()
                }
            }
        }
        yaml = order.flatMap { sections[$0] ?? [] }.joined(separator: "\n") + "\n"
    }

    /// The sections of a file, each with the line of its key; comments between them are left out.
    private static func sections(of file: String) -> [(name: String, lines: [Substring])] {
        var sections: [(name: String, lines: [Substring])] = []
        for line in file.split(separator: "\n") where !line.hasPrefix("#") {
            if line.first?.isLetter ?? false, let colon = line.firstIndex(of: ":") {
                sections.append((String(line[..<colon]), [line]))
            } else if !sections.isEmpty {
                sections[sections.count - 1].lines.append(line)
            }
        }
        return sections
    }
}
