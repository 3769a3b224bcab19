/// Rules about size: they measure, the ratchet decides.
enum SizeRules {
    static let widestLine = 100
    static let longestFunction = 60
    static let longestFile = 500
    static let fullestFolder = 15

    /// Lines of Swift, comments included, are at most 100 characters wide; only what ends in a
    /// string literal may be wider, because samples and messages are quoted as they are.
    static func wideLines(in file: SourceFile) -> [Complaint] {
        guard file.isSwift else { return [] }
        let code = file.code.split(separator: "\n", omittingEmptySubsequences: false)
        return file.lines.enumerated().compactMap { index, line in
            guard line.count > widestLine else { return nil }
            let isComment = line.drop { $0 == " " }.hasPrefix("//")
            let end = index < code.count ? code[index].lastIndex { !" ,)]".contains($0) } : nil
            let width = end.map { code[index].distance(from: code[index].startIndex, to: $0) } ?? 0
            guard isComment || width >= widestLine else { return nil }
            return Complaint(
                file, line: index + 1, "\(line.count) columns, at most \(widestLine)")
        }
    }

    /// Functions of more than 60 lines, from the declaration to its closing brace.
    static func longFunctions(in file: SourceFile) -> [Excess] {
        guard file.isSwift else { return [] }
        return FunctionScanner.functions(in: file.code)
            .filter { $0.length > longestFunction }
            .map { Excess(rule: .function, place: "\(file.path):\($0.name)", size: $0.length) }
    }

    /// Files of Swift of more than 500 lines.
    static func longFiles(_ files: [SourceFile]) -> [Excess] {
        files.filter { $0.isSwift && $0.lines.count > longestFile }
            .map { Excess(rule: .file, place: $0.path, size: $0.lines.count) }
    }

    /// Folders with more than 15 source files of their own.
    static func fullFolders(_ files: [SourceFile]) -> [Excess] {
        let sources = files.filter { $0.isSwift || $0.path.hasSuffix(".py") }
        return Dictionary(grouping: sources, by: \.folder)
            .filter { $0.value.count > fullestFolder }
            .map { Excess(rule: .folder, place: $0.key, size: $0.value.count) }
            .sorted { $0.place < $1.place }
    }
}

/// Something larger than its rule allows.
struct Excess: Equatable {
    enum Rule: String { case function, file, folder }

    let rule: Rule
    /// A path, for a function with `:name` behind it.
    let place: String
    /// Lines, for a folder files.
    let size: Int
}
