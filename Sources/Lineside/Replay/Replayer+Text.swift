import Foundation

extension Replayer {
    /// Takes every line of a `messages.jsonl`.
    ///
    /// - Parameters:
    ///   - text: Its text.
    ///   - file: What mistakes call it.
    /// - Throws: ``RecordingError`` with the first line that cannot be read, or what the lane says.
    func take(jsonl text: String, of file: String) throws {
        let reader = MessageLine(plant: plant)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard !line.allSatisfy({ $0 == " " || $0 == "\r" }) else { continue }
            let entry: RecordingEntry
            do {
                entry = try reader.entry(String(line))
            } catch {
                throw RecordingError(file: file, line: index + 1, message: error.message)
            }
            try take(entry)
        }
    }
}
